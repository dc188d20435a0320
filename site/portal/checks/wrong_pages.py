"""Checks the site's pages without building the site: part of `cmr check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from cmr.errors import ContentError, ContentErrors
from portal.checks.leads import hold_to_the_site
from portal.look.look import furnish
from portal.pages.library import load_library
from portal.pages.site_map import link_targets
from portal.summaries.links import wrong_links


def wrong_pages(content: Path) -> Iterator[ContentError]:
    """What is wrong with the pages of `content`, or the links of its summaries that lead nowhere."""
    try:
        library = load_library(content, show_unverified_numbers=True)
        jinja = Environment(autoescape=True)
        furnish(jinja, library.wording)
        hold_to_the_site(library, jinja)
        yield from wrong_links(content, link_targets(library))
    except ContentErrors as several:
        yield from several.problems
    except ContentError as problem:
        yield problem
