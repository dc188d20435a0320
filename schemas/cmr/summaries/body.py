"""Looks for mistakes in the Markdown of a summary, and for the files beside it that its text names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile
from cmr.markdown.parsing import IMAGE, LINK, Parsed, parse
from cmr.markdown.refusals import refusals
from cmr.summaries.slips import beside, slips


@dataclass(frozen=True, slots=True)
class Reference:
    """A file beside the summary that its text shows as a picture or links to, and the line."""

    name: str
    line: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Body:
    """What was found in the text: everything that is wrong with it, and the files it names."""

    problems: tuple[ContentError, ...]
    references: tuple[Reference, ...] = ()


def read_body(file: PageFile) -> Body:
    """Look through the text of `file`. Raises ContentError where it is not to be read at all."""
    if not file.body.strip():
        return Body((ContentError(file.path, file.body_line, "there is no text here: write the summary"),))
    text = parse(file)
    return Body((*refusals(text), *slips(text)), tuple(_references(text)))


def _references(text: Parsed) -> Iterator[Reference]:
    for piece in text.opening(LINK, IMAGE):
        if beside(piece.detail.address):
            name = piece.detail.address.partition("#")[0]
            yield Reference(name, text.line(piece), shown=piece.name == IMAGE)
