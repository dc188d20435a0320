"""The guidance, the tools and the forms where they have to be drawn. Apart, because what draws them is slow to load."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from cmr.errors import refuse
from portal.addresses import file_of
from portal.checks.unlinked import unlinked_pages
from portal.freezing.compiled import with_compiled
from portal.freezing.freeze import freeze, refuse_orphans
from portal.freezing.parts import FRAME, Part
from portal.guide import addresses_of, create_guide, frame_of, reminders_of
from portal.pages.site_map import PDF
from portal.search.search_index import ADDRESS as SEARCH_INDEX
from portal.search.search_index import write_index


def made_guide(content: Path, settings: Mapping[str, Any], now: str) -> tuple[Part, Part]:
    """The pages and the PDF as parts of a build, all with the mark `now`. Raises ContentError as create_guide does."""
    app = create_guide(content, with_compiled(settings))
    pages = addresses_of(app)
    refuse_orphans(app, [*pages, PDF])
    files = dict.fromkeys(map(file_of, [*pages, SEARCH_INDEX]), now)
    return (
        Part(files, partial(_write, app, pages), reminders_of(app, content)),
        Part({file_of(PDF): now}, lambda _, folder: freeze(app, [PDF], folder)),
    )


def _write(app: Flask, pages: Sequence[str], _files: Collection[str], folder: Path) -> None:
    """All the pages, the search index, and beside the site the frame for the functions.

    Raises ContentError for a page that no other leads to.
    """
    freeze(app, pages, folder)  # first: the rest is made from the finished pages
    refuse(unlinked_pages(app.extensions["library"], folder))
    write_index(app.extensions["library"], folder)
    (folder.parent / FRAME).write_text(frame_of(app), encoding="utf-8")
