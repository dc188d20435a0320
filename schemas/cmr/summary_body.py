"""Looks for mistakes in the Markdown of a summary: what would be drawn wrongly, or must not be drawn at all.

Most summaries are headings, paragraphs, lists and plain links. Those are told by their characters, without a parser:
thousands of files are looked at in a build. Whatever else a text has in it is parsed (`summary_marks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from cmr.errors import ContentError
from cmr.front_matter import PageFile
from cmr.summary_marks import beside, wrong_block, wrong_child

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Heading = TypeVar("Heading")

_LINK = re.compile(r"\[[^\[\]\\`*_<>&|!\n]+\]\((?:https?://|/(?!/)|#)[^\s()<>\\&|`*_\[\]{}]*\)")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\w)[^*_\n]*?[\w.,:;!?]\*\*(?![\w*])")
_MARKS = ("<", ">", "`", "~", "|", "\\", "&", "{", "}", "\t", "_", "\r")
_ODD_LINE = re.compile(r"\n(?: {4}| *(?:[=-]+ *\n|#+[^ #]|#+ *\n|(?:[-*+]|\d+[.)]) +#))")
_HEADING = re.compile(r"\n {0,3}(#{1,6}) ")


@dataclass(frozen=True, slots=True)
class Reference:
    """A file beside the summary that its text shows as a picture or links to, and the line."""

    name: str
    line: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Body:
    """What was found in the text: everything that is wrong with it, in order, and the files it names."""

    problems: tuple[ContentError, ...]
    references: tuple[Reference, ...] = ()


def read_body(file: PageFile) -> Body:
    """Look through the text of `file`."""
    if not file.body.strip():
        return Body((ContentError(file.path, file.body_line, "there is no text here: write the summary"),))
    text = f"\n{file.body}"
    if is_plain(text):
        headings = _disordered((len(found[1]), found) for found in _HEADING.finditer(text))
        lines = ((file.body_line + text.count("\n", 1, found.end()), level) for level, found in headings)
        return Body(tuple(_wrong_level(file, line, level) for line, level in lines))
    tokens = _markdown().parse(file.body)
    return Body(tuple(_wrong(file, tokens)), tuple(_references(file, tokens)))


def is_plain(text: str) -> bool:
    """Whether nothing but the order of its headings can be wrong with a text, which starts with a new line."""
    if any(mark in text for mark in _MARKS) or ("!" in text and "![" in text):
        return False
    if "[" in text or "]" in text:
        text = _LINK.sub("", text)
    if "**" in text:
        text = _BOLD.sub("", text)
    return not ("[" in text or "]" in text or "**" in text or _ODD_LINE.search(text))


@cache
def _markdown() -> MarkdownIt:
    """A parser that sees what the site's refuses: raw HTML, and links of every scheme."""
    from markdown_it import MarkdownIt  # few texts need it, and it takes time to load

    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def _wrong(file: PageFile, tokens: Sequence[Token]) -> Iterator[ContentError]:
    headings = _disordered((int(one.tag[1]), one) for one in tokens if one.type == "heading_open")
    yield from (_wrong_level(file, _line(file, one), level) for level, one in headings)
    lines = file.body.splitlines()
    for token in tokens:
        found = wrong_block(token, lines)
        yield from (ContentError(file.path, _line(file, token) + further, what) for further, what in found)
        for line, child in _children(file, token):
            yield from (ContentError(file.path, line, what) for what in wrong_child(child))


def _disordered(headings: Iterable[tuple[int, Heading]]) -> Iterator[tuple[int, Heading]]:
    """Those of all headings that cannot stand where they do, each with its level."""
    before = 1
    for level, heading in headings:
        if level < 2 or level > before + 1:
            yield level, heading
        before = level


def _wrong_level(file: PageFile, line: int, level: int) -> ContentError:
    wrong = f"a heading of level {level} cannot stand here: start at ## and skip no level"
    return ContentError(file.path, line, wrong)


def _references(file: PageFile, tokens: Sequence[Token]) -> Iterator[Reference]:
    for token in tokens:
        for line, child in _children(file, token):
            address = str(child.attrGet("src" if child.type == "image" else "href") or "")
            if child.type in ("image", "link_open") and beside(address):
                yield Reference(address.partition("#")[0], line, shown=child.type == "image")


def _children(file: PageFile, token: Token) -> Iterator[tuple[int, Token]]:
    """What stands inside a block, each with its line."""
    line = _line(file, token)
    for child in token.children or ():
        yield line, child
        line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def _line(file: PageFile, token: Token) -> int:
    return file.body_line + (token.map[0] if token.map else 0)
