"""The application of the published summaries. It knows nothing of the guidance, so that a build can do without that."""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from cmr import clock
from cmr.contacts import Contacts, load_contacts
from cmr.summaries.vocabulary import Term
from portal.freezing.fingerprints import mark
from portal.freezing.freeze import freeze, refuse_orphans
from portal.freezing.parts import Part, file_of
from portal.look import script
from portal.look.look import bare_app
from portal.pages.changes import load_changes
from portal.pages.wording import load_wording
from portal.summaries.addresses import ALWAYS, INDEX, SEARCHED
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
    """From now on `app` shows `collection` and the texts of its summaries. Raises where no address leads to a view."""
    app.extensions.update(collection=collection, texts=texts)
    for entry in collection.entries[:1]:  # an address of every kind
        own = (entry.address, entry.print_address, f"{entry.address}any.png")
        refuse_orphans(app, [*ALWAYS, INDEX, SEARCHED, *assets(app), *own])


def part_of(app: Flask, making: str, made_from: Mapping[str, tuple[Any, ...]], worth_it: int) -> Part:
    """The pages at some addresses, made in the way that `making` marks from what each of them says."""
    behind = {file_of(address): address for address in made_from}
    marks = {file: mark(making, *made_from[address]) for file, address in behind.items()}

    def write(files: Container[str], folder: Path) -> None:
        freeze(app, [behind[file] for file in files], folder, worth_it=worth_it)

    return Part(marks, write)


def named(ids: Iterable[str], terms: Mapping[str, Term]) -> str:
    """What people read of some entries of a list: "Police, Education"."""
    return ", ".join(terms[id].title for id in ids)


def assets(app: Flask) -> Sequence[str]:
    """The addresses of the scripts, which are named by what is in them."""
    return [one.address for one in app.extensions["scripts"].values()]
