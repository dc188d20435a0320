"""The application of the guidance, the tools and the forms: everything but the published summaries."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from portal import feed, forms, panel, process_map, roles, views
from portal.addresses import link_targets, titles
from portal.drawing import anchor, draw_all
from portal.flows import flow_pages
from portal.library import load_library
from portal.limits import furnish_limits
from portal.look import bare_app
from portal.script import scripts
from portal.search import furnish_search
from portal.settings import read_settings


def assets(app: Flask) -> list[str]:
    """The addresses of the stylesheet and of the scripts, which are named by what is in them."""
    return [asset.address for asset in (app.extensions["stylesheet"], *app.extensions["scripts"].values())]


def create_guide(content: Path, config: Mapping[str, Any] | None = None) -> Flask:
    """See portal.create_app."""
    settings = read_settings(content, config)
    library = load_library(content, show_unverified_numbers=settings["SHOW_UNVERIFIED_NUMBERS"])
    app = bare_app(settings, library.wording)
    library.changes.refuse_unknown(titles(library))
    drawn = draw_all(library, app.jinja_env, link_targets(library))
    app.extensions.update(library=library, drawn=drawn)
    app.jinja_env.filters["anchor"] = anchor

    app.register_blueprint(views.site)
    app.register_blueprint(forms.forms)
    app.register_blueprint(scripts)
    furnish_limits(app, content)
    furnish_search(app)
    app.register_blueprint(panel.panel)
    app.register_blueprint(process_map.process_map)
    app.register_blueprint(roles.roles)
    app.register_blueprint(flow_pages(library))
    app.register_blueprint(feed.changes)
    return app
