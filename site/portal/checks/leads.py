"""Holds every address that the content names, outside its Markdown, or a template does, to the pages that there are.

The build and `cmr check` both go through `hold_to_the_site`, so that neither can take what the other refuses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

from cmr.errors import ContentError, refuse
from cmr.files.lines import Trail, line_of
from cmr.files.toml_file import TomlFile
from cmr.process.process import process
from cmr.summary import ADDRESS as SUMMARIES
from portal.checks.moved import lost_addresses, wrong_redirects
from portal.checks.process_check import refuse_lost_orders, refuse_nowhere
from portal.pages.drawing import TEMPLATES, Drawn, draw_all
from portal.pages.library import Library
from portal.pages.site_map import link_targets, titles
from portal.words.prose import Prose

ELSEWHERE = ("/forms/", SUMMARIES)
_WRITTEN = re.compile(r'\s(?:href|src)="(/[^"{}]*)"')


class Lead(NamedTuple):
    """An address, and the line of the file that names it."""

    path: Path
    line: int
    address: str


def hold_to_the_site(library: Library, jinja: Environment) -> Drawn:
    """Draw every page of `library`. Raises ContentError for whatever leads nowhere on this site."""
    targets = link_targets(library)
    refuse(wrong_redirects(library.redirects, targets))
    refuse((*broken_leads(library, targets), *lost_addresses(library, targets)))
    library.changes.refuse_unknown(titles(library))
    refuse_nowhere(process(), library)
    drawn = draw_all(library, jinja, targets)
    refuse(lost_headings(library, drawn.alone))
    refuse_lost_orders(process(), library, drawn.alone)
    return drawn


def broken_leads(library: Library, targets: Collection[str]) -> Iterator[ContentError]:
    """A problem for each line that names an address which is not among `targets`."""
    for lead in leads(library):
        if lead.address.partition("#")[0] not in targets:
            yield ContentError(lead.path, lead.line, f"there is no page {lead.address}")


def lost_headings(library: Library, drawn: Mapping[str, Prose]) -> Iterator[ContentError]:
    """A problem for each line that names a heading which its page, one of Markdown, does not have."""
    for lead in leads(library):
        address, _, heading = lead.address.partition("#")
        if heading and address in drawn and heading not in {one.id for one in drawn[address].headings}:
            yield ContentError(lead.path, lead.line, f"there is no heading #{heading} on the page {address}")


def leads(library: Library) -> Iterator[Lead]:
    """Every address of this site that the content names, but for those in its sentences, flows and changes.

    `drawing` looks at sentences and flows, which may lead elsewhere too, and a change leads to pages with a title only.
    """
    for number, door in enumerate(library.home.doors):
        yield _lead(library.home.file.matter, ("doors", number, "address"), door.address)
    for key, links in (("navigation", library.wording.navigation), ("footer", library.wording.footer)):
        for number, link in enumerate(links):
            yield _lead(library.wording.file, (key, number, "address"), link.address)
    glossary = library.wording.glossary
    yield from (
        Lead(glossary.file.path, glossary.file.line_of("term", term.term), term.address)
        for term in glossary.terms
        if term.address
    )
    for number, pair in enumerate(library.synonyms.pairs):
        if pair.page:
            yield _lead(library.synonyms.file, ("synonym", number, "page"), pair.page)
    for number, redirect in enumerate(library.redirects.all):
        yield _lead(library.redirects.file, ("redirect", number, "to"), redirect.to)
    yield from template_leads()


def template_leads() -> Iterator[Lead]:
    """Every address that a template names in so many words, but for those of forms and of the summaries' lists.

    Functions answer at the former, and which lists there are depends on the summaries: what leads there is looked at
    when pages have been made (`portal.checks.dead_links`).
    """
    for folder in TEMPLATES:
        for path in sorted(folder.rglob("*.html")):
            text = path.read_text(encoding="utf-8")
            for found in _WRITTEN.finditer(text):
                if not found[1].startswith(ELSEWHERE):
                    yield Lead(path, text.count("\n", 0, found.start()) + 1, found[1])


def _lead(file: TomlFile, trail: Trail, address: str) -> Lead:
    return Lead(file.path, line_of(file, trail), address)
