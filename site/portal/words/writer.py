"""Writes the pieces of a text as HTML: our own elements with their GOV.UK classes, every word escaped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from cmr.markdown import parsing
from cmr.markdown.parsing import CLOSES, OPENS, STANDS, Piece, Target
from portal.words.classes import CLASSES
from portal.words.headings import Heading, slug

INSERT = "insert"
"""The name of a piece in whose place something of ours stands."""
_SAFE_IN_ADDRESS = "/:?#[]@!$&'()*+,;=%-._~"
_NUMERIC = {"th": "govuk-table__header--numeric", "td": "govuk-table__cell--numeric"}


def _start(tag: str, further: str = "") -> str:
    name = f' class="{CLASSES[tag]}"' if tag in CLASSES else ""
    return f"<{tag}{name}{further}>"


@dataclass
class _Table:
    """The table that is being written: how each column is aligned and what heads it, and how far it is written."""

    aligned: tuple[str, ...]
    labels: list[str] = field(default_factory=list)
    column: int = 0
    rows: int = 0


class Writer:
    """Writes piece after piece. `out` is what has been written, with nothing in the `places` of inserts."""

    def __init__(self, *, deeper: int, prefix: str, taken: Collection[str], lead: Callable[[str], str]) -> None:
        self.deeper, self.prefix, self.taken, self.lead = deeper, prefix, set(taken), lead
        self.out: list[str] = []
        self.headings: list[Heading] = []
        self.places: dict[int, Piece] = {}
        self._met: dict[str, int] = {}
        self._words: list[str] = []
        self._at_line_start = True
        self._lists: list[str] = []
        self._table = _Table(())
        self._heading_at = (0, 0)
        self._around_picture: list[tuple[list[str], list[str], Target]] = []

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write them. Raises KeyError for one that a page is not made of."""
        for piece in pieces:
            _HOW[piece.turn, piece.name](self, piece.detail)
            if piece.name == INSERT:
                self.places[len(self.out) - 1] = piece

    def _mark(self, html: str) -> None:
        self.out.append(html)
        self._at_line_start = False

    def _begin(self, html: str) -> None:
        self._mark(html if self._at_line_start else f"\n{html}")

    def _end(self, html: str) -> None:
        self.out.append(html)
        self._at_line_start = True

    def _break(self, html: str) -> None:
        self._words.append(" ")
        self._end(html)

    def _text(self, words: str) -> None:
        self._words.append(words)
        self._mark(_escaped(words))

    def _code(self, words: str) -> None:
        self._words.append(words)
        self._mark(f"<code>{_escaped(words)}</code>")

    def _rule(self, _: None) -> None:
        self._begin(f"{_start('hr')[:-1]} />")
        self._end("\n")

    def _insert(self, _: Any) -> None:
        self._end("")

    def _heading(self, level: int) -> None:
        """Its opening is written when its words are known, for they make its id."""
        self._begin("")
        self._heading_at, self._words = (len(self.out) - 1, level), []

    def _end_heading(self, _: None) -> None:
        at, level = self._heading_at
        heading = Heading(level, self._unused(slug(words := "".join(self._words))), words)
        self.headings.append(heading)
        tag = f"h{level + self.deeper}"
        self.out[at] += f'<{tag} id="{heading.id}" class="{CLASSES[f"h{level}"]}">'
        self._end(f"</{tag}>\n")

    def _unused(self, name: str) -> str:
        """An id that no other heading has: the second "Learning" of a page is "learning-2"."""
        wanted = self.prefix + (name or "part")  # words without a letter that an address can hold
        chosen, number = wanted, self._met.get(wanted, 1)
        while chosen in self.taken:
            number += 1
            chosen = f"{wanted}-{number}"
        self._met[wanted] = number
        self.taken.add(chosen)
        return chosen

    def _list(self, first: int | None) -> None:
        self._lists.append("ul" if first is None else "ol")
        self._begin(_start(self._lists[-1], "" if first in (None, 1) else f' start="{first}"'))

    def _end_list(self, _: None) -> None:
        self._end(f"</{self._lists.pop()}>\n")

    def _begin_table(self, aligned: tuple[str, ...]) -> None:
        self._table = _Table(aligned)
        self._begin(_start("table"))

    def _end_table(self, _: None) -> None:
        self._end("</tbody>\n</table>\n" if self._table.rows else "</table>\n")

    def _row(self, _: None) -> None:
        self._begin(_start("tr") if self._table.rows else f"{_start('tbody')}\n{_start('tr')}")
        self._table.rows += 1
        self._table.column = 0

    def _cell(self, _: None) -> None:
        """Every cell has the words that head its column: a narrow screen shows them beside it, in place of columns."""
        table, self._words = self._table, []
        tag, further = "th", ' scope="col"'
        if table.rows:
            tag, further = "td", f' data-label="{_escaped(table.labels[table.column])}"'
        numeric = f" {_NUMERIC[tag]}" if table.aligned[table.column] == "Right" else ""
        self._begin(f'<{tag} class="{CLASSES[tag]}{numeric}"{further}>')

    def _end_cell(self, _: None) -> None:
        if not self._table.rows:
            self._table.labels.append("".join(self._words))
        self._table.column += 1
        self._end("</td>\n" if self._table.rows else "</th>\n")

    def _link(self, target: Target) -> None:
        further = f' title="{_escaped(target.title)}"' if target.title else ""
        self._mark(f'<a href="{_address(self.lead(target.address))}"{further} class="{CLASSES["a"]}">')

    def _picture(self, target: Target) -> None:
        """What stands inside it is said where it is not seen, and is not written."""
        self._around_picture.append((self.out, self._words, target))
        self.out, self._words = [], []

    def _end_picture(self, _: None) -> None:
        alt = "".join(self._words)
        self.out, self._words, target = self._around_picture.pop()
        self._words.append(alt)
        further = f' title="{_escaped(target.title)}"' if target.title else ""
        self._mark(f'<img src="{_address(target.address)}" alt="{_escaped(alt)}"{further} />')


