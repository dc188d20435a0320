"""Finds the pages that nobody comes to by following links: written, frozen, and read by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmr.errors import ContentError
from portal.addresses import file_of
from portal.checks.dead_links import links_in
from portal.pages.library import Library
from portal.pages.site_map import SITE_MAP, all_addresses


def unlinked_pages(library: Library, frozen: Path) -> Iterator[ContentError]:
    """A problem for each page of `library` that no other page in the folder `frozen` leads to.

    The site map does not count: it leads to every page there is. Nothing leads to the error pages, which whoever serves
    the site shows by itself, and to the first page everything does.
    """
    led_to = {target for address in all_addresses(library) for target in _leads(address, frozen)}
    files = {page.address: page.file.path for page in library.written}
    for address in all_addresses(library):
        if address not in led_to and address not in library.errors:
            path = files.get(address, library.wording.file.path)
            yield ContentError(
                path, 1, f"no page but the site map leads to {address}: lead there from where it belongs"
            )


def _leads(address: str, frozen: Path) -> set[str]:
    """The other pages that a page leads to."""
    if address == SITE_MAP:
        return set()
    links = links_in((frozen / file_of(address)).read_bytes())
    return {link.decode().partition("#")[0] for link in links} - {address}
