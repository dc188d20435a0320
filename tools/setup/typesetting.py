"""What draws the PDF of the guidance, found here or installed from Debian: `python -m setup.typesetting FILE`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal.pages.booklet import PACKAGES

TRY = "import warnings; warnings.simplefilter('error'); import weasyprint; print(weasyprint.__version__)"


def there() -> str | None:
    """The version of WeasyPrint where it finds its libraries, else None. Asked of a process of its own."""
    done = subprocess.run([sys.executable, "-c", TRY], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def install() -> None:
    """Install the libraries where we may; where we may not, say which packages are missing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The PDF of the guidance needs Pango. On Debian or Ubuntu: sudo apt-get install {PACKAGES}")
    subprocess.run(["apt-get", "update"], check=True)
    subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES.split()], check=True)


def main() -> None:
    """Make sure that WeasyPrint works, and note its version in the file named on the command line."""
    if there() is None:
        install()
    version = there()
    if version is None:
        sys.exit(f"{PACKAGES} are installed, but WeasyPrint still does not find its libraries.")
    record = Path(sys.argv[1])
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(version)
    print(f"WeasyPrint {version}")


if __name__ == "__main__":
    main()
