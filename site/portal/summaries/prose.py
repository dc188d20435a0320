"""The text of a summary as GOV.UK components.

The guidance's drawing (`portal.prose`) makes the same of the same Markdown, which a test holds. This one takes
a twelfth of the time: there may be thousands. Raw HTML and headings out of order have been refused before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

from markdown_it_pyrs import MarkdownIt
from markupsafe import Markup

from portal.classes import CLASSES
from portal.headings import Heading, slug

OF_THE_PAGE = ("about", "before-you-read", "cite", "learning", "main-content", "recommendations", "related", "support")
"""The ids that a summary's page gives to parts of its own: a heading of the text with these words gets another."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_PLAIN = {f"<{tag}>": f'<{tag} class="{name}">' for tag, name in CLASSES.items() if not tag[1:].isdigit()}
_BARE = re.compile("|".join(_PLAIN))
_WITH_MORE = re.compile(r"<(a|hr|ol|td|th)(?= )((?: [^>]*?[^/>])?)( /)?>")
_HEADING = re.compile(r"<(h[2-6])>(.*?)</\1>", re.DOTALL)
_TABLE = re.compile(r"<table .*?</table>", re.DOTALL)
_CELL = re.compile(r"<(t[hd]) ([^>]*)>(.*?)</\1>|<tr ", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Prose(NamedTuple):
    """A drawn text, and its headings for the contents."""

    html: Markup
    headings: tuple[Heading, ...]


def draw(markdown: str) -> Prose:
    """Draw the Markdown of a summary."""
    html = str(_MARKDOWN.render(markdown))
    headings = tuple(_headings(html))
    ids = (heading.id for heading in headings)
    html = _HEADING.sub(lambda found: _named(found[1], next(ids), found[2]), html)
    html = _WITH_MORE.sub(_classified, html)
    html = _BARE.sub(lambda found: _PLAIN[found[0]], html)
    if "<table " in html:
        html = _TABLE.sub(_label_cells, html)
    return Prose(Markup(html), headings)  # noqa: S704 - raw HTML is refused


def _headings(html: str) -> Iterator[Heading]:
    """Every heading with an id of its own: the second "Learning" of a page is "learning-2"."""
    met = Counter(OF_THE_PAGE)
    for tag, inner in _HEADING.findall(html):
        text = unescape(_TAG.sub("", inner))
        name = slug(text)
        met[name] += 1
        yield Heading(int(tag[1]), name if met[name] == 1 else f"{name}-{met[name]}", text)


def _named(tag: str, name: str, words: str) -> str:
    return f'<{tag} id="{name}" class="{CLASSES[tag]}">{words}</{tag}>'


def _classified(found: re.Match[str]) -> str:
    return f'<{found[1]}{found[2]} class="{CLASSES[found[1]]}"{found[3] or ""}>'


def _label_cells(table: re.Match[str]) -> str:
    """Give every cell the words that head its column: a narrow screen shows them beside it, in place of columns."""
    labels: list[str] = []
    column = 0

    def labelled(cell: re.Match[str]) -> str:
        nonlocal column
        if cell[0] == "<tr ":
            column = 0
        elif cell[1] == "th":
            labels.append(unescape(_TAG.sub("", cell[3])))
            return f'<th {cell[2]} scope="col">{cell[3]}</th>'
        else:
            column += 1
            return f'<td {cell[2]} data-label="{escape(labels[column - 1])}">{cell[3]}</td>'
        return cell[0]

    return _CELL.sub(labelled, table[0])
