"""Reads a page file: TOML front matter between two lines of `+++`, then Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cmr.errors import ContentError
from cmr.toml_file import TomlFile

FENCE = "+++"


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
    """Split `text`, which was read from `path`. Raises ContentError as `read_page_file` does."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE:
        raise ContentError(path, 1, f"a page starts with front matter between two lines of {FENCE}")
    end = next(
        (number for number, line in enumerate(lines[1:], 1) if line.startswith(FENCE) and line.strip() == FENCE), None
    )
    if end is None:
        raise ContentError(path, 1, f"the front matter is not closed by a line of {FENCE}")
    matter = TomlFile(path, "\n".join(lines[1:end]) + "\n", first_line=2)
    return PageFile(matter, "\n".join(lines[end + 1 :]).rstrip("\n") + "\n", body_line=end + 2)
