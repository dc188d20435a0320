"""The browser of the tests: one already here, or Debian's, or Playwright's own; `python -m setup.browser FILE`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOUND = Path(".make/browser")
FLAGS = (
    "--no-sandbox",  # whoever runs this may be root, for whom Chromium has no sandbox to give
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # what asks for another site is seen, and goes nowhere
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a browser on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> str:
    """Install a browser in the plainest way this machine allows; returns its path."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        return _debians()
    return _playwrights()


def _debians() -> str:
    subprocess.run(["apt-get", "update"], check=True)
    subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], check=True)
    found = find()
    if found is None:
        sys.exit("apt-get installed chromium, but no browser is on the PATH.")
    return found


def _playwrights() -> str:
    from playwright.sync_api import sync_playwright

    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def main() -> None:
    """Write the path of the browser to the file named on the command line."""
    record = Path(sys.argv[1]) if len(sys.argv) > 1 else FOUND
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(find() or install())
    print(f"Browser: {record.read_text()}")


if __name__ == "__main__":
    main()
