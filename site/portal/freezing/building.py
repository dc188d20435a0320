"""Makes the site, and of a site that is there already only what would be different. See docs/decisions/0017."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmr.errors import refuse
from portal.checks.dead_links import dead_links
from portal.freezing.guide_part import guide_parts
from portal.freezing.last_build import Kept, forget, kept_of, put_in_place, remember, take_away, take_away_all_but
from portal.freezing.making import mark_of_making
from portal.freezing.parts import FRAME, Part
from portal.freezing.summaries_part import summaries_parts
from portal.settings import read_settings

PAGES = "Pages are in place."
"""What is said when the pages can be looked at, and PDFs may still be being drawn."""


@dataclass(frozen=True)
class Built:
    """What came of a build: how many files the site has, how many of them were made, what somebody should look at."""

    files: int
    made: int
    reminders: Sequence[str]


def build(
    content: Path,
    destination: Path,
    config: Mapping[str, Any] | None = None,
    *,
    say: Callable[[str], None] = lambda _: None,
) -> Built:
    """Make the site of `content` at `destination`; where it is there already, make what would be different.

    It is made in a folder beside the destination and put in its place when all of it is there, so that the last good
    site stays when a build fails. The PDFs take seconds: the pages of a site that is there already do not wait for
    them, and `say` hears of it. What is wrong with the words is found before anything is put in its place. Raises
    ContentError and CannotPrint.
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
        # The first time there is nothing to look at yet: all of it comes together, or none does.
        for together in (pages, prints) if before.marks else (parts,):
            _make(together, stale, wanted.keys(), folder, site)
            if together is not prints:
                say(PAGES)
    _take_away_what_is_not(wanted.keys(), before, site)
    reminders = [reminder for part in parts for reminder in part.reminders]
    # Last of all: a build that is stopped before leaves no record of what is not there.
    remember(site, Kept(wanted, reminders))
    return Built(len(wanted), len(stale), reminders)


def _make(parts: Sequence[Part], stale: Collection[str], wanted: Collection[str], folder: Path, site: Path) -> None:
    """Write what is stale of some parts, and when all of it is there and leads somewhere put it in its place."""
    files = []
    for part in parts:
        if own := [file for file in part.marks if file in stale]:
            part.write(own, folder / "site")
            files += own
    if files:
        refuse(dead_links((file for file in files if file.endswith(".html")), wanted, folder / "site", site))
        forget(site)  # before the first file is moved: if this ends half-way, the next build makes everything
        put_in_place(files, folder / "site", site)
    if (folder / FRAME).exists():
        (folder / FRAME).replace(site.parent / FRAME)


def _take_away_what_is_not(wanted: Collection[str], before: Kept, site: Path) -> None:
    """Leave nothing in `site` that is not `wanted`. Without a record, everything in it is looked at."""
    if not before.marks:
        take_away_all_but(wanted, site)
    take_away([file for file in before.marks if file not in wanted], site)


@contextmanager
def _aside(site: Path) -> Iterator[Path]:
    """A folder on the same disk as the site, so that what is made there can be moved and need not be copied."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
