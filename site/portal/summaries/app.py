"""The application of the published summaries. It knows nothing of the guidance, so that a build can do without that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flask import Config, Flask

from cmr import clock
from cmr.contacts import Contacts, load_contacts
from cmr.vocabulary import Term
from portal import script
from portal.changes import load_changes
from portal.look import bare_app
from portal.summaries.addresses import INDEX
from portal.summaries.collection import Collection
from portal.summaries.text import Texts
from portal.summaries.views import summaries
from portal.wording import load_wording

NAME = "summaries"
"""The folder of `scripts/` with the modules that narrow the list down."""


def app_of(content: Path, settings: Config, collection: Collection, texts: Texts) -> Flask:
    """The application that shows `collection`, and the texts of its summaries."""
    app = bare_app(settings, load_wording(content))
    app.jinja_env.filters["named"] = named
    contacts: Contacts = load_contacts(content, unsure=settings["SHOW_UNVERIFIED_NUMBERS"])
    scripts = {NAME: script.build(NAME, {"index": INDEX})}
    app.extensions.update(collection=collection, texts=texts, contacts=contacts, scripts=scripts)
    app.extensions["changes"] = load_changes(content, today=clock.today())
    app.register_blueprint(summaries)
    app.register_blueprint(script.scripts)
    return app


def named(ids: Iterable[str], terms: Mapping[str, Term]) -> str:
    """What people read of some entries of a list: "Police, Education"."""
    return ", ".join(terms[id].title for id in ids)


def assets(app: Flask) -> Sequence[str]:
    """The addresses of the scripts, which are named by what is in them."""
    return [one.address for one in app.extensions["scripts"].values()]
