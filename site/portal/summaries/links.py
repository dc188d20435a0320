"""Looks for links in the text of a summary that lead nowhere on this site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from cmr.errors import ContentError
from cmr.front_matter import PageFile, read_page_file
from cmr.summary import ADDRESS
from cmr.summary_folder import summary_files
from portal.summaries.addresses import ALWAYS
from portal.summaries.prose import draw

_LINK = re.compile(r"\]\(<?((?:/(?!/)|#)[^)\s>]*)")


def wrong_links(content: Path, known: Collection[str]) -> Iterator[ContentError]:
    """The broken links of every summary, invented ones too."""
    for path in summary_files(content, invented=True):
        yield from broken_links(read_page_file(path), known)


def broken_links(file: PageFile, known: Collection[str]) -> Iterator[ContentError]:
    """A problem for every link to an address that is not in `known` and to a heading that the text does not have.

    One summary never links to another: that one may be withdrawn. Their lists are there whatever happens.
    """
    for found in _LINK.finditer(file.body):
        line = file.body_line + file.body.count("\n", 0, found.start())
        address, _, heading = found[1].partition("#")
        if address and address not in known and address not in ALWAYS:
            yield ContentError(file.path, line, f"the link {found[1]} leads to no page of this site{_another(address)}")
        if not address and heading not in {one.id for one in draw(file.body).headings}:
            yield ContentError(file.path, line, f"the link {found[1]} leads to no heading of this summary")


def _another(address: str) -> str:
    is_other = address.startswith(ADDRESS)
    return f": link to {ADDRESS}, never to another summary, which may be withdrawn" if is_other else ""
