"""A text as the pieces that it is made of. The check looks at these, and the drawing draws these and nothing else.

The parser is pulldown-cmark (CommonMark 0.31), with tables. What else it can do stays off.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import pyromark

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile

LONGEST = 100_000
"""Characters of a text: four times the longest page of the guidance."""
OPENS, CLOSES, STANDS = 1, -1, 0

TEXT, CODE, HTML, SOFT_BREAK, HARD_BREAK, RULE = "Text", "Code", "InlineHtml", "SoftBreak", "HardBreak", "Rule"
PARAGRAPH, HEADING, QUOTE, LIST, ITEM = "Paragraph", "Heading", "BlockQuote", "List", "Item"
TABLE, HEAD, ROW, CELL = "Table", "TableHead", "TableRow", "TableCell"
EMPHASIS, STRONG, LINK, IMAGE = "Emphasis", "Strong", "Link", "Image"
CODE_BLOCK, HTML_BLOCK = "CodeBlock", "HtmlBlock"
"""What pieces are called, which is what the parser calls them."""

_BREAKS = {SOFT_BREAK, HARD_BREAK}
_SAID = {TEXT, CODE, *_BREAKS}
_INSIDE = {*_SAID, HTML, EMPHASIS, STRONG, LINK, IMAGE}
"""What stands in a line of text, and never beside a paragraph."""
DRAWN = frozenset({*_INSIDE, RULE, PARAGRAPH, HEADING, QUOTE, LIST, ITEM, TABLE, HEAD, ROW, CELL} - {HTML})
"""What a page may be made of. Whatever else the parser may find is refused."""
_PARSER = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)


class Target(NamedTuple):
    """Where a link leads, or what a picture shows, the words that appear over it, and by which name it was given."""

    address: str
    title: str
    label: str


class Piece(NamedTuple):
    """Where an element opens or closes, or what stands between: words, a break, a rule, HTML.

    `detail` is the words; the level of a heading, the first number of a list (None for bullets), how the columns of a
    table are aligned, the Target of a link or picture. `start` and `end` count the bytes of the text in UTF-8.
    """

    turn: int
    name: str
    detail: Any
    start: int
    end: int


class Run(NamedTuple):
    """The words of one paragraph, heading, item or cell, and the piece that opened it."""

    block: Piece
    pieces: Sequence[Piece]

    @property
    def words(self) -> str:
        """What people read of it."""
        return words_of(self.pieces)


def words_of(pieces: Iterable[Piece]) -> str:
    """What people read of `pieces`: without the marks of bold and links, with a line break where the file has one."""
    return "".join("\n" if one.name in _BREAKS else one.detail for one in pieces if one.name in _SAID)


@dataclass(frozen=True)
class Parsed:
    """The text of a file, in pieces."""

    file: PageFile
    pieces: Sequence[Piece]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all its pieces, so that a search for any other kind can be skipped."""
        return frozenset([piece.name for piece in self.pieces])

    @cached_property
    def words(self) -> str:
        """All its words, without its marks: what is not in them need not be looked for piece by piece."""
        return "\n".join([piece.detail for piece in self.pieces if piece.name == TEXT])

    @cached_property
    def _line_ends(self) -> Sequence[int]:
        return [found.start() for found in re.finditer(b"\n", self._bytes)]

    @cached_property
    def _bytes(self) -> bytes:
        return self.file.body.encode()

    def line(self, piece: Piece, further: int = 0) -> int:
        """The line of the file on which a piece starts, or one `further` bytes behind its start."""
        return self.file.body_line + bisect_left(self._line_ends, piece.start + further)

    def source(self, piece: Piece) -> str:
        """A piece as it stands in the file, marks and all."""
        return self._bytes[piece.start : piece.end].decode()

    def opening(self, *names: str) -> Iterator[Piece]:
        """Where elements of these names open."""
        wanted = self.names.intersection(names)
        return (piece for piece in self.pieces if piece.turn == OPENS and piece.name in wanted) if wanted else iter(())

    def words_inside(self, number: int) -> str:
        """The words of the element that the piece of that number opens."""
        depth, inside = 0, []
        for at in range(number, len(self.pieces)):
            inside.append(self.pieces[at])
            depth += self.pieces[at].turn
            if not depth:
                break
        return words_of(inside)

    def runs(self) -> Iterator[Run]:
        """All that is read, block by block."""
        around, inside = list[Piece](), list[Piece]()
        for piece in self.pieces:
            if piece.name in _INSIDE:
                inside.append(piece)
                continue
            if inside:
                yield Run(around[-1], inside)
                inside = []
            if piece.turn == OPENS:
                around.append(piece)
            elif piece.turn == CLOSES:
                around.pop()


def parse(file: PageFile) -> Parsed:
    """The text of `file`. Raises ContentError where it is too long, or makes the parser fail: an editor can mend both.

    A parser in Rust that fails raises what is no Exception, but nothing that ends a program by intent is swallowed.
    """
    if len(file.body) > LONGEST:
        problem = f"this text has {len(file.body):,} characters, and at most {LONGEST:,} are read: shorten it"
        raise ContentError(file.path, file.body_line, problem)
    try:
        return Parsed(file, _pieces(file.body))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as failed:
        problem = "this text cannot be read as Markdown: take out what was added last, and tell whoever keeps the site"
        raise ContentError(file.path, file.body_line, problem) from failed


def definitions(text: Parsed) -> Mapping[str, int]:
    """The names under which the text gives addresses, as in `[name]: /help/`, each with the byte at which it does."""
    found = pyromark.reference_definitions(text.file.body) if "]:" in text.file.body else {}
    return {label: given["span"]["start"] for label, given in found.items()}


@lru_cache(maxsize=1)  # what has been checked is drawn next
def _pieces(body: str) -> tuple[Piece, ...]:
    """The parser's events, which are like "Rule", {"Text": "words"}, {"Start": "Paragraph"}, {"Start": {"List": 3}}."""
    pieces = list[Piece]()
    event: Any
    for event, at in _PARSER.events_with_range(body, merge_text=True):
        turn, name, detail = STANDS, event, None
        if type(event) is not str:
            [(name, detail)] = event.items()
            turn = _TURNS.get(name, STANDS)
            if turn:
                name, detail = _element(turn, detail)
        pieces.append(_piece(Piece, (turn, name, detail, at["start"], at["end"])))
    return tuple(pieces)


def _element(turn: int, given: Any) -> tuple[str, Any]:
    if type(given) is str:
        return given, None
    [(name, detail)] = given.items()
    return name, _detail(name, detail) if turn == OPENS else None


_piece = tuple.__new__
"""Makes a Piece without looking at its fields by name: there are seventy in a text, and thousands of texts."""
_TURNS = {"Start": OPENS, "End": CLOSES}


def _detail(name: str, given: Any) -> Any:
    if name == HEADING:
        return int(given["level"][1])
    if name in (LINK, IMAGE):
        is_email = given["link_type"] == "Email"
        return Target(f"mailto:{given['dest_url']}" if is_email else given["dest_url"], given["title"], given["id"])
    return given
