"""Check the rules of the house that no linter knows; each breach is printed with its place.

- Cypher stands only in `queries/`.
- The built pages name no other host and hold no inline script.
- The lock files name no host, so that what they hold comes from wherever this machine gets it.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"node_modules", "dist", "build"}
MAY_HOLD_CYPHER = {"queries", "tests"}

CYPHER = re.compile(
    r"\b(?:MATCH|MERGE)\s*\(\s*\w*\s*[:{)]"  # MATCH (n:Element
    r"|\bCREATE\s*\(\s*\w*\s*[:{)]"
    r"|\bUNWIND\s+\$"
    r"|\bDETACH\s+DELETE\b"
    r"|\b(?:CREATE|DROP|SHOW)\s+(?:CONSTRAINTS?|(?:RANGE\s+|TEXT\s+)?INDEX(?:ES)?)\b"
    r"|\)\s*<?-\s*\[\s*\w*\s*:\s*\w+[^\]]*\]\s*->?\s*\("  # )-[r:CARES_FOR]->(
)
ADDRESS = re.compile(r"(?:https?|wss?):/{2}[^\s\"'`<>)\\]*|(?<=[\"'(=])//[a-z0-9-]+\.[^\s\"'`<>)]+")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\son\w+\s*=\s*[\"']", re.IGNORECASE)
# Names of XML vocabularies, where Svelte's error messages point to, a link in Leaflet that we leave
# out, and a host that can never be (RFC 2606), which addresses are compared against: nothing is
# fetched.
HARMLESS = (
    "http://www.w3.org/",
    "https://svelte.dev/e/",
    "https://leafletjs.com",
    "https://bit.ly/wb-precache",
    "https://care-mapping.invalid",
)
PAGE_FILES = {".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"}


def main() -> int:
    """Print every breach; return 1 if there is one."""
    found = [*cypher_outside_queries(ROOT), *hosts_in_pages(ROOT), *hosts_in_locks(ROOT)]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"The house's rules: {len(found) or 'no'} breach{'' if len(found) == 1 else 'es'}.")
    return 1 if found else 0


def cypher_outside_queries(root: Path) -> Iterator[str]:
    """Yield each place outside `queries/` and the tests that holds Cypher."""
    for file in _sources(root):
        text = file.read_text(encoding="utf-8")
        pieces = _python_texts(text) if file.suffix == ".py" else [(1, text)]
        for first_line, piece in pieces:
            for match in CYPHER.finditer(piece):
                line = first_line + piece.count("\n", 0, match.start())
                yield f"{file.relative_to(root)}:{line}: Cypher; it belongs in a file in queries/"


def hosts_in_pages(root: Path) -> Iterator[str]:
    """Yield each other host, and each inline script, in the built pages."""
    pages = root / "api" / "pages"
    if not (pages / "index.html").exists():
        yield "api/pages: the pages are not built; run `make install`"
        return
    for file in sorted(pages.rglob("*")):
        if file.suffix not in PAGE_FILES:
            continue
        text = file.read_text(encoding="utf-8")
        for address in sorted(set(ADDRESS.findall(text))):
            if not address.startswith(HARMLESS):
                yield f"{file.relative_to(root)}: names another host: {address}"
        if file.suffix == ".html" and INLINE_SCRIPT.search(text):
            yield f"{file.relative_to(root)}: has an inline script; put it in a file of its own"


def hosts_in_locks(root: Path) -> Iterator[str]:
    """Yield each address in the lock files that a package would be fetched from."""
    for number, line in enumerate((root / "requirements.lock").read_text().splitlines(), start=1):
        if line and not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line):
            yield f"requirements.lock:{number}: not a plain `name==version`: {line}"
    lock: dict[str, dict[str, dict[str, Any]]]
    lock = json.loads((root / "web" / "package-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        package.pop("funding", None)  # where its authors take gifts: nothing is fetched from it
        if "://" in json.dumps(package):
            yield f"web/package-lock.json: {name} names a host; run `make lock`"


def _sources(root: Path) -> Iterator[Path]:
    for file in sorted(root.rglob("*")):
        parts = file.relative_to(root).parts
        skipped = NOT_OURS.intersection(parts) or any(part.startswith(".") for part in parts)
        if parts[0] in MAY_HOLD_CYPHER or skipped or parts[:2] == ("api", "pages"):
            continue
        if file.suffix in {".py", ".ts", ".svelte"}:
            yield file


def _python_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield the first line and the text of every string that is not a docstring."""
    tree = ast.parse(source)
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and node not in statements
            and isinstance(node.value, str)
        ):
            yield node.lineno, node.value


if __name__ == "__main__":
    sys.exit(main())
