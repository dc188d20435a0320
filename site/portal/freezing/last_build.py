"""What the last build made, file by file with its mark, so that the next one makes only what would be different."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Marks = Mapping[str, str]
"""The mark of every file of a site, by its path in the site's folder."""


@dataclass(frozen=True)
class Kept:
    """A build that was made: the marks of its files, and what it reminded of."""

    marks: Marks
    reminders: Sequence[str] = ()


def kept_of(site: Path) -> Kept:
    """What is known of the site in that folder: nothing where there is no record, or where a file is gone."""
    record, folder = _record(site), str(site)
    if not record.is_file():
        return Kept({})
    kept = Kept(**json.loads(record.read_text(encoding="utf-8")))
    there = all(os.path.exists(f"{folder}/{file}") for file in kept.marks)  # noqa: PTH110 - there may be thousands
    return kept if there else Kept({})


def forget(site: Path) -> None:
    """From now on the site is not what its record says."""
    _record(site).unlink(missing_ok=True)


def remember(site: Path, kept: Kept) -> None:
    """From now on the site is what `kept` says."""
    fresh = _record(site).with_suffix(".fresh")  # renamed when it is whole, so that nobody ever reads half a record
    written = json.dumps({"marks": kept.marks, "reminders": kept.reminders}, separators=(",", ":"))
    fresh.write_text(written, encoding="utf-8")
    fresh.replace(_record(site))


def put_in_place(files: Collection[str], fresh: Path, site: Path) -> None:
    """Move files from the folder `fresh` to where they belong in `site`.

    What has the same words stays as it is, with its time of change: programs that copy to a server go by that.
    """
    if not site.exists():
        fresh.rename(site)  # in one go: there is never half a site
        return
    for file in files:  # `replace` puts the whole file there at once: whoever reads the site meanwhile gets old or new
        new, old = fresh / file, site / file
        if not (old.is_file() and old.read_bytes() == new.read_bytes()):
            old.parent.mkdir(parents=True, exist_ok=True)
            new.replace(old)


def take_away(files: Iterable[str], site: Path) -> None:
    """Remove those files, and the folders in which nothing is left."""
    for file in files:
        (site / file).unlink(missing_ok=True)
        # From the inside out: a folder is empty when the folders in it are gone.
        for folder in (site / file).relative_to(site).parents[:-1]:
            with suppress(OSError):  # something is left
                (site / folder).rmdir()


def take_away_all_but(files: Collection[str], site: Path) -> None:
    """Leave nothing in `site` but those files, and no empty folder."""
    for folder, _, names in os.walk(site, topdown=False):
        inside = "" if folder == str(site) else f"{os.path.relpath(folder, site)}/"
        for name in names:
            if f"{inside}{name}" not in files:
                Path(folder, name).unlink()
        if inside and not any(Path(folder).iterdir()):
            Path(folder).rmdir()


def _record(site: Path) -> Path:
    return site.with_name(f"{site.name}.kept.json")
