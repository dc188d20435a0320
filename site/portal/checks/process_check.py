"""Holds the process file to the site: whoever acts in it has a page, and so have its sections and standing orders."""

from __future__ import annotations

from collections.abc import Mapping

from cmr.errors import ContentError
from cmr.files.lines import line_of
from cmr.process.process import Process, unknown_roles, unknown_sections
from portal.pages.library import Library
from portal.words.prose import Prose

ORDERS = "four"
"""The appendix with the standing orders, a heading for each: "8. Quorum"."""


def refuse_nowhere(known: Process, library: Library) -> None:
    """Raises ContentError at the first line of the process file that names a role or a section without a page."""
    sections = {page.section for page in library.guidance.values() if page.section}
    for problem in (*unknown_roles(known, library.wording.roles), *unknown_sections(known, sections)):
        raise problem


def refuse_lost_orders(known: Process, library: Library, drawn: Mapping[str, Prose]) -> None:
    """Raises ContentError at the first line of the process file that names a standing order without a heading."""
    appendix = next((page for page in library.guidance.values() if page.appendix == ORDERS), None)
    headings = [heading.text for heading in drawn[appendix.address].headings] if appendix else []
    for number, limit in enumerate(known.limits.values()):
        if limit.order and not any(heading.startswith(f"{limit.order}. ") for heading in headings):
            problem = f'no heading of Appendix Four starts with "{limit.order}. ", for this standing order'
            raise ContentError(known.file.path, line_of(known.file, ("limit", number, "order")), problem)
