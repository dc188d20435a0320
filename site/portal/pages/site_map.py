"""Every page there is to read, in the order of the site map.

The freeze, the site map and the check of links all go through this list, so that none of them can forget a page. The
published summaries are another application's: they are linked to, and not frozen with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.pages import changes
from portal.pages import summary_addresses as summaries
from portal.pages.library import TOOLS, Library

MAP, ROLES = "/process/", "/guidance/roles/"
PANEL, PANEL_CALENDAR = "/panel/", "/panel/meetings.ics"
PDF = "/guidance/guidance.pdf"
SEARCH = "/search/"
SITE_MAP = "/site-map/"
FILES = (changes.FEED, PANEL_CALENDAR, "/favicon.svg", "/robots.txt")
"""What there is to fetch that is neither a page nor a PDF."""


@dataclass(frozen=True)
class SiteMapEntry:
    """A page: where it is and what it is called."""

    address: str
    title: str


@dataclass(frozen=True)
class SiteMapGroup:
    """Pages that belong together."""

    title: str
    entries: Sequence[SiteMapEntry]


def mapped(library: Library) -> Sequence[SiteMapGroup]:
    """The site map: everything that people may look for."""
    *others, about = shelves(library)
    published = [SiteMapEntry(address, title) for address, title in summaries.PAGES.items()]
    return [*others, SiteMapGroup("Published summaries", published), about]


def shelves(library: Library) -> Sequence[SiteMapGroup]:
    """The site map but for the published summaries."""
    return [_first(library), *_flows(library), *_guidance(library), _forms(library), _about(library)]


def all_addresses(library: Library) -> Iterator[str]:
    """The address of every page but the published summaries, the error pages included."""
    for shelf in shelves(library):
        yield from (entry.address for entry in shelf.entries)
    yield from library.errors


def titles(library: Library) -> dict[str, str]:
    """What every page of the site map is called, by its address, and the PDF."""
    entries = (entry for shelf in mapped(library) for entry in shelf.entries)
    named = {entry.address: entry.title for entry in entries}
    return {**named, "/guidance/": "Guidance", PDF: "All the guidance as one document (PDF)"}


def link_targets(library: Library) -> set[str]:
    """Every address that a page may link to."""
    return {*all_addresses(library), *summaries.ALWAYS, *FILES, PDF}


def _first(library: Library) -> SiteMapGroup:
    starts = dict.fromkeys([*TOOLS, *(form.start for form in library.forms.values())])
    pages = [SiteMapEntry(address, library.pages[address].title) for address in starts]
    first = [
        SiteMapEntry("/", "Home"),
        SiteMapEntry("/help/", library.pages["/help/"].title),
        SiteMapEntry(SEARCH, "Search"),
    ]
    return SiteMapGroup("Start here", [*first, *pages])


def _flows(library: Library) -> Iterator[SiteMapGroup]:
    for flow in library.flows.values():
        yield SiteMapGroup(flow.title, [SiteMapEntry(flow.address(page.id), page.title) for page in flow.pages])


def _guidance(library: Library) -> Iterator[SiteMapGroup]:
    yield SiteMapGroup(
        "Guidance",
        [
            SiteMapEntry("/guidance/", "Contents"),
            SiteMapEntry("/guidance/all/", "All the guidance on one page"),
            SiteMapEntry(PANEL, "The CMR Panel: dates and figures"),
            SiteMapEntry(MAP, "The process, step by step"),
            SiteMapEntry(ROLES, "Who does what"),
        ],
    )
    yield SiteMapGroup("Who does what", [SiteMapEntry(f"{ROLES}{role.id}/", role.title) for role in library.acting])
    for stage, pages in library.stages:
        yield SiteMapGroup(stage.title, [SiteMapEntry(page.address, f"{page.number}: {page.title}") for page in pages])


def _forms(library: Library) -> SiteMapGroup:
    forms = library.forms.values()
    frozen = [SiteMapEntry(f"/forms/{form.slug}/", f"{form.title}: the form") for form in forms if form.frozen]
    blanks = [
        SiteMapEntry(f"/forms/{form.slug}/blank/", f"{form.title}: all the questions, to print") for form in forms
    ]
    return SiteMapGroup("Forms", [*frozen, *blanks])


def _about(library: Library) -> SiteMapGroup:
    """Whatever is not on another shelf."""
    elsewhere = {entry.address for entry in _first(library).entries}
    rest = [SiteMapEntry(page.address, page.title) for page in library.pages.values() if page.address not in elsewhere]
    return SiteMapGroup(
        "About this site", [*rest, SiteMapEntry(changes.ADDRESS, "Changes"), SiteMapEntry(SITE_MAP, "Site map")]
    )
