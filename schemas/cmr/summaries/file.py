"""Reads the bytes of a summary's file as text: not too large, UTF-8, and nothing in it that nobody sees."""

from __future__ import annotations

from pathlib import Path

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile, page_file

LARGEST = 1_000_000


def read_summary_file(path: Path) -> PageFile:
    """The two halves of the file. Raises ContentError where it is too large, or no text."""
    size = path.stat().st_size
    if size > LARGEST:
        raise ContentError(
            path, 1, f"it has {size / 1e6:.1f} MB, and a summary at most {LARGEST / 1e6:.0f}: shorten it"
        )
    raw = path.read_bytes()
    try:
        return page_file(path, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise ContentError(path, line, "it is not UTF-8 text: open it in an editor and save it as UTF-8") from problem
