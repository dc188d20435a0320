"""Freezes the site to plain files: `python -m portal.freeze build/site`.

Everything is built in a folder beside the destination and put in its place at the end, so that the last good site
stays when a build fails.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from flask_frozen import Freezer

from cmr.errors import ContentError
from portal import create_app
from portal.addresses import FILES, all_addresses
from portal.booklet import CannotPrint
from portal.forms import frame
from portal.reviews import overdue_in
from portal.search_index import write_index

FRAME = "frame.html"


def freeze(app: Flask, destination: Path) -> None:
    """Write every page of `app` under `destination`, and the frame beside it. Raises where anything is amiss.

    Frozen-Flask's warnings are errors: a view that no address leads to stops the build.
    """
    destination = destination.absolute()
    destination.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{destination.name}-", dir=destination.parent) as folder:
        fresh, outgoing = Path(folder, "site"), Path(folder, "outgoing")
        _write(app, fresh)
        with app.test_request_context():
            drawn = frame()
        _swap(fresh, destination, outgoing)
        (destination.parent / FRAME).write_text(drawn, encoding="utf-8")


def _write(app: Flask, folder: Path) -> None:
    app.config.update(
        FREEZER_DESTINATION=str(folder),
        FREEZER_REDIRECT_POLICY="error",
        PROPAGATE_EXCEPTIONS=True,
    )
    # The addresses are all known, so that Frozen-Flask need not guess them from calls of url_for.
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    freezer.register_generator(lambda: _visits(app))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        freezer.freeze()
    write_index(app.extensions["library"], folder)


def _visits(app: Flask) -> Iterator[tuple[str, dict[str, Any]]]:
    """Endpoint and values of everything to freeze. An address that no view answers raises NotFound."""
    urls = app.url_map.bind("localhost")
    assets = (app.extensions["stylesheet"], *app.extensions["scripts"].values())
    pages = all_addresses(app.extensions["library"])
    for address in (*pages, *FILES, *(asset.address for asset in assets)):
        endpoint, values = urls.match(address)
        yield endpoint, dict(values)


def _swap(fresh: Path, destination: Path, outgoing: Path) -> None:
    if destination.exists():
        destination.rename(outgoing)
    fresh.rename(destination)


def main(arguments: Sequence[str]) -> int:
    """Freeze `content/` of the current folder. Says in one line what is wrong with the content, and where."""
    content, destination = Path("content"), Path(arguments[0] if arguments else "build/site")
    try:
        app = create_app(content)
        freeze(app, destination)
    except (ContentError, CannotPrint) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for reminder in overdue_in(app.extensions["library"], content):
        print(reminder, file=sys.stderr)
    print(f"{sum(1 for file in destination.rglob('*') if file.is_file())} files in {destination}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
