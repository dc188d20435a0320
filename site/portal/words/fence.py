"""Holds drawn words to a list of elements, attributes and kinds of addresses, each written in one plain way.

The drawing knows nothing else and writes every word as a word. This is the second look: what gets past the first by a
mistake of ours stops the build. Each element has to end where it should and to stand only where HTML lets it, so that
a browser reads the same elements in the same order; tests hold that to a browser's kind of parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape

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
EMPTY = frozenset({"br", "hr", "img"})
"""What holds nothing and does not close."""
_IN_LINE = frozenset({"em", "strong", "code", "br", "a", "img"})
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "hr", "table", "h2", "h3", "h4", "h5", "h6"})
_HOLDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("", "li", "blockquote"), _BLOCKS | _IN_LINE),
    **dict.fromkeys(("p", "h2", "h3", "h4", "h5", "h6", "th", "td", "em", "strong", "code"), _IN_LINE),
    "a": _IN_LINE - {"a"},
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    "table": frozenset({"thead", "tbody"}),
    **dict.fromkeys(("thead", "tbody"), frozenset({"tr"})),
    "tr": frozenset({"th", "td"}),
}
"""What each element may hold. Where HTML has no place for an element, a browser would put it somewhere else."""
_MISPLACED = "an element that does not end where it should"
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"<>]*\")*(?: /)?>")
"""The one way in which a tag may be written: so written, every parser reads it alike."""
_NAME = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")


def outside(html: str) -> str | None:
    """The first thing in `html` that is not on the list, or not plainly written; None where all is well."""
    tags: list[str] = _TAG.findall(html)
    if len(tags) != html.count("<"):
        odd = _TAG.sub("", html)
        return odd[odd.index("<") :][:LONGEST_SHOWN]
    names = [*map(_listed, tags)]
    if None in names:
        return tags[names.index(None)]
    return None if _is_tree(filter(None, names)) else _MISPLACED


def _is_tree(names: Iterable[str]) -> bool:
    """Whether elements, named where they open and with a slash where they close, stand where each may."""
    around = [""]
    for name in names:
        if name[0] == "/":
            if around.pop() != name[1:]:
                return False
            continue
        if name not in _HOLDS[around[-1]] or (name == "a" and "a" in around):
            return False
        if name not in EMPTY:
            around.append(name)
    return len(around) == 1


@lru_cache(maxsize=1000)
def _listed(tag: str) -> str | None:
    """The name in a tag, after a slash where it closes; None where it is not on the list with all that it has."""
    name = _NAME.findall(tag)[0]
    listed = name in ELEMENTS and all(
        attribute in ELEMENTS[name] and (attribute not in ADDRESSES or ADDRESS.match(unescape(value)))
        for attribute, value in _ATTRIBUTE.findall(tag)
    )
    return ("/" if tag[1] == "/" else "") + name if listed else None
