"""Draws every written page once, when the site starts, and refuses a link that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment

import cmr
from cmr.errors import ContentError
from cmr.files.lines import line_of
from portal.pages.inserts import duties_not_shown, inserts_for
from portal.pages.library import Library
from portal.pages.page_files import GuidancePage, Page
from portal.words.flow_words import DrawnFlow, draw_flow
from portal.words.headings import slug
from portal.words.prose import Link, Prose, Setting, draw

_ID = re.compile(r' id="([a-z][a-z0-9-]*)"')
TEMPLATES = (Path(__file__).parents[1] / "templates", Path(cmr.__file__).with_name("templates"))
"""The folders of templates that pages of this site are drawn from."""
OUTSIDE = ("https://", "mailto:", "tel:")


@dataclass(frozen=True)
class Drawn:
    """Every page body as its own page shows it, the guidance's also as the page with all of it does, and the flows."""

    alone: Mapping[str, Prose]
    together: Mapping[str, Prose]
    flows: Mapping[str, DrawnFlow]

    def referring(self, address: str) -> list[str]:
        """The addresses of the guidance pages that link to `address` and that it does not itself link to."""
        known = {address, *self.alone[address].addresses}
        return [other for other in self.together if other not in known and address in self.alone[other].addresses]


def draw_all(library: Library, jinja: Environment, addresses: Collection[str]) -> Drawn:
    """Draw `library`. Raises ContentError for a link outside `addresses`, and for anything a page may not hold."""
    alone = {page.address: _draw(page, library, jinja) for page in library.written}
    for page in library.written:
        for link in alone[page.address].links:
            _refuse_broken_link(page.file.path, page.address, link, alone, addresses)
    flows = {name: draw_flow(flow) for name, flow in library.flows.items()}
    for name, flow in library.flows.items():
        for link in flows[name].links:
            _refuse_broken_link(flow.file.path, flow.address(flow.start.id), link, alone, addresses)
    together = {page.address: _draw_among_all(page, library, jinja) for page in library.guidance.values()}
    return Drawn(alone, together, flows)


def anchor(page: GuidancePage) -> str:
    """The id of a guidance page inside the page that holds all: "section-9"."""
    return slug(page.number)


@cache
def ids_of_templates() -> frozenset[str]:
    """The ids that templates give to parts of pages: a heading with such words gets another."""
    texts = (path.read_text("utf-8") for folder in TEMPLATES for path in folder.rglob("*.html"))
    return frozenset(name for text in texts for name in _ID.findall(text))


def _draw(page: Page, library: Library, jinja: Environment) -> Prose:
    prose = draw(page.file, inserts_for(page, library, jinja), Setting(taken=ids_of_templates()))
    for text in duties_not_shown(page, prose.inserts):
        raise ContentError(page.file.path, line_of(page.file.matter, ("duties",)), f"no insert shows the duty: {text}")
    return prose


def _draw_among_all(page: GuidancePage, library: Library, jinja: Environment) -> Prose:
    lead = partial(_lead_within, page, library)
    return draw(page.file, inserts_for(page, library, jinja), Setting(1, f"{anchor(page)}--", lead))


def _lead_within(page: GuidancePage, library: Library, href: str) -> str:
    """Where a link of `page` leads in the page that holds all the guidance: within it, wherever it can."""
    address, _, fragment = href.partition("#")
    target = library.guidance.get(address) if address else page
    if target is None:
        return href
    return f"#{anchor(target)}--{fragment}" if fragment else f"#{anchor(target)}"


def _refuse_broken_link(
    file: Path, here: str, link: Link, drawn: Mapping[str, Prose], addresses: Collection[str]
) -> None:
    if link.href.startswith(OUTSIDE):
        return
    address, _, fragment = link.href.partition("#")
    address = address or here
    if address not in addresses:
        raise ContentError(file, link.line, f"the link {link.href} leads to no page of this site")
    if fragment and fragment not in _ids(drawn, address):
        raise ContentError(file, link.line, f"the link {link.href} leads to no heading of that page")


def _ids(drawn: Mapping[str, Prose], address: str) -> Sequence[str]:
    return [heading.id for heading in drawn[address].headings] if address in drawn else ()
