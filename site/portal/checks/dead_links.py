"""Reads the links of the pages that a build has made, and finds those that lead nowhere on this site.

Whatever put a link there, a template, a menu or the content, this looks at what the reader will have. Most links stand
on every page, so that each is followed once; only a place on the page itself is looked for on each. Pages that stay as
they were are not read again; a clean build reads all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from cmr.errors import ContentError
from cmr.forms.catalogue import slugs
from portal.addresses import file_of

OUTSIDE = ("https://", "http://", "mailto:", "tel:")
"""Where a link may lead and this does not look: `portal.pages.drawing` says which of them may stand in the words."""
_LINK = re.compile(rb' (?:href|src)="([^"]*)"')
"""Quick, for there may be thousands of pages. Words never look so: a quotation mark in them is escaped."""


@dataclass
class Followed:
    """What is known of the links so far, of a site that is to have `files`; `read` gives what is in one of them."""

    files: Collection[str]
    read: Callable[[str], bytes]
    good: set[bytes] = field(default_factory=set)
    dead: dict[bytes, list[str]] = field(default_factory=dict)
    forms: Collection[str] = field(default_factory=lambda: {f"/forms/{slug}/" for slug in slugs()})
    """Where functions answer: where each form begins."""

    def look_at(self, page: str) -> None:
        """Follow the links of a page that nobody has followed yet."""
        html = self.read(page)
        for link in links_in(html) - self.good:
            if link.startswith(b"#"):
                leads = _has(html, link[1:])
            elif leads := link not in self.dead and self._leads_somewhere(unescape(link.decode())):
                self.good.add(link)
            if not leads:
                self.dead.setdefault(link, []).append(page)

    def _leads_somewhere(self, link: str) -> bool:
        address, _, place = link.partition("#")
        address = address.partition("?")[0]
        if link.startswith(OUTSIDE) or address in self.forms:
            return True
        file = file_of(address)
        there = address.startswith("/") and file in self.files
        return there and (not place or _has(self.read(file), place.encode()))


def _has(html: bytes, place: bytes) -> bool:
    """Whether a page has a place of that name."""
    return b'id="%b"' % place in html


def links_in(html: bytes) -> set[bytes]:
    """Every address that a page leads to or loads, as it is written there."""
    return set(_LINK.findall(html))


def dead_links(pages: Iterable[str], files: Collection[str], fresh: Path, site: Path) -> Iterator[ContentError]:
    """A problem for each link of `pages`, made in the folder `fresh`, that leads to none of `files` or to no id there.

    What was not made anew is read where it is, in `site`. A problem names the first page that has the link, and how
    many more do.
    """

    def read(file: str) -> bytes:
        made = f"{fresh}/{file}"
        with open(made if os.path.exists(made) else f"{site}/{file}", "rb") as page:  # noqa: PTH110, PTH123 - thousands
            return page.read()

    followed = Followed(files, read)
    for page in pages:
        followed.look_at(page)
    for link, among in followed.dead.items():
        first, *others = sorted(among)
        line = read(first).partition(b'="%b"' % link)[0].count(b"\n") + 1
        more = f"; {len(others)} more pages have it" if others else ""
        problem = f"the link {unescape(link.decode())} leads to nothing on this site{more}"
        yield ContentError(site / first, line, problem)
