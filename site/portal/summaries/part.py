"""The published summaries, as a part of the build: every page has a mark of its own."""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import Config, Flask

from cmr import clock
from cmr.vocabulary import load_vocabulary
from portal.both_ends import WORTH_IT
from portal.freeze import address_of, file_of, freeze, refuse_orphans
from portal.marks import mark, mark_of_files
from portal.parts import Part
from portal.summaries import addresses
from portal.summaries.app import app_of, assets
from portal.summaries.collection import Collection
from portal.summaries.feed import NEWEST
from portal.summaries.scanning import refuse_identifying
from portal.summaries.shelf import Around, fill, in_order
from portal.summaries.text import Texts

_ALWAYS = (*addresses.ALWAYS, addresses.INDEX, addresses.SEARCHED)
PRINTS_WORTH_IT = 2
"""A PDF takes as long as hundreds of pages."""


def summaries_parts(
    content: Path, settings: Config, making: str, site: Path, guide: Iterable[str]
) -> tuple[Part, Part]:
    """The pages and the PDFs of all that the public may see today, made in the way that `making` marks.

    They may link to the files of the `guide`. Raises ContentError for a summary that is not well formed, and for what
    may identify a child.
    """
    around = Around(load_vocabulary(content), clock.today(), {address_of(file) for file in guide})
    making = mark(making, mark_of_files(content.glob("*.toml")))
    made_from = mark(making, around.today, sorted(around.addresses))
    record = site.with_name(f"{site.name}.shelf")
    shelf, texts = fill(content, around, invented=settings["SHOW_INVENTED"], made_from=made_from, record=record)
    collection = Collection(in_order(shelf.entries.values()), around.known)
    refuse_identifying(content, collection.entries, site.with_name(f"{site.name}.scanned"))
    app = app_of(content, settings, collection, Texts(texts, around.known))
    pages = {**dict(_made_from(collection)), **dict.fromkeys(assets(app), ())}
    prints = {entry.print_address: (entry.mark,) for entry in collection.entries}
    for entry in collection.entries[:1]:  # an address of every kind
        refuse_orphans(app, [*_ALWAYS, *assets(app), entry.address, entry.print_address, f"{entry.address}any.png"])
    return _part(app, making, pages, WORTH_IT), _part(app, making, prints, PRINTS_WORTH_IT)


def _part(app: Flask, making: str, made_from: Mapping[str, tuple[Any, ...]], worth_it: int) -> Part:
    behind = {file_of(address): address for address in made_from}
    marks = {file: mark(making, *made_from[address]) for file, address in behind.items()}

    def write(files: Container[str], folder: Path) -> None:
        freeze(app, [behind[file] for file in files], folder, worth_it=worth_it)

    return Part(marks, write)


def _made_from(collection: Collection) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every address, and what its page says of the summaries."""
    cards = [entry.card for entry in collection.entries]
    years = list(collection.facets[1].values)
    for entry in collection.entries:
        yield from ((picture, (entry.mark,)) for picture in entry.picture_addresses)
    for entry in collection.by_slug.values():
        yield entry.address, (entry.mark, [other.card for other in collection.related.get(entry.slug, ())])
    for address, page in collection.lists.items():
        counts = collection.counts if page.first_of_all else ""
        yield address, (page.last, len(page.listing.items), [entry.card for entry in page.items], years, counts)
    for address, listed in collection.advice.items():
        yield address, (listed.last, len(listed.listing.items), [one.mark for one in listed.items])
    yield addresses.LEARNING, (collection.shared, len(cards))
    yield addresses.FEED, (cards[:NEWEST],)
    for whole in (addresses.JSON, addresses.CSV, addresses.INDEX, addresses.SEARCHED):
        yield whole, (cards,)
    yield addresses.SCHEMA, ()
