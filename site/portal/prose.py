"""Markdown as GOV.UK components: classes, ids of headings, links, and inserts such as `{{ duties }}`.

The same source is drawn twice: on its own page, and inside the page that holds all the guidance, where headings sit one
level lower and ids carry the page's name. `Setting` says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markupsafe import Markup

from cmr.errors import ContentError
from cmr.front_matter import PageFile
from portal.classes import CLASSES
from portal.headings import Heading, slug

Insert = Callable[[str, str], str]

INSERT = re.compile(r"\{\{ *([a-z-]+)(?:: *([a-z-]+))? *\}\}")


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
    """Where the prose is drawn: how far headings move down, what ids start with, and where links lead."""

    deeper: int = 0
    prefix: str = ""
    lead: Callable[[str], str] = str


def draw(file: PageFile, insert: Insert, setting: Setting = Setting()) -> Prose:
    """Draw the body of `file`, asking `insert(name, argument)` for what stands in place of `{{ name: argument }}`.

    Raises ContentError at the line of an insert that `insert` refuses with a ValueError, and of a heading out of order.
    """
    tokens = tokens_of(file)
    _classify(tokens)
    _label_cells(tokens)
    _refuse_stray_inserts(file, tokens)
    headings = _name_headings(file, tokens, setting)
    links = _lead_links(file, tokens, setting)
    inserts = _fill_inserts(file, tokens, insert)
    html = Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 - raw HTML is off
    return Prose(html, headings, links, inserts)


def tokens_of(file: PageFile) -> list[Token]:
    """The Markdown of `file` as it stands, an insert a token of its own."""
    return _MARKDOWN.parse(file.body)


def _insert_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that holds one insert and nothing else is a block of its own."""
    line = state.getLines(start, start + 1, state.blkIndent, False).strip()
    found = INSERT.fullmatch(line)
    if not found:
        return False
    if not silent:
        token = state.push("insert", "", 0)
        token.meta = {"name": found.group(1), "argument": found.group(2) or ""}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.block.ruler.before("paragraph", "insert", _insert_rule, {"alt": ["paragraph"]})
    markdown.add_render_rule("insert", lambda renderer, tokens, number, options, env: tokens[number].content)
    return markdown


_MARKDOWN = _markdown()


def _classify(tokens: Sequence[Token]) -> None:
    """Give every element its GOV.UK class, and header cells their scope."""
    for token in tokens:
        if token.nesting >= 0 and token.tag in CLASSES and token.type != "heading_open":
            token.attrJoin("class", CLASSES[token.tag])
        if token.type == "th_open":
            token.attrSet("scope", "col")
        _classify(token.children or ())


def _label_cells(tokens: Sequence[Token]) -> None:
    """Give every cell the words that head its column: a narrow screen shows them beside it, in place of columns."""
    labels: list[str] = []
    column = 0
    for token, inside in pairwise(tokens):
        if token.type == "table_open":
            labels = []
        elif token.type == "th_open":
            labels.append(_words(inside))
        elif token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            token.attrSet("data-label", labels[column])
            column += 1


def _refuse_stray_inserts(file: PageFile, tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type == "inline" and "{{" in token.content:
            raise _wrong(file, token, "an insert stands alone on its line, as in {{ contact }}")


def _name_headings(file: PageFile, tokens: Sequence[Token], setting: Setting) -> tuple[Heading, ...]:
    """Give every heading an id made from its words, its size and its level. Returns them in order."""
    headings: list[Heading] = []
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = int(opening.tag[1])
        if level < 2 or level > (headings[-1].level if headings else 1) + 1:
            raise _wrong(file, opening, f"a heading of level {level} cannot stand here: start at ## and skip no level")
        text = _words(words)
        heading = Heading(level, _unused(setting.prefix + slug(text), headings), text)
        headings.append(heading)
        opening.attrSet("id", heading.id)
        opening.attrSet("class", CLASSES[opening.tag])
        opening.tag = closing.tag = f"h{level + setting.deeper}"
    return tuple(headings)


def _words(token: Token) -> str:
    """What people read of a heading or a cell: without the marks of bold and links."""
    return "".join(child.content for child in token.children or ())


def _unused(wanted: str, headings: Sequence[Heading]) -> str:
    taken = {heading.id for heading in headings}
    candidates = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def _lead_links(file: PageFile, tokens: Sequence[Token], setting: Setting) -> tuple[Link, ...]:
    """Point every link to where it leads in this setting. Returns the links as the file has them."""
    links: list[Link] = []
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                href = str(child.attrGet("href"))
                links.append(Link(href, _line(file, token)))
                child.attrSet("href", setting.lead(href))
    return tuple(links)


def _fill_inserts(file: PageFile, tokens: Sequence[Token], insert: Insert) -> tuple[tuple[str, str], ...]:
    filled = []
    for token in tokens:
        if token.type == "insert":
            name, argument = token.meta["name"], token.meta["argument"]
            filled.append((name, argument))
            try:
                token.content = insert(name, argument)
            except ValueError as refused:
                raise _wrong(file, token, str(refused)) from refused
    return tuple(filled)


def _line(file: PageFile, token: Token) -> int:
    return file.body_line + (token.map[0] if token.map else 0)


def _wrong(file: PageFile, token: Token, problem: str) -> ContentError:
    return ContentError(file.path, _line(file, token), problem)