_How = Callable[[Writer, Any], None]


def _marks(html: str) -> _How:
    return lambda writer, _: writer._mark(html)


def _begins(html: str) -> _How:
    return lambda writer, _: writer._begin(html)


def _ends(html: str) -> _How:
    return lambda writer, _: writer._end(html)


def _breaks(html: str) -> _How:
    return lambda writer, _: writer._break(html)


_HOW: Mapping[tuple[int, str], _How] = {
    (OPENS, parsing.PARAGRAPH): _begins(_start("p")),
    (CLOSES, parsing.PARAGRAPH): _ends("</p>\n"),
    (OPENS, parsing.HEADING): Writer._heading,
    (CLOSES, parsing.HEADING): Writer._end_heading,
    (OPENS, parsing.QUOTE): _begins(_start("blockquote")),
    (CLOSES, parsing.QUOTE): _ends("</blockquote>\n"),
    (OPENS, parsing.LIST): Writer._list,
    (CLOSES, parsing.LIST): Writer._end_list,
    (OPENS, parsing.ITEM): _begins(_start("li")),
    (CLOSES, parsing.ITEM): _ends("</li>\n"),
    (STANDS, parsing.RULE): Writer._rule,
    (OPENS, parsing.TABLE): Writer._begin_table,
    (CLOSES, parsing.TABLE): Writer._end_table,
    (OPENS, parsing.HEAD): _begins(f"{_start('thead')}\n{_start('tr')}"),
    (CLOSES, parsing.HEAD): _ends("</tr>\n</thead>\n"),
    (OPENS, parsing.ROW): Writer._row,
    (CLOSES, parsing.ROW): _ends("</tr>\n"),
    (OPENS, parsing.CELL): Writer._cell,
    (CLOSES, parsing.CELL): Writer._end_cell,
    (OPENS, parsing.EMPHASIS): _marks("<em>"),
    (CLOSES, parsing.EMPHASIS): _marks("</em>"),
    (OPENS, parsing.STRONG): _marks("<strong>"),
    (CLOSES, parsing.STRONG): _marks("</strong>"),
    (OPENS, parsing.LINK): Writer._link,
    (CLOSES, parsing.LINK): _marks("</a>"),
    (OPENS, parsing.IMAGE): Writer._picture,
    (CLOSES, parsing.IMAGE): Writer._end_picture,
    (STANDS, parsing.TEXT): Writer._text,
    (STANDS, parsing.CODE): Writer._code,
    (STANDS, parsing.SOFT_BREAK): _breaks("\n"),
    (STANDS, parsing.HARD_BREAK): _breaks("<br />\n"),
    (STANDS, INSERT): Writer._insert,
}
"""How each piece is written. What is not here cannot be."""


def _escaped(words: str) -> str:
    return escape(words, quote=False).replace('"', "&quot;")


@lru_cache(maxsize=1000)
def _address(address: str) -> str:
    """An address as an attribute's value: what no address may hold is written in per cent."""
    return _escaped(quote(address, safe=_SAFE_IN_ADDRESS))
