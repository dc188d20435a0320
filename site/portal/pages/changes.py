"""What has changed in the words of the site: `changes.toml`, shown as a page and as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import written
from cmr.files.written_addresses import Here, Id
from portal.words.short_dates import instant

ADDRESS = "/changes/"
FEED = "/changes/feed.xml"
TAG = r"tag:[a-z0-9.-]+,[0-9]{4}(?:-[0-9]{2}){0,2}:"


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something that reads differently from a certain day on, and where it is."""

    id: Id
    date: date
    title: str
    what: str
    addresses: tuple[Here, ...]

    @property
    def instant(self) -> str:
        """The start of that day in Northern Ireland, as RFC 3339 writes it."""
        return instant(self.date)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """All changes, newest first, and what names the feed wherever it is served from."""

    file: TomlFile
    tag: str = field(metadata=written(TAG, "a tag, as tag:example.org,2026:"))
    author: str
    changes: tuple[Change, ...]

    def refuse_unknown(self, addresses: Collection[str]) -> None:
        """Raise ContentError at the change that names a page which is not in `addresses`."""
        for number, change in enumerate(self.changes):
            for address in change.addresses:
                if address not in addresses:
                    raise _wrong(self.file, number, "addresses", f"the site has no page {address}")


def load_changes(content: Path, *, today: date) -> Changes:
    """Read the file. Raises ContentError naming file and line: a day after `today`, an older one first, an id twice."""
    whole = Row.whole(TomlFile.read(content / "changes.toml"))
    whole.only({"feed", "change"})
    changes = tuple(row.made(Change) for row in whole.rows("change", "a change", at_least=1))
    _refuse_future(whole.file, changes, today)
    _refuse_disorder(whole.file, changes)
    _refuse_repeated_ids(whole.file, changes)
    feed = whole.table("feed")
    feed.only({"tag", "author"})
    return feed.made(Changes, file=whole.file, changes=changes)


def _refuse_future(file: TomlFile, changes: tuple[Change, ...], today: date) -> None:
    for number, change in enumerate(changes):
        if change.date > today:
            raise _wrong(file, number, "date", f"{change.date.isoformat()} is in the future")


def _refuse_disorder(file: TomlFile, changes: tuple[Change, ...]) -> None:
    for number, (newer, older) in enumerate(pairwise(changes), 1):
        if older.date > newer.date:
            raise _wrong(file, number, "date", f"{older.date.isoformat()} is newer than the change above it")


def _refuse_repeated_ids(file: TomlFile, changes: tuple[Change, ...]) -> None:
    ids = [change.id for change in changes]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise _wrong(file, number, "id", f"another change is already called '{name}'")


def _wrong(file: TomlFile, number: int, key: str, problem: str) -> ContentError:
    return ContentError(file.path, line_of(file, ("change", number, key)), problem)
