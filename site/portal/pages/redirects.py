"""Addresses that have moved, and where each leads now: `redirects.toml`.

Whoever serves the site answers there with "moved for ever". The template and the laptop are told by `cmr generate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.files.address_fields import HereField
from cmr.files.checked_table import Day, checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile

NAME = "redirects.toml"


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """An address at which a page once was, where that leads now, since when, and why."""

    moved: str
    to: str
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


_A_PAGE = validate.ContainsNoneOf("#", error="Name a page, without a heading.")
_RedirectSchema = Schema.from_dict(
    {
        "from": HereField(required=True, validate=_A_PAGE),
        "to": HereField(required=True),
        "since": Day(required=True),
        "why": fields.String(required=True, validate=validate.Length(min=1)),
    }
)
_FileSchema = Schema.from_dict({"redirect": fields.List(fields.Nested(_RedirectSchema), load_default=list)})


def load_redirects(content: Path) -> Redirects:
    """Read the file. Raises ContentError naming file and line."""
    file = TomlFile.read(content / NAME)
    rows = checked(_FileSchema(), file, file.data)["redirect"]
    return Redirects(file, tuple(Redirect(moved=row.pop("from"), **row) for row in rows))
