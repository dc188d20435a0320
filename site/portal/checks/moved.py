"""Holds every address that a page ever had to the pages that there are, and the redirects to both."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cmr.errors import ContentError
from cmr.summary import ADDRESS as SUMMARIES
from portal.pages.library import Library
from portal.pages.redirects import Redirects

FORMS = "/forms/"
"""Where functions answer, whose addresses are no pages of the site's."""


def lost_addresses(library: Library, targets: Collection[str]) -> Iterator[ContentError]:
    """A problem for each address that was published, is not among `targets` any more, and leads nowhere."""
    for address, line in library.published.lines.items():
        if address not in targets and address not in library.redirects.table:
            problem = (
                f"there was a page {address}, and now there is none: write in {library.redirects.file.path.name} where "
                "it leads; or take this line out if nobody has seen that page"
            )
            yield ContentError(library.published.path, line, problem)


def wrong_redirects(redirects: Redirects, targets: Collection[str]) -> Iterator[ContentError]:
    """A problem for each redirect that starts where there is a page, twice, or at a summary, or that leads to another.

    Whether there is the page to which one leads, `leads` looks at.
    """
    seen: set[str] = set()
    for number, one in enumerate(redirects.all):
        if problem := _wrong_start(one.moved, seen, targets):
            yield ContentError(redirects.file.path, redirects.line_of(number, "from"), problem)
        seen.add(one.moved)
        if one.to.partition("#")[0] in redirects.table:
            problem = f"{one.to} has moved too: name the page where that leads"
            yield ContentError(redirects.file.path, redirects.line_of(number, "to"), problem)


def _wrong_start(address: str, seen: Collection[str], targets: Collection[str]) -> str:
    if address in targets:
        return f"there is a page {address}, which nobody could read any more"
    if address.startswith(FORMS):
        return f"{address} is a form's, where functions answer: no redirect can stand in its way"
    if address in seen:
        return f"{address} is redirected before"
    if address.startswith(SUMMARIES) and address.count("/") == SUMMARIES.count("/") + 1:
        return "a summary keeps its address: withdraw it, and its page says so"
    return ""
