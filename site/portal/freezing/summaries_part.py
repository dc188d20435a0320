"""The published summaries, as a part of the build: every page has a mark of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmr import clock
from cmr.summaries.vocabulary import load_vocabulary
from portal.addresses import address_of
from portal.freezing.parts import Part
from portal.freezing.scanning import refuse_identifying
from portal.freezing.summary_cache import Around, fill, in_order
from portal.marks import mark, mark_of_files
from portal.pages import summary_addresses as addresses
from portal.summaries.collection import Collection
from portal.summaries.feed import NEWEST
from portal.summaries.page_text import SummaryTexts

if TYPE_CHECKING:
    from flask import Flask

PAGES_WORTH_IT = 10
"""When so many pages change, so do the data, the table and the indexes, which repeat all summaries."""
PRINTS_WORTH_IT = 2
"""A PDF takes as long as hundreds of pages."""


def summaries_parts(
    content: Path, settings: Mapping[str, Any], making: str, site: Path, guide: Iterable[str]
) -> tuple[Part, Part]:
    """The pages and the PDFs of all that the public may see today, made in the way that `making` marks.

    They may link to the files of the `guide`. Raises ContentError for a summary that is not well formed, and for what
    may identify a child: both are found here, before anything is drawn.
    """
    around = Around(load_vocabulary(content), clock.today(), {address_of(file) for file in guide})
    making = mark(making, mark_of_files(content.glob("*.toml")))
    made_from = mark(making, around.today, sorted(around.addresses))
    record = site.with_name(f"{site.name}.shelf")
    app = cache(partial(_app, content, settings))  # made once, by whichever of the next steps has time first
    summary_cache, texts = fill(
        content, around, invented=settings["SHOW_INVENTED"], made_from=made_from, record=record, meanwhile=app
    )
    collection = Collection(in_order(summary_cache.entries.values()), around.known)
    refuse_identifying(content, collection.entries, site.with_name(f"{site.name}.scanned"), meanwhile=app)
    from portal.freezing.summaries_drawn import part_of, show_all  # not before: see _app
    from portal.summaries.app import assets

    show_all(app(), collection, SummaryTexts(texts, around.known))
    pages = {**dict(_made_from(collection)), **dict.fromkeys(assets(app()), ())}
    prints = {entry.print_address: (entry.mark,) for entry in collection.entries}
    return part_of(app(), making, pages, PAGES_WORTH_IT), part_of(app(), making, prints, PRINTS_WORTH_IT)


def _app(content: Path, settings: Mapping[str, Any]) -> Flask:
    """Loads Flask, and so is called when the second process has begun: in that time it reads a hundred summaries."""
    from portal.freezing.summaries_drawn import empty_app

    return empty_app(content, settings)


def _made_from(collection: Collection) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every address, and what its page says of the summaries."""
    cards = [entry.card for entry in collection.entries]
    for entry in collection.entries:
        yield from ((picture, (entry.mark,)) for picture in entry.picture_addresses)
    for entry in collection.by_slug.values():
        yield entry.address, (entry.mark, [other.card for other in collection.related.get(entry.slug, ())])
    for address, page in collection.lists.items():
        counts = collection.counts if page.first_of_all else ""
        own = [entry.card for entry in page.items]
        yield address, (page.last, len(page.listing.items), own, collection.years, counts)
    for address, listed in collection.advice.items():
        yield address, (listed.last, len(listed.listing.items), [one.mark for one in listed.items])
    yield addresses.LEARNING, (collection.shared, len(cards))
    yield addresses.FEED, (cards[:NEWEST],)
    for whole in (addresses.JSON, addresses.CSV, addresses.INDEX, addresses.SEARCHED):
        yield whole, (cards,)
    yield addresses.SCHEMA, ()
