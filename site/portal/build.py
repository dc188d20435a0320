"""Builds the site: `python -m portal.build build/site`.

Only what would be different is made. It is made in a folder beside the destination and put in its place when all of it
is there, so that the last good site stays when a build fails. See docs/decisions/0017.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from cmr import clock
from cmr.errors import ContentError, refuse
from portal.freezing.dead_links import dead_links
from portal.freezing.fingerprints import mark_of_making
from portal.freezing.guide_part import guide_parts
from portal.freezing.last_build import Kept, forget, kept_of, put_in_place, remember, take_away, take_away_all_but
from portal.freezing.parts import FRAME, Part
from portal.pages.booklet import CannotPrint
from portal.settings import read_settings
from portal.summaries.part import summaries_parts


@dataclass(frozen=True)
class Built:
    """What came of a build: how many files the site has, how many of them were made, what somebody should look at."""

    files: int
    made: int
    reminders: Sequence[str]


PAGES = "Pages are in place."
"""What the command says when the pages can be looked at, and PDFs may still be being drawn."""


def build(
    content: Path,
    destination: Path,
    config: Mapping[str, Any] | None = None,
    *,
    say: Callable[[str], None] = lambda _: None,
) -> Built:
    """Make the site of `content` at `destination`; where it is there already, make what would be different.

    The PDFs take seconds: the pages of a site that is there already do not wait for them, and `say` hears of it. What
    is wrong with the words is found before anything is put in its place. Raises ContentError and CannotPrint.
    """
    site = destination.absolute()
    before = kept_of(site)
    settings = read_settings(content, config)
    making = mark_of_making(settings)
    guide, booklet = guide_parts(content, settings, making, before)
    summaries, documents = summaries_parts(content, settings, making, site, (*guide.marks, *booklet.marks))
    pages, prints = [guide, summaries], [booklet, documents]
    parts = [*pages, *prints]
    wanted = {file: mark for part in parts for file, mark in part.marks.items()}
    stale = {file for file, mark in wanted.items() if before.marks.get(file) != mark}
    with _aside(site) as folder:
        for together in (pages, prints) if before.marks else (parts,):
            _make(together, stale, wanted.keys(), folder, site)
            if together is not prints:
                say(PAGES)
    if not before.marks:
        take_away_all_but(wanted.keys(), site)
    take_away(before.marks.keys() - wanted.keys(), site)
    reminders = [reminder for part in parts for reminder in part.reminders]
    remember(site, Kept(wanted, reminders))
    return Built(len(wanted), len(stale), reminders)


def _make(parts: Sequence[Part], stale: set[str], wanted: Collection[str], folder: Path, site: Path) -> None:
    """Write what is stale of some parts, and when all of it is there and leads somewhere put it in its place."""
    files = []
    for part in parts:
        if own := [file for file in part.marks if file in stale]:
            part.write(own, folder / "site")
            files += own
    if files:
        refuse(dead_links((file for file in files if file.endswith(".html")), wanted, folder / "site", site))
        forget(site)
        put_in_place(files, folder / "site", site)
    if (folder / FRAME).exists():
        (folder / FRAME).replace(site.parent / FRAME)


@contextmanager
def _aside(site: Path) -> Iterator[Path]:
    """A folder on the same disk as the site, so that what is made there can be moved and need not be copied."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def main(arguments: Sequence[str]) -> int:
    """Build `content/` of the current folder. Says in one line what is wrong with the content, and where."""
    asked = _asked(arguments)
    try:
        with clock.on(asked.day):
            built = build(Path("content"), asked.destination, say=partial(print, flush=True))
    except (ContentError, CannotPrint) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for reminder in built.reminders:
        print(reminder, file=sys.stderr)
    print(f"{built.files} files in {asked.destination}, {built.made} of them made anew")
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    command = argparse.ArgumentParser(prog="python -m portal.build", description="Builds the site.")
    command.add_argument("destination", type=Path, nargs="?", default=Path("build/site"))
    command.add_argument("--day", type=date.fromisoformat, help="as it will be on that day (2026-12-01), not today")
    return command.parse_args(arguments)


def leave(code: int) -> NoReturn:
    """End the process here and now: Python would first take apart all that was built, a tenth of the whole time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    gc.disable()  # what a build makes it keeps, and it is soon over: there is no waste to look for
    leave(main(sys.argv[1:]))
