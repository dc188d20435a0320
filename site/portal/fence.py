"""Holds drawn words to a list of elements, attributes and kinds of addresses, as a browser would read them.

The drawing knows nothing else and writes every word as a word. This is the second look, by another parser: what gets
past the first by a mistake of ours stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from cmr.markdown.refusals import SCHEMES

_CLASS = frozenset({"class"})
ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("html", "head", "body", "em", "strong", "code", "br"), frozenset()),
    **dict.fromkeys(("p", "ul", "blockquote", "hr", "table", "thead", "tbody", "tr", "li"), _CLASS),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), _CLASS | {"id"}),
    "ol": _CLASS | {"start"},
    "th": _CLASS | {"scope"},
    "td": _CLASS | {"data-label"},
    "a": _CLASS | {"href", "title"},
    "img": frozenset({"src", "alt", "title"}),
}
"""What Markdown may become, and which attributes each has."""
ADDRESSES = ("href", "src")
_SAFE = re.compile(rf"(?:(?:{'|'.join(SCHEMES)}):|/(?![/\\])|#|[\w.%-]+(?:[/#?]|\Z))", re.IGNORECASE)
"""How an address starts: one of the schemes, a page of ours, a place on the page, or a file beside it."""


_TAG = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
_AROUND = len(("<html>", "<head>", "</head>", "<body>", "</body>", "</html>"))
"""What the parser puts around words that have it not."""
_PARTS = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")


def outside(html: str) -> str | None:
    """The first thing in `html` that is not on the list, as the parser would write it; None where all is well."""
    read = LexborHTMLParser(html).html or ""
    tags = _TAG.findall(read)
    stranger = next((tag for tag in dict.fromkeys(tags) if not _listed(tag)), None)
    if stranger or "<" in _TAG.sub("", html):
        return stranger or "<"
    closed = len(tags) == len(_TAG.findall(html)) + _AROUND
    return None if closed else "an element that does not end where it should"


@lru_cache(maxsize=1000)
def _listed(tag: str) -> bool:
    """Whether a tag, in the one way that the parser writes it, is on the list with all that it has."""
    parts = _PARTS.fullmatch(tag)
    if not parts or parts[2] not in ELEMENTS:
        return False
    return all(
        name in ELEMENTS[parts[2]] and (name not in ADDRESSES or _SAFE.match(unescape(value)))
        for name, value in _ATTRIBUTE.findall(parts[3])
    )
