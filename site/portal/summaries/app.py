"""The application of the published summaries. It knows nothing of the guidance, so that a build can do without that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from cmr import clock
from cmr.contacts import Contacts, load_contacts
from cmr.summaries.vocabulary import Term
from portal.look import script
from portal.look.look import bare_app
from portal.pages.changes import load_changes
from portal.pages.summary_addresses import ALWAYS, INDEX, SEARCHED
from portal.pages.wording import load_wording
from portal.summaries.collection import Collection
from portal.summaries.page_text import SummaryTexts
from portal.summaries.views import summaries

NAME = "summaries"
"""The folder of `scripts/` with the modules that narrow the list down."""


def app_of(content: Path, settings: Mapping[str, Any]) -> Flask:
    """The application, with nothing yet to show."""
    app = bare_app(settings, load_wording(content))
    app.jinja_env.filters["named"] = named
    contacts: Contacts = load_contacts(content, unsure=settings["SHOW_UNVERIFIED_NUMBERS"])
    scripts = {NAME: script.build(NAME, {"index": INDEX})}
    app.extensions.update(contacts=contacts, scripts=scripts)
    app.extensions["changes"] = load_changes(content, today=clock.today())
    app.register_blueprint(summaries)
    app.register_blueprint(script.scripts)
    return app


def show(app: Flask, collection: Collection, texts: SummaryTexts) -> None:
    """From now on `app` shows `collection` and the texts of its summaries."""
    app.extensions.update(collection=collection, texts=texts)


def one_of_every_kind(app: Flask, collection: Collection) -> Sequence[str]:
    """An address of every kind that `app` answers at. There must be a summary, for it has addresses of its own."""
    entry = next(iter(collection.entries))
    own = (entry.address, entry.print_address, f"{entry.address}any.png")
    return [*ALWAYS, INDEX, SEARCHED, *assets(app), *own]


def named(ids: Iterable[str], terms: Mapping[str, Term]) -> str:
    """What people read of some entries of a list: "Police, Education"."""
    return ", ".join(terms[id].title for id in ids)


def assets(app: Flask) -> Sequence[str]:
    """The addresses of the scripts, which are named by what is in them."""
    return [one.address for one in app.extensions["scripts"].values()]
