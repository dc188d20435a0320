"""The search page. It finds in the browser what `search_index` wrote; without scripts it leads elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask, current_app, render_template

from cmr.process.roles import Role
from portal.look.script import build
from portal.pages.library import Library
from portal.pages.summary_addresses import SEARCHED
from portal.pages.views import library
from portal.search.search_index import ADDRESS, KINDS, roles_of, searched

search = Blueprint("search", __name__)

NAME = "search"
"""The folder of `scripts/` with its modules."""


def furnish_search(app: Flask) -> None:
    """Give the site its search page and that page's script."""
    app.extensions.setdefault("scripts", {})[NAME] = build(NAME, {"guide": ADDRESS, "summaries": SEARCHED})
    app.register_blueprint(search)


@search.get("/search/")
def page() -> str:
    """A box to type in, and what narrows the results down."""
    script = current_app.extensions["scripts"][NAME]
    return render_template("search.html", script=script.address, kinds=KINDS, roles=_roles(library()))


def _roles(content: Library) -> Sequence[Role]:
    """Everyone to whom some page gives something to do, by name."""
    found = {who for entry in searched(content) for who in roles_of(content, entry.address)}
    return sorted((content.wording.roles[who] for who in found), key=lambda role: role.title.lower())
