"""Holds the process file to the site: whoever acts in it has a page, and so have its sections and standing orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cmr.errors import ContentError
from cmr.files.lines import line_of
from cmr.process.process import Process, unknown_roles, unknown_sections
from portal.pages.drawing import TEMPLATES
from portal.pages.library import Library
from portal.words.prose import Prose

_RULE = re.compile(r"\blimits\.(T[0-9]+)\b")
"""How a template shows one rule."""
ORDERS = "four"
"""The appendix with the standing orders, a heading for each: "8. Quorum"."""


def refuse_nowhere(known: Process, library: Library) -> None:
    """Raises ContentError at the first line of the process file that names a role or a section without a page.

    And at the first line of a template that names a rule which the process does not have, or of a limit of the guidance
    that is no part of anybody's duty.
    """
    sections = {page.section for page in library.guidance.values() if page.section}
    for problem in (
        *unknown_roles(known, library.wording.roles),
        *unknown_sections(known, sections),
        *_unknown_rules(known),
        *_idle_limits(known, library),
    ):
        raise problem


def _unknown_rules(known: Process) -> Iterator[ContentError]:
    for path in (path for folder in TEMPLATES for path in sorted(folder.rglob("*.html"))):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for rule in set(_RULE.findall(line)) - known.limits.keys():
                yield ContentError(path, number, f"there is no rule '{rule}' in {known.file.path.name}")


def _idle_limits(known: Process, library: Library) -> Iterator[ContentError]:
    named = {duty.limit for page in library.guidance.values() for duty in page.duties}
    for number, limit in enumerate(known.limits.values()):
        if limit.section and limit.id not in named:
            problem = f'no duty of the guidance has this limit: say `limit = "{limit.id}"` where somebody is to keep it'
            yield ContentError(known.file.path, line_of(known.file, ("limit", number, "id")), problem)


def refuse_lost_orders(known: Process, library: Library, drawn: Mapping[str, Prose]) -> None:
    """Raises ContentError at the first line of the process file that names a standing order without a heading."""
    appendix = next((page for page in library.guidance.values() if page.appendix == ORDERS), None)
    headings = [heading.text for heading in drawn[appendix.address].headings] if appendix else []
    for number, limit in enumerate(known.limits.values()):
        if limit.order and not any(heading.startswith(f"{limit.order}. ") for heading in headings):
            problem = f'no heading of Appendix Four starts with "{limit.order}. ", for this standing order'
            raise ContentError(known.file.path, line_of(known.file, ("limit", number, "order")), problem)
