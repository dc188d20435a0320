"""Reads the summaries that the gate lets through. What has not changed since the last build is not read again."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from cmr.gate import Published, Withdrawn, standing
from cmr.summaries import read_summary, summary_files
from cmr.vocabulary import Vocabulary
from portal.halves import in_halves
from portal.summaries.entry import Entry, entry_of

State = tuple[int, int, int]
"""By what a file is known not to have changed: when it was written to, when anything about it changed, its size."""


@dataclass(frozen=True)
class Shelf:
    """What was read: the state of every file, and the entry of those that the public may see, or could once."""

    made_from: str = ""
    states: Mapping[str, State] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)


def fill(
    content: Path, known: Vocabulary, today: date, *, invented: bool, made_from: str = "", record: Path | None = None
) -> Shelf:
    """The shelf as it is today. `record` keeps the last one, which is good where it was made from the same things.

    Raises ContentError for the first summary that is not well formed.
    """
    before = _remembered(record, made_from)
    files = {str(path): path for path in summary_files(content, invented=invented)}
    states = {name: _state(path) for name, path in files.items()}
    fresh = [path for name, path in files.items() if before.states.get(name) != states[name]]
    read = {name: entry for part in in_halves(partial(_read, known, today), fresh) for name, entry in part.items()}
    same = states.keys() - {str(path) for path in fresh}
    kept = {name: entry for name, entry in before.entries.items() if name in same}
    shelf = Shelf(made_from, states, {**kept, **read})
    if record and shelf.states != before.states:
        _remember(record, shelf)
    return shelf


def in_order(entries: Iterable[Entry]) -> Sequence[Entry]:
    """Newest first, and those of one month by their addresses."""
    by_slug = sorted(entries, key=lambda entry: entry.slug)
    return sorted(by_slug, key=lambda entry: (entry.published.year, entry.published.month), reverse=True)


def _read(known: Vocabulary, today: date, paths: Sequence[Path]) -> dict[str, Entry]:
    """The entries of those that the gate lets through, or has let through, by their files' names."""
    entries = {}
    for path in paths:
        summary = read_summary(path, known, today)
        stands = standing(summary, today)
        if isinstance(stands, Published | Withdrawn):
            entries[str(path)] = entry_of(summary, stands)
    return entries


def _state(path: Path) -> State:
    found = path.stat()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def _remembered(record: Path | None, made_from: str) -> Shelf:
    if not (record and record.is_file()):
        return Shelf(made_from)
    with gc_off():
        shelf: Shelf = pickle.loads(record.read_bytes())  # noqa: S301 - a file that the last build wrote
    return shelf if shelf.made_from == made_from else Shelf(made_from)


def _remember(record: Path, shelf: Shelf) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    fresh = record.with_suffix(".fresh")
    fresh.write_bytes(pickle.dumps(shelf, pickle.HIGHEST_PROTOCOL))
    fresh.replace(record)


@contextmanager
def gc_off() -> Iterator[None]:
    """Thousands of small things are made here and all of them are kept: looking for waste among them takes as long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
