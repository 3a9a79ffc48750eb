"""Pages are built when a build from a clone needs them, and never from an sdist."""

import os
from pathlib import Path

import pytest

from hatch_build import pages_are_built


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone whose pages were built a minute after its sources were written."""
    for name in ("web/src/lib/App.svelte", "web/index.html", "api/pages/index.html"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (1_000_000, 1_000_060 if name.startswith("api") else 1_000_000))
    return tmp_path


def test_pages_newer_than_their_sources_are_not_built_again(clone: Path) -> None:
    assert pages_are_built(clone)


@pytest.mark.parametrize("changed", ["web/src/lib/App.svelte", "web/index.html"])
def test_pages_are_built_again_when_a_source_changed(clone: Path, changed: str) -> None:
    os.utime(clone / changed, (1_000_000, 1_000_120))
    assert not pages_are_built(clone)


def test_pages_that_are_missing_are_built(clone: Path) -> None:
    (clone / "api/pages/index.html").unlink()
    assert not pages_are_built(clone)


def test_an_sdist_needs_no_nodejs_whatever_its_times(clone: Path) -> None:
    (clone / "PKG-INFO").touch()
    os.utime(clone / "web/index.html", (1_000_000, 1_000_120))
    assert pages_are_built(clone)
