"""Find a Chromium for the browser tests, or install one the way this machine allows."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = (
    "chromium-headless-shell",  # without windows, so it takes less of the machine
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
DEBIAN_PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-color-emoji")


def find_chromium() -> str | None:
    """Return the path of a Chromium that starts, or None where there is none."""
    return next((path for path in _candidates() if _starts(path)), None)


def install_chromium() -> str | None:
    """Install a Chromium and return its path, or None where this machine does not allow it."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests, as a Debian package.", flush=True)
        _succeeds("apt-get", "-qq", "update")
        _succeeds("apt-get", "-qq", "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES)
        if found := find_chromium():
            return found
    print("Fetching Chromium for the browser tests, as playwright's own.", flush=True)
    _succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    return find_chromium()


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CARE_MAPPING_CHROMIUM"):
        yield named
    yield from filter(None, map(shutil.which, (*NAMES, *PLACES)))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    # Some systems put a command there that only says how to install the real one.
    return _succeeds(path, "--version")


def _succeeds(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
