"""The application of the guidance, the tools and the forms: everything but the published summaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from portal.checks.leads import hold_to_the_site
from portal.checks.reviews import overdue_in
from portal.flows.views import flow_pages
from portal.forms.views import forms, frame
from portal.look.look import bare_app
from portal.look.script import scripts
from portal.pages import changes_feed, views
from portal.pages.drawing import anchor
from portal.pages.library import load_library
from portal.pages.site_map import FILES, all_addresses
from portal.pages.way_out import furnish_leaving
from portal.process import panel_page, process_map, role_pages
from portal.process.limits import furnish_limits
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


def addresses_of(app: Flask) -> Sequence[str]:
    """Every address that the application answers except the PDF's: pages, files, the stylesheet and the scripts."""
    assets = (app.extensions["stylesheet"], *app.extensions["scripts"].values())
    return [*all_addresses(app.extensions["library"]), *FILES, *(asset.address for asset in assets)]


def reminders_of(app: Flask, content: Path) -> Sequence[str]:
    """What somebody should look at again: the pages whose review is overdue."""
    return [str(reminder) for reminder in overdue_in(app.extensions["library"], content)]


def frame_of(app: Flask) -> str:
    """The page that the functions fill."""
    with app.test_request_context():
        return frame()
