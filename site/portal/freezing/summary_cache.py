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
"""What shows that a file has not changed: when it was written to, when anything about it changed, and its size."""

KEPT = 2500
"""How many texts each process keeps. The texts of more summaries are read again when their pages are drawn."""


@dataclass(frozen=True)
class SummaryCache:
    """What was read: the state of every file, and the entries of those that the public may see, or once could."""

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
    """The summaries as they are today, and the texts of those that were read, by the names of their files.

    `record` keeps what the last build read, which is good where it was made from the same things (`made_from`). Where
    there is a lot to read, `meanwhile` is called when a second process has begun to. Raises ContentError for every file
    that must not lie there, or for everything wrong with every summary that was read.
    """
    before = _remembered(record, made_from)
    # Before anything is read: a file that is written to while we read has another state the next time, and is read
    # again. The other way round, its new state would stand for its old words.
    states = _states(content / FOLDER)
    if states == before.states:
        return before, {}
    changed = {name for name, state in states.items() if before.states.get(name) != state}
    if not changed <= before.states.keys() or not before.states.keys() <= states.keys():
        # A file came or went. One that must not lie there stops the build before any file is opened.
        refuse(misplaced_files(content))
    fresh = _to_read(content, states, changed, invented=invented)
    read = from_both_ends(partial(_read, around), fresh, meanwhile=meanwhile)
    # Before anything is remembered: a summary with a mistake must be read, and refused, again the next time.
    refuse(chain.from_iterable(one.problems for one in read))
    stale = set(fresh)
    same = {name: entry for name, entry in before.entries.items() if name in states and name not in stale}
    cache = SummaryCache(made_from, states, {**same, **{one.path: one.entry for one in read if one.entry}})
    if record and len(changed) + len(before.states.keys() - states.keys()) >= WORTH_IT:
        _remember(record, cache)  # for a few it would take longer than to read them again the next time
    return cache, {one.path: one.text for one in read if one.text}


def _states(folder: Path) -> dict[str, State]:
    """The state of every file in the folder, whatever it is."""
    states = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            found = os.stat(path := f"{parent}/{name}")  # noqa: PTH116 - making a Path for each takes as long as asking
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
    """What came of reading a file: what the public may see of it, or once could; or everything that is wrong."""

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
    """What the last build read, unpickled only where the same code pickled it."""
    if record and record.is_file():
        mark, _, pickled = record.read_bytes().partition(b"\n")
        if mark == made_from.encode():
            cache: SummaryCache = pickle.loads(pickled)  # noqa: S301 - a file that the last build wrote
            return cache
    return SummaryCache(made_from)


def _remember(record: Path, cache: SummaryCache) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    fresh = record.with_suffix(".fresh")  # renamed when it is whole, so that nobody ever reads half a record
    fresh.write_bytes(cache.made_from.encode() + b"\n" + pickle.dumps(cache, pickle.HIGHEST_PROTOCOL))
    fresh.replace(record)
