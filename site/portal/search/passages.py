"""Cuts a drawn page into passages at its headings, as the search shows and links them."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
CLOSING = ')"”’'
STOPS = (".", ":", ";", "?", "!", ",")


@dataclass
class SearchPassage:
    """What stands under a heading. `id` is the fragment that leads there: "" at the top of the page."""

    id: str
    heading: str
    text: str


def passages(html: str) -> list[SearchPassage]:
    """The passages of the `<main>` of a page, in order, those without words left out."""
    reader = _PassageReader()
    if main := LexborHTMLParser(html).css_first("main"):
        reader.read(main)
    found = (SearchPassage(one.id, _joined(one.heading), _joined(one.text)) for one in reader.found)
    return [one for one in found if one.heading or one.text]


@dataclass
class _Pieces:
    """A passage being read, block by block."""

    id: str = ""
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=lambda: [""])


class _PassageReader:
    """Collects words, block by block, as headings part them."""

    def __init__(self) -> None:
        self.found = [_Pieces()]
        self.into = self.found[-1].text

    def read(self, element: LexborNode) -> None:
        """Collect the words of an element: a heading that has an id starts a passage; a page's title is in none."""
        for inner in element.iter(include_text=True):
            tag = str(inner.tag)
            if tag == "-text":
                self.into[-1] += inner.text_content or ""
            elif tag in BREAKS:
                self._read_block(tag, inner)
            elif not _is_skipped(tag, inner.attributes):
                self.read(inner)

    def _read_block(self, tag: str, block: LexborNode) -> None:
        self.into.append("")
        if _is_skipped(tag, block.attributes):
            return
        if tag == "h1":
            self.into = [""]
        elif tag in HEADINGS and block.id:
            self.found.append(_Pieces(block.id, [""]))
            self.into = self.found[-1].heading
        self.read(block)
        self.into.append("")
        if tag in HEADINGS:
            self.into = self.found[-1].text


def _is_skipped(tag: str, given: dict[str, str | None]) -> bool:
    classes = (given.get("class") or "").replace("govuk-", "").split()
    return tag in SKIPPED_TAGS or not SKIPPED_CLASSES.isdisjoint(classes) or given.get("aria-hidden") == "true"


def _joined(blocks: list[str]) -> str:
    """Blocks as one line, each but the last ended like a sentence, so that a list does not run together."""
    words = [line for block in blocks if (line := " ".join(block.split()))]
    ended = [line if line.rstrip(CLOSING).endswith(STOPS) else f"{line}." for line in words[:-1]]
    return " ".join([*ended, *words[-1:]])
