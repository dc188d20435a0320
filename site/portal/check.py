"""Checks the site's pages without building the site: part of `cmr check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from cmr.errors import ContentError
from cmr.process import process
from portal.addresses import link_targets, titles
from portal.drawing import draw_all
from portal.library import load_library
from portal.look import furnish
from portal.places import refuse_nowhere
from portal.summaries.links import wrong_links


def wrong_pages(content: Path) -> Iterator[ContentError]:
    """The first thing that is wrong with the pages of `content`, or the links of its summaries that lead nowhere."""
    try:
        library = load_library(content, show_unverified_numbers=True)
        jinja = Environment(autoescape=True)
        furnish(jinja, library.wording)
        library.changes.refuse_unknown(titles(library))
        refuse_nowhere(process(), library)
        draw_all(library, jinja, link_targets(library))
        yield from wrong_links(content, link_targets(library))
    except ContentError as problem:
        yield problem
