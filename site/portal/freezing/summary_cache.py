"""Reads the summaries that the gate lets through. What has not changed since the last build is not read again."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cmr.errors import ContentError, ContentErrors, refuse
from cmr.gate.standing import Published, Withdrawn, standing
from cmr.summaries.folder import FOLDER, INVENTED, misplaced_files
from cmr.summaries.summary_files import read_summary
from cmr.summaries.vocabulary import Vocabulary
from portal.freezing.two_processes import WORTH_IT, from_both_ends
from portal.summaries.entry import Entry, entry_of
from portal.summaries.links import broken_links
from portal.summaries.page_text import SummaryText, text_of

State = tuple[int, int, int]
"""By what a file is known not to have changed: when it was written to, when anything about it changed, its size."""

KEPT = 2500
"""Of how many summaries each process keeps the texts. Of more, they are read again: memory is not without end."""


@dataclass(frozen=True)
class SummaryCache:
    """What was read: the state of every file, and the entry of those that the public may see, or could once."""

    made_from: str = ""
    states: Mapping[str, State] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Around:
    """What a summary is read against: the lists, the day, and the addresses of the site that it may link to."""

    known: Vocabulary
    today: date
    addresses: Collection[str]


def fill(
    content: Path,
    around: Around,
    *,
    invented: bool,
    made_from: str = "",
    record: Path | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[SummaryCache, Mapping[str, SummaryText]]:
    """The shelf as it is today, and the texts of what was read for it, by the names of their files.

    `record` keeps the last shelf, which is good where it was made from the same things. Where there is a lot to read,
    `meanwhile` is done when a second process has begun to. Raises ContentError for every file that must not lie there,
    or for everything wrong with every summary that was read.
    """
    before = _remembered(record, made_from)
    states = _states(content / FOLDER)
    if states == before.states:
        return before, {}
    changed = {name for name, state in states.items() if before.states.get(name) != state}
    if not changed <= before.states.keys() or not before.states.keys() <= states.keys():
        refuse(misplaced_files(content))
    fresh = _to_read(content, states, changed, invented=invented)
    read = from_both_ends(partial(_read, around), fresh, meanwhile=meanwhile)
    refuse(chain.from_iterable(one.problems for one in read))
    stale = set(fresh)
    same = {name: entry for name, entry in before.entries.items() if name in states and name not in stale}
    shelf = SummaryCache(made_from, states, {**same, **{one.path: one.entry for one in read if one.entry}})
    if record and len(changed) + len(before.states.keys() - states.keys()) >= WORTH_IT:
        _remember(record, shelf)  # for a few it would take longer than to read them again the next time
    return shelf, {one.path: one.text for one in read if one.text}


def _states(folder: Path) -> dict[str, State]:
    """The state of every file in the folder, whatever it is."""
    states = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            found = os.stat(path := f"{parent}/{name}")  # noqa: PTH116 - a Path for each of thousands takes as long
            states[path] = (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
    return states


def _to_read(content: Path, states: Mapping[str, State], changed: set[str], *, invented: bool) -> list[str]:
    """The summaries to read again: those that changed, and all of them where a picture did."""
    folders = [f"{content / FOLDER}/", *([f"{content / FOLDER / INVENTED}/"] if invented else [])]
    among = states if any(not name.endswith(".md") for name in changed) else changed
    return sorted(name for name in among if name.endswith(".md") and name[: name.rindex("/") + 1] in folders)


def in_order(entries: Iterable[Entry]) -> Sequence[Entry]:
    """Newest first, and those of one month by their addresses."""
    by_slug = sorted(entries, key=lambda entry: entry.slug)
    return sorted(by_slug, key=lambda entry: entry.published, reverse=True)


class _Read(NamedTuple):
    """What came of reading a file: what the public may see of it, or could once; or everything that is wrong."""

    path: str
    entry: Entry | None = None
    text: SummaryText | None = None
    problems: Sequence[ContentError] = ()


def _read(around: Around, paths: Iterable[str]) -> Iterator[_Read]:
    for number, path in enumerate(paths):
        try:
            summary = read_summary(Path(path), around.known, around.today)
            stands = standing(summary, around.today)
            text = text_of(summary)
            refuse(broken_links(Path(path), text.prose, around.addresses))
        except ContentError as problem:
            yield _Read(path, problems=problem.problems if isinstance(problem, ContentErrors) else [problem])
            continue
        if isinstance(stands, Published | Withdrawn):
            yield _Read(path, entry_of(summary, stands), text if number < KEPT else None)


def _remembered(record: Path | None, made_from: str) -> SummaryCache:
    """The last shelf, unpickled only where the same code has pickled it."""
    if record and record.is_file():
        mark, _, pickled = record.read_bytes().partition(b"\n")
        if mark == made_from.encode():
            shelf: SummaryCache = pickle.loads(pickled)  # noqa: S301 - a file that the last build wrote
            return shelf
    return SummaryCache(made_from)


def _remember(record: Path, shelf: SummaryCache) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    fresh = record.with_suffix(".fresh")
    fresh.write_bytes(shelf.made_from.encode() + b"\n" + pickle.dumps(shelf, pickle.HIGHEST_PROTOCOL))
    fresh.replace(record)
