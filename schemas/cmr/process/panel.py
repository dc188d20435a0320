"""The CMR Panel: its seats, and the figures its standing orders give for a Panel of that size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import one_of


@dataclass(frozen=True)
class Seat:
    """A seat of the Panel."""

    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The Panel as `content/panel.toml` describes it."""

    seats: tuple[Seat, ...]
    mark: str = field(metadata=one_of(["verified", "secondary", "unverified"]))
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


def load_panel(content: Path) -> Panel:
    """Read `panel.toml`. Raises ContentError naming file and line."""
    whole = Row.whole(TomlFile.read(content / "panel.toml"))
    seats = tuple(row.made(Seat) for row in whole.rows("seat", "a seat", at_least=3))
    return whole.without("seat").made(Panel, seats=seats)


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
