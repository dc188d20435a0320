"""The application of the published summaries, and the parts of a build that freeze it.

Apart from `summaries_part`, because Flask is slow to load.
"""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from portal.addresses import file_of
from portal.freezing.compiled import with_compiled
from portal.freezing.freeze import freeze, refuse_orphans
from portal.freezing.parts import Part
from portal.marks import mark
from portal.summaries.app import app_of, one_of_every_kind, show
from portal.summaries.collection import Collection
from portal.summaries.page_text import SummaryTexts


def empty_app(content: Path, settings: Mapping[str, Any]) -> Flask:
    """The application, with nothing yet to show."""
    return app_of(content, with_compiled(settings))


def show_all(app: Flask, collection: Collection, texts: SummaryTexts) -> None:
    """From now on `app` shows `collection`. Raises MissingURLGeneratorWarning where no address leads to a view."""
    show(app, collection, texts)
    if collection.entries:  # without a summary there is no address for its views
        refuse_orphans(app, one_of_every_kind(app, collection))


def part_of(app: Flask, making: str, made_from: Mapping[str, tuple[Any, ...]], worth_it: int) -> Part:
    """The pages at some addresses, made in the way that `making` marks from what each of them says.

    A second process is started where there are `worth_it` to draw.
    """
    behind = {file_of(address): address for address in made_from}
    marks = {file: mark(making, *made_from[address]) for file, address in behind.items()}

    def write(files: Container[str], folder: Path) -> None:
        freeze(app, [behind[file] for file in files], folder, worth_it=worth_it)

    return Part(marks, write)
