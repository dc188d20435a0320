"""What browsers are told that the files of the site are."""

from __future__ import annotations

import mimetypes
from pathlib import Path


def media_type(path: Path) -> str:
    """The Content-Type of a file, by its name. Text is UTF-8."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
