"""Looks for links in the text of a summary that lead nowhere on this site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.front_matter import read_page_file
from cmr.summaries.folder import summary_files
from cmr.summary import ADDRESS
from portal.pages.summary_addresses import ALWAYS
from portal.summaries.page_text import prose_of
from portal.words.prose import Prose


def wrong_links(content: Path, known: Collection[str]) -> Iterator[ContentError]:
    """The broken links of every summary, invented ones too, and why one cannot be drawn."""
    for path in summary_files(content, invented=True):
        try:
            yield from broken_links(path, prose_of(read_page_file(path)), known)
        except ContentError as problem:
            yield problem


def broken_links(path: Path, prose: Prose, known: Collection[str]) -> Iterator[ContentError]:
    """A problem for every link to an address that is not in `known`, and to a heading that the text does not have.

    A summary never links to another one, which may be withdrawn. The lists are there whatever happens.
    """
    for link in prose.links:
        address, _, heading = link.href.partition("#")
        if address.startswith("/") and address not in known and address not in ALWAYS:
            problem = f"the link {link.href} leads to no page of this site{_another(address)}"
            yield ContentError(path, link.line, problem)
        if not address and heading not in {one.id for one in prose.headings}:
            yield ContentError(path, link.line, f"the link {link.href} leads to no heading of this summary")


def _another(address: str) -> str:
    is_other = address.startswith(ADDRESS)
    return f": link to {ADDRESS}, never to another summary, which may be withdrawn" if is_other else ""
