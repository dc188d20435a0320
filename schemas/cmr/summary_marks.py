"""What may be wrong with a piece of parsed Markdown in a summary, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_SCRIPT = re.compile(r"<\s*/?\s*script|\bon[a-z]+\s*=|javascript:", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = {"https", "http", "mailto", "tel"}
_DELIMITER = re.compile(r"^ *\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$", re.MULTILINE)
_LEFT_OVER = {
    "](": "a link is not closed: write it as [words](address)",
    "][": "a link has no address: write it as [words](address)",
    "**": "** is opened and not closed, or has a space inside it",
    "__": "__ is opened and not closed, or has a space inside it",
    "`": "` is opened and not closed",
    "{{": "an insert such as {{ contact }} does not work in a summary: write the words",
}

Found = Iterator[tuple[int, str]]
"""What is wrong, each with the number of lines after the first."""


def wrong_block(token: Token, lines: Sequence[str]) -> Found:
    """What is wrong with a block. `lines` are those of the whole text."""
    if token.type == "html_block":
        yield 0, _raw_html(token.content)
    elif token.type == "fence" and not _closed(token, lines):
        yield 0, f"{token.markup} is opened and not closed"
    elif token.type in ("code_block", "fence"):
        yield 0, "this would be shown as program code: take out the spaces or marks before it"
    elif token.type == "table_open" and token.map:
        yield from _uneven_rows(lines[slice(*token.map)])
    elif token.type == "inline":
        yield from _meant_otherwise(token)


def _closed(token: Token, lines: Sequence[str]) -> bool:
    first, end = token.map or (0, 0)
    return end - first > 1 and lines[end - 1].strip(" >").startswith(token.markup)


def _uneven_rows(rows: Sequence[str]) -> Found:
    """Rows with more or fewer cells than the head of their table: cells would be lost, or left empty."""
    head = _cells(rows[0])
    for number, row in enumerate(rows):
        if _cells(row) != head:
            yield number, f"this row of the table has {_cells(row)} cells and its head has {head}"


def _cells(row: str) -> int:
    inside = row.strip(" >").removeprefix("|").removesuffix("|")
    return len(re.findall(r"(?<!\\)\|", inside)) + 1


def _meant_otherwise(token: Token) -> Found:
    """Text that somebody meant as a table or as a heading."""
    rows = token.content.splitlines()
    if _DELIMITER.search(token.content) or sum(row.strip().startswith("|") for row in rows) > 1:
        yield 0, "this table is broken: under its head goes the line |---|---|, and every row has as many cells"
    for number, row in enumerate(rows):
        if re.match(r" *#+[^ #]", row):
            yield number, "a heading has a space after its #"


def wrong_child(child: Token) -> Iterator[str]:
    """What is wrong with a piece of text, a link or a picture inside a block."""
    if child.type == "html_inline":
        yield _raw_html(child.content)
    elif child.type == "link_open":
        yield from _wrong_link(str(child.attrGet("href") or ""))
    elif child.type == "image":
        yield from _wrong_picture(str(child.attrGet("src") or ""), child.content)
    elif child.type == "text":
        yield from (what for sign, what in _LEFT_OVER.items() if sign in child.content)


def _raw_html(content: str) -> str:
    tag = " ".join(content.split())[:40]
    if _SCRIPT.search(content):
        return f"a script must not stand in a summary: take out {tag}"
    return f"HTML does not work in a summary: write it as Markdown, or take out {tag}"


def _wrong_link(href: str) -> Iterator[str]:
    scheme = _SCHEME.match(href)
    if not href or href.startswith("//"):
        yield "a link has no whole address: write https:// and the rest"
    elif scheme and scheme[1].lower() not in _SCHEMES:
        yield f"a link may not start with {scheme[1]}: link to a page, https:// or an address of this site"


def _wrong_picture(src: str, alt: str) -> Iterator[str]:
    if not alt.strip() or alt.strip() == src:
        yield f"the picture {src} has no words for people who cannot see it: write ![what it shows]({src})"
    if not beside(src):
        yield f"the picture {src} is not a file of this summary: put it in the folder with the summary's name"


def beside(address: str) -> bool:
    """Whether an address leads to a file beside the summary, and not to another page or site."""
    return bool(address) and not address.startswith(("/", "#")) and not _SCHEME.match(address)
