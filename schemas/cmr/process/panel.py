"""The CMR Panel: its seats, and the figures its standing orders give for a Panel of that size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.files.checked_table import Day, checked
from cmr.files.toml_file import TomlFile


@dataclass(frozen=True)
class Seat:
    """A seat of the Panel."""

    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The Panel as `content/panel.toml` describes it."""

    seats: tuple[Seat, ...]
    mark: str
    source: str
    checked: date

    @property
    def members(self) -> int:
        """How many members there are, the Chair among them."""
        return len(self.seats)

    @property
    def majority(self) -> int:
        """How many votes carry a motion when every member votes (standing order 7)."""
        return self.members // 2 + 1


class _PanelSchema(Schema):
    mark = fields.String(required=True, validate=validate.OneOf(["verified", "secondary", "unverified"]))
    source = fields.String(required=True)
    checked = Day(required=True)
    seat = fields.List(
        fields.Nested(Schema.from_dict({"title": fields.String(required=True), "note": fields.String()})),
        required=True,
        validate=validate.Length(3),
    )


def load_panel(content: Path) -> Panel:
    """Read `panel.toml`. Raises ContentError naming file and line."""
    file = TomlFile.read(content / "panel.toml")
    data = checked(_PanelSchema(), file, file.data)
    return Panel(
        seats=tuple(Seat(**row) for row in data["seat"]),
        mark=data["mark"],
        source=data["source"],
        checked=data["checked"],
    )


def ordinary_quorum(members: int) -> int:
    """Two thirds of all members, rounded up, the Chair among them (the Regulations, Schedule 5, paragraph 7(1))."""
    return _two_thirds(members)


def requisition(members: int) -> int:
    """How many members must sign to have a meeting called: three quarters, rounded up (Schedule 5, paragraph 3(2))."""
    return -(-3 * members // 4)


def interests_that_change_the_quorum(members: int) -> int:
    """From how many declared interests on the other quorum applies: strictly more than one third (standing order 8)."""
    return members // 3 + 1


def quorum(members: int, *, interests: int) -> int:
    """How many members must be present where some have declared an interest, not the Chair (standing order 8).

    Raises ValueError for interests that cannot be.
    """
    if not 0 <= interests <= members:
        raise ValueError(f"{interests} of {members} members cannot declare an interest")
    if interests < interests_that_change_the_quorum(members):
        return ordinary_quorum(members)
    return _two_thirds(members - interests)


def quorum_after_interests(members: int) -> Sequence[tuple[int, int]]:
    """Each number of interests that changes the quorum, with the quorum of the members who remain."""
    first = interests_that_change_the_quorum(members)
    return [(count, quorum(members, interests=count)) for count in range(first, members)]


def _two_thirds(members: int) -> int:
    return -(-2 * members // 3)
