"""Reads the bytes of a summary's file as text: not too large, UTF-8, and nothing in it that nobody sees."""

from __future__ import annotations

import re
from pathlib import Path

from cmr.errors import ContentError
from cmr.front_matter import PageFile, page_file, with_plain_ends

LARGEST = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|\\u00[01]|\\u007[fF]|\\[bf]\b")
"""Characters, or their escapes in TOML, that no page and no feed may hold."""
_ORDINARY = bytes({*range(32, 256), *b"\t\n\r"} - {127, *b"\\\xef"})
"""Bytes of which a text may be made without another look. The mark of UTF-8 itself is not one of them."""


def read_summary_file(path: Path) -> PageFile:
    """The two halves of the file. Raises ContentError where it is too large, or no text."""
    size = path.stat().st_size
    if size > LARGEST:
        raise ContentError(
            path, 1, f"it has {size / 1e6:.1f} MB, and a summary at most {LARGEST / 1e6:.0f}: shorten it"
        )
    raw = path.read_bytes()
    try:
        text = with_plain_ends(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise ContentError(path, line, "it is not UTF-8 text: open it in an editor and save it as UTF-8") from problem
    invisible = _CONTROL.search(text) if raw.translate(None, _ORDINARY) else None
    if invisible:
        line = text.count("\n", 0, invisible.start()) + 1
        raise ContentError(path, line, "a control character stands in this line, which nobody sees: write it again")
    return page_file(path, text)
