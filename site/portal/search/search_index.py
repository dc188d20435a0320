"""What the search looks through: every page of the site map, cut into passages, as one file for the browser.

It is made from the finished pages, so that a page cannot be forgotten and nothing is found that no page says.
The browser ranks; here is only text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal.addresses import file_of
from portal.pages import changes
from portal.pages.library import Library
from portal.pages.site_map import SEARCH, SiteMapEntry, shelves
from portal.search.passages import passages

ADDRESS = "/search/index.js"
# Lists of other pages, and the page that repeats them all: what they say is found where it is said first.
LEFT_OUT = ("/", "/guidance/", "/guidance/all/", "/site-map/", changes.ADDRESS, SEARCH)
ROLES = "/guidance/roles/"
KINDS = {
    "section": "Guidance sections",
    "appendix": "Appendices",
    "tool": "Dates, roles and answers",
    "form": "Forms",
    "help": "Help and about this site",
    "summary": "Published summaries",
}
"""Of a summary the search learns from a file of its own: `portal.summaries.index`."""


def write_index(library: Library, site: Path) -> None:
    """Write the index of the frozen pages under `site`. Raises ContentError for a synonym that finds nothing."""
    pages = [_page(library, entry, site) for entry in searched(library)]
    library.synonyms.refuse_unknown(*_said(pages))
    synonyms = [[pair.said, pair.means, pair.page] for pair in library.synonyms.pairs]
    index = json.dumps({"pages": pages, "synonyms": synonyms}, ensure_ascii=False, separators=(",", ":"))
    path = site / file_of(ADDRESS)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"export default {index};\n", encoding="utf-8")


def searched(library: Library) -> Iterator[SiteMapEntry]:
    """The pages that the search finds, each once. A flow is found where it starts: nobody begins in the middle."""
    entries = {entry.address: entry for shelf in shelves(library) for entry in shelf.entries}
    inner = {flow.address(page.id) for flow in library.flows.values() for page in flow.pages if page is not flow.start}
    yield from (entry for entry in entries.values() if entry.address not in inner.union(LEFT_OUT))


def roles_of(library: Library, address: str) -> list[str]:
    """Everyone whom the page at `address` gives a duty, a power or a choice, and whose own page it is."""
    own = address.removeprefix(ROLES).strip("/")
    if address.startswith(ROLES) and own in library.wording.roles:
        return [own]
    duties = library.guidance[address].duties if address in library.guidance else ()
    return list(dict.fromkeys(who for duty in duties for who in duty.who))


def kind_of(library: Library, address: str) -> str:
    """Which of KINDS the page at `address` is."""
    if page := library.guidance.get(address):
        return "section" if page.section else "appendix"
    if address.startswith("/forms/") or address in {form.start for form in library.forms.values()}:
        return "form"
    return "help" if address in library.pages else "tool"


def _page(library: Library, entry: SiteMapEntry, site: Path) -> dict[str, Any]:
    html = (site / file_of(entry.address)).read_text(encoding="utf-8")
    return {
        "address": entry.address,
        "title": entry.title,
        "kind": kind_of(library, entry.address),
        "roles": roles_of(library, entry.address),
        "passages": [[one.id, one.heading, one.text] for one in passages(html)],
    }


def _said(pages: list[dict[str, Any]]) -> tuple[list[str], set[str]]:
    """Everything that the pages say, and every place that a result can lead to."""
    texts, places = [page["title"] for page in pages], {page["address"] for page in pages}
    for page in pages:
        for name, heading, text in page["passages"]:
            texts += [heading, text]
            places.add(f"{page['address']}#{name}")
    return texts, places
