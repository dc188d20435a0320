"""Marks of a summary's text that nobody meant so: what would be drawn wrongly, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cmr.errors import ContentError
from cmr.markdown.parsing import CODE, IMAGE, OPENS, TABLE, TEXT, Parsed, Piece, Run
from cmr.markdown.refusals import SCHEME

_DELIMITER = re.compile(r"^ *\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$", re.MULTILINE)
_INSERT = "an insert such as {{ contact }} does not work in a summary: write the words"
_LEFT_OVER = {
    r"\]\(": "a link is not closed: write it as [words](address)",
    r"\]\[": "a link has no address: write it as [words](address)",
    r"\*\*(?=\w)|(?<=[\w.,:;!?])\*\*": "** is opened and not closed, or has a space inside it",
    r"(?<!\w)__(?=[^\W_])|(?<=[^\W_])__(?!\w)": "__ is opened and not closed, or has a space inside it",
    "`": "` is opened and not closed",
    r"\{\{": _INSERT,
}
_SIGNS = ("]", "*", "_", "`", "{")
"""One of these is in each of them: a single character is far sooner found not to be there."""

Found = Iterator[tuple[Piece, int, str]]
"""Each piece with which something is wrong, how many lines further, and what."""


def slips(text: Parsed) -> Iterator[ContentError]:
    """Everything in `text` that somebody has meant as a table, a heading, a link or a picture, and that is not one."""
    found = (*_left_over(text), *_meant_otherwise(text), *_tables(text), *_pictures(text))
    yield from (ContentError(text.file.path, text.line(piece) + further, what) for piece, further, what in found)


def _left_over(text: Parsed) -> Found:
    words = text.words
    suspect = "{" in text.file.body or any(map(words.__contains__, _SIGNS))
    for piece in text.pieces if suspect else ():
        if piece.name == TEXT:
            yield from ((piece, 0, what) for sign, what in _LEFT_OVER.items() if re.search(sign, piece.detail))
        elif piece.name == CODE and "{{" in piece.detail:
            yield piece, 0, _INSERT


def _meant_otherwise(text: Parsed) -> Found:
    """Text that somebody meant as a table or as a heading."""
    for run in text.runs() if "|" in text.words or "#" in text.words else ():
        rows = _rows(text, run)
        if _DELIMITER.search("\n".join(rows)) or sum(row.startswith("|") for row in rows) > 1:
            what = "this table is broken: under its head goes the line |---|---|, and every row has as many cells"
            yield run.pieces[0], 0, what
        for number, row in enumerate(rows):
            if re.match(r"#+[^\W\d_]", row):
                yield run.pieces[0], number, "a heading has a space after its #"


def _rows(text: Parsed, run: Run) -> Sequence[str]:
    """The lines of a run as the file has them, without the marks of a quotation around it."""
    source = text.source(run.pieces[0]._replace(end=run.pieces[-1].end))
    return [row.lstrip(" >") for row in source.split("\n")]


def _tables(text: Parsed) -> Found:
    """Rows with more or fewer cells than the head of their table: cells would be lost, or left empty."""
    for piece in text.opening(TABLE):
        rows = text.source(piece).rstrip("\n").split("\n")
        head = _cells(rows[0])
        for number, row in enumerate(rows):
            if _cells(row) != head:
                yield piece, number, f"this row of the table has {_cells(row)} cells and its head has {head}"


def _cells(row: str) -> int:
    inside = row.lstrip(" >").rstrip().removeprefix("|").removesuffix("|")
    return len(re.findall(r"(?<!\\)\|", inside)) + 1


def _pictures(text: Parsed) -> Found:
    for number, piece in enumerate(text.pieces if IMAGE in text.names else ()):
        if piece.name == IMAGE and piece.turn == OPENS:
            yield from ((piece, 0, what) for what in _wrong_picture(piece.detail.address, text.words_inside(number)))


def _wrong_picture(src: str, alt: str) -> Iterator[str]:
    if not alt.strip() or alt.strip() == src:
        yield f"the picture {src} has no words for people who cannot see it: write ![what it shows]({src})"
    if "#" in src or "?" in src:
        yield f"the picture {src} is named by its file alone: take out what comes after the # or ?"
    elif not beside(src):
        yield f"the picture {src} is not a file of this summary: put it in the folder with the summary's name"


def beside(address: str) -> bool:
    """Whether an address leads to a file beside the summary, and not to another page or site."""
    return bool(address) and not address.startswith(("/", "#")) and not SCHEME.match(address)
