"""Holds drawn words to a list of elements, attributes and kinds of addresses, each written in one plain way.

The drawing knows nothing else and writes every word as a word. This is the second look: what gets past the first by a
mistake of ours stops the build. A browser's kind of parser has to find the same elements, each ending where it should.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from cmr.markdown.refusals import ADDRESS

LONGEST_SHOWN = 40
_CLASS = frozenset({"class"})
ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("em", "strong", "code", "br"), frozenset()),
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
_AROUND = len(("<html>", "<head>", "</head>", "<body>", "</body>", "</html>"))
"""What a parser puts around words that have it not."""
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"<>]*\")*(?: /)?>")
"""The one way in which a tag may be written: so written, every parser reads it alike."""
_NAME = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_READ = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")


def outside(html: str) -> str | None:
    """The first thing in `html` that is not on the list, or not plainly written; None where all is well."""
    tags: list[str] = _TAG.findall(html)
    if len(tags) != html.count("<"):
        odd = _TAG.sub("", html)
        return odd[odd.index("<") :][:LONGEST_SHOWN]
    stranger: str | None = next((tag for tag in dict.fromkeys(tags) if not _listed(tag)), None)
    if stranger:
        return stranger
    closed = len(_READ.findall(LexborHTMLParser(html).html or "")) == len(tags) + _AROUND
    return None if closed else "an element that does not end where it should"


@lru_cache(maxsize=1000)
def _listed(tag: str) -> bool:
    """Whether a tag is on the list with all that it has."""
    name = _NAME.findall(tag)[0]
    return name in ELEMENTS and all(
        attribute in ELEMENTS[name] and (attribute not in ADDRESSES or ADDRESS.match(unescape(value)))
        for attribute, value in _ATTRIBUTE.findall(tag)
    )
