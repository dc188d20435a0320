"""Holds the process file to the site: whoever acts in it has a page, and so has every section that it names."""

from __future__ import annotations

from cmr.process.process import Process, unknown_roles, unknown_sections
from portal.pages.library import Library


def refuse_nowhere(known: Process, library: Library) -> None:
    """Raises ContentError at the first line of the process file that names a role or a section without a page."""
    sections = {page.section for page in library.guidance.values() if page.section}
    for problem in (*unknown_roles(known, library.wording.roles), *unknown_sections(known, sections)):
        raise problem
