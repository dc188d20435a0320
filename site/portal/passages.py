"""Cuts a drawn page into passages at its headings, as the search shows and links them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BREAKS = (*HEADINGS, "p", "li", "td", "th", "dt", "dd", "div", "legend", "label", "span", "caption", "br")
# Menus, and what a person fills in rather than reads.
SKIPPED_TAGS = ("nav", "script", "noscript", "style", "svg", "select", "textarea", "button")
# What says the same on every page, and telephone numbers: only their page says how far each is to be trusted.
SKIPPED_CLASSES = {"prevails", "reviewed", "caption-l", "visually-hidden"} | {
    "cmr-numbers",
    "numbers__number",
    "numbers__when",
    "numbers__note",
}
VOID = ("br", "hr", "img", "input", "link", "meta", "wbr", "col", "source")
CLOSING = ')"”’'
STOPS = (".", ":", ";", "?", "!", ",")


@dataclass
class Passage:
    """What stands under a heading. `id` is the fragment that leads there: "" at the top of the page."""

    id: str
    heading: str
    text: str


def passages(html: str) -> list[Passage]:
    """The passages of the `<main>` of a page, in order, those without words left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = (Passage(one.id, _joined(one.heading), _joined(one.text)) for one in reader.found)
    return [one for one in found if one.heading or one.text]


@dataclass
class _Pieces:
    """A passage being read, block by block."""

    id: str = ""
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the words of `<main>`. Knows for every open element whether it is skipped."""

    def __init__(self) -> None:
        super().__init__()
        self.found = [_Pieces()]
        self.into: list[str] | None = None
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag == "main":
            self.into = self.found[-1].text
        self._break(tag)
        if tag in HEADINGS:
            self._heading(tag, given.get("id"))
        if tag not in VOID:
            self.open.append((tag, self._skipping or _is_skipped(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if tag in HEADINGS and self.into is not None:
            self.into = self.found[-1].text
        while self.open and self.open.pop()[0] != tag:
            pass  # an end tag may be left out: </li> and </p> are
        if tag == "main":
            self.into = None

    def handle_data(self, data: str) -> None:
        if self.into and not self._skipping:
            self.into[-1] += data

    @property
    def _skipping(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def _break(self, tag: str) -> None:
        if tag in BREAKS and self.into is not None:
            self.into.append("")

    def _heading(self, tag: str, name: str | None) -> None:
        """A heading that has an id starts a passage. The title of the page is no part of any."""
        if self.into is None or self._skipping:
            return
        if tag == "h1":
            self.into = [""]
        elif name:
            self.found.append(_Pieces(name))
            self.into = self.found[-1].heading
            self.into.append("")


def _is_skipped(tag: str, given: dict[str, str | None]) -> bool:
    classes = (given.get("class") or "").replace("govuk-", "").split()
    return tag in SKIPPED_TAGS or not SKIPPED_CLASSES.isdisjoint(classes) or given.get("aria-hidden") == "true"


def _joined(blocks: list[str]) -> str:
    """Blocks as one line, each but the last ended like a sentence, so that a list does not run together."""
    words = [line for block in blocks if (line := " ".join(block.split()))]
    ended = [line if line.rstrip(CLOSING).endswith(STOPS) else f"{line}." for line in words[:-1]]
    return " ".join([*ended, *words[-1:]])
