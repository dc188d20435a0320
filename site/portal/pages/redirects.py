"""Addresses that have moved, and where each leads now: `redirects.toml`.

Whoever serves the site answers there with "moved for ever". The template and the laptop are told by `cmr generate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import HERE, Here

NAME = "redirects.toml"


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """An address at which a page once was, where that leads now, since when, and why."""

    moved: str
    to: Here
    since: date
    why: str


@dataclass(frozen=True)
class Redirects:
    """All of them, in the order of their file."""

    file: TomlFile
    all: tuple[Redirect, ...]

    def line_of(self, number: int, key: str) -> int:
        """The line on which the redirect of that number says `key`."""
        return line_of(self.file, ("redirect", number, key))

    @property
    def table(self) -> dict[str, str]:
        """Where each address that has moved leads."""
        return {one.moved: one.to for one in self.all}


def load_redirects(content: Path) -> Redirects:
    """Read the file. Raises ContentError naming file and line."""
    whole = Row.whole(TomlFile.read(content / NAME))
    whole.only({"redirect"})
    return Redirects(whole.file, tuple(map(_redirect, whole.rows("redirect", "a redirect"))))


def _redirect(row: Row) -> Redirect:
    moved = row.text("from")
    if not HERE.fits(moved) or "#" in moved:
        raise row.wrong("'from' of a redirect names a page of this site, without a heading: /help/", "from")
    return row.without("from").made(Redirect, moved=moved)
