"""Reads a page file: TOML front matter between two lines of `+++`, then Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.signs import odd_sign
from cmr.files.toml_file import TomlFile, refuse_odd

FENCE = "+++"
_FENCE = re.compile(r"\n\+\+\+[ \t]*(?=\n|\Z)")
"""With the end of the line before: the start of a line is not so quickly found."""


@dataclass(frozen=True)
class PageFile:
    """The two halves of a page file, and the line on which the Markdown starts."""

    matter: TomlFile
    body: str
    body_line: int

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.matter.path


def read_page_file(path: Path) -> PageFile:
    """Split the file at `path`. Raises ContentError where the front matter does not start on line 1 or does not end."""
    return page_file(path, TomlFile.read(path).text)


def page_file(path: Path, text: str) -> PageFile:
    """Split `text`, which was read from `path`. Raises ContentError as `read_page_file` does, and for an odd sign."""
    text = "\n" + text.replace("\r\n", "\n")
    refuse_odd(path, text, odd_sign(text), first_line=0)
    opening = _FENCE.match(text)
    if opening is None:
        raise ContentError(path, 1, f"a page starts with front matter between two lines of {FENCE}")
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise ContentError(path, 1, f"the front matter is not closed by a line of {FENCE}")
    matter = TomlFile(path, text[opening.end() + 1 : closing.start() + 1], first_line=2)
    body = text[closing.end() + 1 :].rstrip("\n")
    return PageFile(matter, f"{body}\n", body_line=text.count("\n", 0, closing.start()) + 2)
