"""Scans every summary that is to be public for what may identify a child (guidance, section 29).

A text that was found clean is not scanned again until it, the rules or the office's list of names has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import cmr
from cmr.errors import ContentError, refuse
from portal.freezing.making import files_under
from portal.freezing.two_processes import from_both_ends
from portal.marks import mark, mark_of_files
from portal.summaries.entry import Entry

RULES = Path(cmr.__file__).with_name("anonymity")
NAMES = ("CMR_REAL_NAMES", "CMR_REAL_NAMES_KEY")
WORTH_IT = 1
"""Loading the rules takes longer than starting a second process, and this one has Flask to load."""


def refuse_identifying(
    content: Path, entries: Sequence[Entry], record: Path, meanwhile: Callable[[], object] = lambda: None
) -> None:
    """Raise ContentError for everything that blocks. `record` keeps what was found clean.

    Where there is something to scan, `meanwhile` is called when a second process has begun to.
    """
    rules = mark(mark_of_files([*files_under(RULES), content / "contacts.toml", *_names_list()]))
    marks = {mark(rules, entry.path, entry.mark): entry for entry in entries}
    clean = set(json.loads(record.read_text("utf-8"))) if record.is_file() else set()
    unseen = [entry for found, entry in marks.items() if found not in clean]
    if not unseen:
        return
    # Before the record is written: what blocks once must block again the next time.
    refuse(from_both_ends(partial(_look, content), unseen, worth_it=WORTH_IT, meanwhile=meanwhile))
    record.parent.mkdir(parents=True, exist_ok=True)
    fresh = record.with_suffix(".fresh")
    fresh.write_text(json.dumps(list(marks)), encoding="utf-8")
    fresh.replace(record)


def _look(content: Path, entries: Iterable[Entry]) -> list[ContentError]:
    """Everything in them that blocks, masked: more people read what a build says than what it refuses."""
    from cmr.anonymity.command import blocking  # it takes time to load, and mostly nothing has changed

    return [problem for entry in entries for problem in blocking(Path(entry.path), content)]


def _names_list() -> Iterator[Path]:
    return (Path(os.environ[name]) for name in NAMES if name in os.environ)
