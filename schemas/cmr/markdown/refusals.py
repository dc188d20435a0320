"""What must not stand in any text, whoever wrote it and wherever it is drawn, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from cmr.errors import ContentError
from cmr.files.signs import called, odd_sign
from cmr.markdown import parsing
from cmr.markdown.parsing import (
    CLOSES,
    CODE_BLOCK,
    HEADING,
    HTML,
    HTML_BLOCK,
    IMAGE,
    LINK,
    OPENS,
    STANDS,
    TABLE,
    TEXT,
    Parsed,
    Piece,
    Target,
    definitions,
)

SCHEMES = ("https", "http", "mailto", "tel")
"""How an address may start that leads out of this site."""
DEEPEST = 16
"""So many elements may stand inside one another: a link in bold in a list, in a list, in a list, in a quotation."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
ADDRESS = re.compile(rf"(?:(?:{'|'.join(SCHEMES)}):|/(?![/\\])|#|[\w.%-]+(?:[/#?]|\Z))", re.IGNORECASE)
"""How an address starts: with one of the schemes, a page of ours, a place on the page, or a file beside the text."""
DEEPEST_HEADING = 5
"""In the page that holds all the guidance each heading stands one level lower, and HTML has six."""
MOST_COLUMNS = 20
# Browsers take out of an address what nobody sees, and read \ as /.
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_SCRIPT = re.compile(r"<\s*/?\s*script|\bon[a-z]+\s*=|javascript:", re.IGNORECASE)
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_HARMLESS = frozenset({*parsing.DRAWN} - {LINK, IMAGE, TABLE})

Found = Iterator[tuple[Piece, str]]
"""Each piece with which something is wrong, and what."""


def refusals(text: Parsed) -> Iterator[ContentError]:
    """Everything in `text` that no page may hold: HTML, program code, odd addresses, too much in one another.

    Headings have an order, too: they start at the second level, for the first is the page's title, and skip none.
    """
    found = (*_headings(text), *_too_deep(text), *_unseen(text), *_unused(text), *_suspects(text))
    yield from (ContentError(text.file.path, text.line(piece), what) for piece, what in found)


def _headings(text: Parsed) -> Found:
    before = 1
    for number in [at for at, piece in enumerate(text.pieces) if piece.name == HEADING and piece.turn == OPENS]:
        piece = text.pieces[number]
        if piece.detail < 2 or piece.detail > before + 1:
            yield piece, f"a heading of level {piece.detail} cannot stand here: start at ## and skip no level"
        elif piece.detail > DEEPEST_HEADING:
            yield piece, f"a heading of level {piece.detail} is too deep: say it with fewer levels"
        if text.pieces[number + 1].turn == CLOSES:
            yield piece, "a heading has no words"
        before = piece.detail


def _unused(text: Parsed) -> Found:
    """Lines such as `[Mother]: No.`, which give an address a name: nobody sees them."""
    given = definitions(text)
    named = {piece.detail.label.casefold() for piece in text.opening(LINK, IMAGE)} if given else ()
    for label, start in given.items():
        if label.casefold() not in named:
            what = f"[{label}]: gives a link an address, and no link here is called so: it would not be seen"
            yield Piece(STANDS, TEXT, "", start, start), what


def _too_deep(text: Parsed) -> Found:
    depths = list(accumulate([piece.turn for piece in text.pieces]))
    if max(depths, default=0) > DEEPEST:
        first = next(piece for piece, depth in zip(text.pieces, depths, strict=True) if depth > DEEPEST)
        yield first, "too many quotations, lists or marks stand inside one another here: write it more simply"


def _unseen(text: Parsed) -> Found:
    """Characters that nobody sees, written as `&#8;`: a file that holds one itself is not read at all."""
    if "&" in text.file.body and odd_sign(text.words):
        said = ((piece, odd_sign(piece.detail)) for piece in text.pieces if piece.name == TEXT)
        yield from ((piece, _odd(found)) for piece, found in said if found)


def _odd(found: re.Match[str]) -> str:
    return f"{called(found.group())} stands in this line, which nobody sees: write it again"


def _suspects(text: Parsed) -> Found:
    suspect = text.names - _HARMLESS
    for piece in [piece for piece in text.pieces if piece.name in suspect] if suspect else ():
        if piece.name == HTML or (piece.name == HTML_BLOCK and piece.turn == OPENS):
            yield piece, _raw_html(text.source(piece))
        elif piece.turn == OPENS:
            yield from ((piece, what) for what in _wrong_element(text, piece))


def _wrong_element(text: Parsed, piece: Piece) -> Iterator[str]:
    if piece.name == TABLE:
        if len(piece.detail) > MOST_COLUMNS:
            yield f"a table of {len(piece.detail)} columns cannot be read: {MOST_COLUMNS} are the most"
    elif piece.name == CODE_BLOCK:
        yield _program_code(text.source(piece))
    elif piece.name in (LINK, IMAGE):
        yield from _wrong_address(piece.detail)
    else:
        yield f"{piece.name} does not work here: say it in words"


def _raw_html(source: str) -> str:
    tag = " ".join(source.split())[:40]
    if _SCRIPT.search(source):
        return f"a script must not stand here: take out {tag}"
    return f"HTML does not work here: write it as Markdown, or take out {tag}"


def _program_code(source: str) -> str:
    fence, lines = _FENCE.match(source), source.rstrip("\n").split("\n")
    if fence and (len(lines) == 1 or not lines[-1].strip(" >").startswith(fence[1])):
        return f"{fence[1]} is opened and not closed"
    return "this would be shown as program code: take out the spaces or marks before it"


def _wrong_address(target: Target) -> Iterator[str]:
    scheme = SCHEME.match(target.address)
    if not target.address or target.address.startswith("//"):
        yield "a link has no whole address: write https:// and the rest"
    elif _ODD.search(target.address) or odd_sign(target.address):
        yield "an address has a space, a \\ or something that nobody sees in it: write it without"
    elif scheme and scheme[1].lower() not in SCHEMES:
        yield f"a link may not start with {scheme[1]}: link to a page, https:// or an address of this site"
    elif not ADDRESS.match(target.address):
        yield "an address starts with https:// or with the / of a page of this site, or is a name of a file"
