"""The application of the guidance, the tools and the forms: everything but the published summaries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from cmr.errors import refuse
from portal.checks.leads import hold_to_the_site
from portal.checks.reviews import overdue_in
from portal.checks.unlinked import unlinked_pages
from portal.flows.views import flow_pages
from portal.forms.views import forms, frame
from portal.forms.way_out import furnish_leaving
from portal.freezing.freeze import freeze, refuse_orphans
from portal.freezing.parts import FRAME, Part, file_of
from portal.look.look import bare_app
from portal.look.script import scripts
from portal.pages import changes_feed, views
from portal.pages.drawing import anchor
from portal.pages.library import load_library
from portal.pages.site_map import FILES, PDF, all_addresses
from portal.process import panel_page, process_map, role_pages
from portal.process.limits import furnish_limits
from portal.search.search_index import ADDRESS as INDEX
from portal.search.search_index import write_index
from portal.search.search_page import furnish_search
from portal.settings import read_settings


def create_guide(content: Path, config: Mapping[str, Any] | None = None) -> Flask:
    """See portal.create_app."""
    settings = read_settings(content, config)
    library = load_library(content, show_unverified_numbers=settings["SHOW_UNVERIFIED_NUMBERS"])
    app = bare_app(settings, library.wording)
    drawn = hold_to_the_site(library, app.jinja_env)
    app.extensions.update(library=library, drawn=drawn)
    app.jinja_env.filters["anchor"] = anchor

    app.register_blueprint(views.site)
    app.register_blueprint(forms)
    app.register_blueprint(scripts)
    furnish_leaving(app)
    furnish_limits(app, content)
    furnish_search(app)
    app.register_blueprint(panel_page.panel)
    app.register_blueprint(process_map.process_map)
    app.register_blueprint(role_pages.roles)
    app.register_blueprint(flow_pages(library))
    app.register_blueprint(changes_feed.changes)
    return app


def made_guide(content: Path, settings: Mapping[str, Any], now: str) -> tuple[Part, Part]:
    """The pages and the PDF as parts of a build, all with the mark `now`. Raises ContentError as create_guide does."""
    app = create_guide(content, settings)
    pages = [*all_addresses(app.extensions["library"]), *FILES, *assets(app)]
    refuse_orphans(app, [*pages, PDF])
    reminders = [str(reminder) for reminder in overdue_in(app.extensions["library"], content)]
    return (
        Part(dict.fromkeys(map(file_of, [*pages, INDEX]), now), partial(_write, app, pages), reminders),
        Part({file_of(PDF): now}, lambda _, folder: freeze(app, [PDF], folder)),
    )


def assets(app: Flask) -> list[str]:
    """The addresses of the stylesheet and of the scripts, which are named by what is in them."""
    return [asset.address for asset in (app.extensions["stylesheet"], *app.extensions["scripts"].values())]


def _write(app: Flask, pages: Sequence[str], _files: Collection[str], folder: Path) -> None:
    """All the pages, the search index that is made from them, and beside the site the frame for the functions.

    Raises ContentError for a page that no other leads to.
    """
    freeze(app, pages, folder)
    refuse(unlinked_pages(app.extensions["library"], folder))
    write_index(app.extensions["library"], folder)
    with app.test_request_context():
        (folder.parent / FRAME).write_text(frame(), encoding="utf-8")
