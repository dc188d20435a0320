"""Markdown as GOV.UK components: classes, ids of headings, links, and inserts such as `{{ duties }}`.

There is one drawing, for the guidance, for pages, for flows and for summaries. It draws the pieces that the check has
looked at, and no others: HTML is none of them. The guidance's text is drawn twice, on its own page and inside the page
that holds all of it, where headings sit one level lower and ids carry the page's name. `Setting` says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cmr.errors import ContentError, refuse
from cmr.files.front_matter import PageFile
from cmr.markdown.parsing import CLOSES, IMAGE, LINK, OPENS, PARAGRAPH, STANDS, TEXT, Parsed, Piece, Run, parse
from cmr.markdown.refusals import refusals
from portal.words.fence import outside
from portal.words.headings import Heading
from portal.words.writer import INSERT, Writer

Insert = Callable[[str, str], str]

_WRITTEN = re.compile(r"\{\{ *([a-z-]+)(?:: *([a-z-]+))? *\}\}")


def no_insert(name: str, _argument: str) -> str:
    """Refuses every insert: a summary and a flow have none."""
    raise ValueError(f"there is no insert '{name}' here")


@dataclass(frozen=True)
class Link:
    """A link in a page and the line of the file it is on."""

    href: str
    line: int


@dataclass(frozen=True)
class Prose:
    """A drawn page body, and what was found in it."""

    html: Markup
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    inserts: tuple[tuple[str, str], ...]

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses that this page links to."""
        return frozenset(link.href.partition("#")[0] for link in self.links)


@dataclass(frozen=True)
class Setting:
    """Where the prose is drawn: how far down headings move, what ids start with, where links lead.

    `taken` are the ids of the page's own parts: a heading with their words gets another.
    """

    deeper: int = 0
    prefix: str = ""
    lead: Callable[[str], str] = str
    taken: Collection[str] = ()
    pictures: bool = False


def draw(
    file: PageFile, insert: Insert = no_insert, setting: Setting = Setting(), *, looked_through: bool = False
) -> Prose:
    """Draw the body of `file`, asking `insert(name, argument)` for what stands in place of `{{ name: argument }}`.

    `looked_through` says that whoever read the file has refused what no page may hold; the fence holds all the same.
    Raises ContentError with file and line for what no page may hold, and for an insert that `insert` refuses with a
    ValueError or that does not stand alone.
    """
    text = parse(file)
    if not looked_through:
        refuse((*refusals(text), *_stray_inserts(text), *_stray_pictures(text, setting)))
    writer = Writer(deeper=setting.deeper, prefix=setting.prefix, taken=setting.taken, lead=setting.lead)
    writer.write(_with_inserts(text) if "{{" in file.body else text.pieces)
    _refuse_strangers(file, "".join(writer.out))
    for place, piece in writer.places.items():
        writer.out[place] = _filled(text, piece, insert)
    html = Markup("".join(writer.out))  # noqa: S704 - our own elements, escaped words, and inserts that are ours
    links = tuple(Link(piece.detail.address, text.line(piece)) for piece in text.opening(LINK))
    return Prose(html, tuple(writer.headings), links, tuple(piece.detail for piece in writer.places.values()))


def _refuse_strangers(file: PageFile, html: str) -> None:
    """Raise ContentError for what is not on the list, whatever mistake of ours has let it come so far."""
    if stranger := outside(html):
        problem = f"this text would put {stranger} on a page: take out what was added last, and tell who keeps the site"
        raise ContentError(file.path, file.body_line, problem)


def insert_of(run: Run) -> tuple[str, str] | None:
    """The name and argument of the insert that a paragraph is; None where it is no insert."""
    plain = run.block.name == PARAGRAPH and all(piece.name == TEXT for piece in run.pieces)
    found = _WRITTEN.fullmatch(run.words.strip()) if plain else None
    return (found[1], found[2] or "") if found else None


def _stray_inserts(text: Parsed) -> Iterator[ContentError]:
    if "{{" in text.file.body:
        for run in text.runs():
            if "{{" in run.words and not insert_of(run):
                problem = "an insert stands alone between empty lines, as in {{ contact }}"
                yield ContentError(text.file.path, text.line(run.pieces[0]), problem)


def _stray_pictures(text: Parsed, setting: Setting) -> Iterator[ContentError]:
    if not setting.pictures:
        for piece in text.opening(IMAGE):
            yield ContentError(text.file.path, text.line(piece), "a picture works in summaries alone: say it in words")


def _with_inserts(text: Parsed) -> Iterator[Piece]:
    """All pieces, a paragraph that is an insert as one."""
    inserts = {run.block.start: insert for run in text.runs() if (insert := insert_of(run))}
    inside = False
    for piece in text.pieces:
        ends = piece.name == PARAGRAPH and piece.turn == CLOSES
        if piece.name == PARAGRAPH and piece.turn == OPENS and piece.start in inserts:
            inside = True
            yield Piece(STANDS, INSERT, inserts[piece.start], piece.start, piece.end)
        elif not inside:
            yield piece
        inside = inside and not ends


def _filled(text: Parsed, piece: Piece, insert: Insert) -> str:
    try:
        return insert(*piece.detail)
    except ValueError as refused:
        raise ContentError(text.file.path, text.line(piece), str(refused)) from refused
