"""The site: reads `content/`, draws it, and is frozen to plain files by `portal.freeze`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from portal import feed, forms, panel, process_map, roles, views
from portal.addresses import link_targets, titles
from portal.compiled import keep_compiled
from portal.drawing import draw_all
from portal.flows import flow_pages
from portal.library import load_library
from portal.limits import furnish_limits
from portal.look import Stylesheet, furnish
from portal.origin import SAFE, checked_origin
from portal.script import scripts
from portal.search import furnish_search

__all__ = ["create_app"]


def create_app(content: Path, config: Mapping[str, Any] | None = None) -> Flask:
    """The site that `content` describes.

    Settings, also read from the environment with the prefix PORTAL_:
    SHOW_UNVERIFIED_NUMBERS (default true): whether to print numbers that nobody has confirmed, marked so.
    STYLESHEET (default build/styles/site.css beside `content`): what `npm run styles` compiled.
    ORIGIN (default a name that is nobody's): where the site will be served from, for the feed and the PDF.
    FONTS (default in node_modules beside `content`): the PDF's font.
    BOOKLETS (default build/booklets beside `content`): where the PDF is kept until its words change.
    TEMPLATES (default build/templates beside `content`): where templates are kept once compiled.

    Raises cmr.errors.ContentError naming file and line where the content is wrong.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.from_mapping(
        SHOW_UNVERIFIED_NUMBERS=True,
        STYLESHEET=content.parent / "build" / "styles" / "site.css",
        ORIGIN=SAFE,
        FONTS=content.parent / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files",
        BOOKLETS=content.parent / "build" / "booklets",
        TEMPLATES=content.parent / "build" / "templates",
    )
    app.config.from_prefixed_env("PORTAL")
    app.config.from_mapping(config or {})

    stylesheet = Stylesheet.read(Path(app.config["STYLESHEET"]))
    library = load_library(content, show_unverified_numbers=app.config["SHOW_UNVERIFIED_NUMBERS"])
    furnish(app.jinja_env, library.wording)
    keep_compiled(app.jinja_env, Path(app.config["TEMPLATES"]))
    app.jinja_env.globals.update(stylesheet=stylesheet.address, origin=checked_origin(app.config["ORIGIN"]))
    library.changes.refuse_unknown(titles(library))
    drawn = draw_all(library, app.jinja_env, link_targets(library))
    app.extensions.update(stylesheet=stylesheet, library=library, drawn=drawn)

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
