"""Run every test: Python's with pytest, the pages' with vitest; then say what was and was not run.

Without arguments the files of tests are shared out among as many processes as there are cores, up
to four; each starts stores and a browser of its own. Arguments go to pytest, in one process
(`make test ARGS="tests/store -x"`); with any, vitest is left out.
"""

import os
import subprocess
import sys

from scripts.chromium import find_chromium, install_chromium

NO_BROWSER = (
    "Browser tests were skipped: there is no Chromium here and none could be installed. "
    "Install Chromium or Google Chrome, or put the path of one in CARE_MAPPING_CHROMIUM."
)


MOST_PROCESSES = 4
"""Each has an embedded store, a Neo4j and a browser: about 3 GB."""
QUICK_CODE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For every Java: no database of a test lives long enough to win back what better code costs."""


def main() -> int:
    """Run the tests and return 0 only if all of them passed."""
    browser = find_chromium() or install_chromium()
    os.environ.setdefault("JAVA_TOOL_OPTIONS", QUICK_CODE)
    failed = {"Python's tests": _pytest(sys.argv[1:] or _shared_out(), browser)}
    if not sys.argv[1:]:
        failed["the pages' tests"] = _run("-m", "scripts.npm", "run", "test")
    print()
    print(f"Browser tests used {browser}." if browser else NO_BROWSER)
    for what, code in failed.items():
        print(f"{what[0].upper()}{what[1:]} {'failed' if code else 'passed'}.")
    return 1 if any(failed.values()) else 0


def _shared_out() -> list[str]:
    """Return the words that share the files out, if no one database is given to all of them."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if processes == 1 or os.environ.get("CARE_MAPPING_TEST_NEO4J"):
        return []
    return [
        *("--numprocesses", str(processes), "--dist", "loadfile", "--no-loadscope-reorder"),
        "--durations=50",
    ]


def _pytest(arguments: list[str], browser: str | None) -> int:
    if browser:
        os.environ["CARE_MAPPING_CHROMIUM"] = browser
        return _run("-m", "pytest", *arguments)
    return _run("-m", "pytest", "-m", "not browser", *arguments)


def _run(*command: str) -> int:
    return subprocess.run([sys.executable, *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
