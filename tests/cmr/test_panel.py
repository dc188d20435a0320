"""The figures of the standing orders, for Panels of every size."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from cmr.errors import ContentError
from cmr.process.panel import (
    Panel,
    Seat,
    interests_that_change_the_quorum,
    load_panel,
    ordinary_quorum,
    quorum,
    quorum_after_interests,
    requisition,
)

SIZES = range(3, 60)


@pytest.mark.parametrize(("members", "needed", "signing"), [(7, 5, 6), (9, 6, 7), (12, 8, 9)])
def test_the_worked_figures_come_out(members: int, needed: int, signing: int) -> None:
    assert (ordinary_quorum(members), requisition(members)) == (needed, signing)


@pytest.mark.parametrize("members", SIZES)
def test_quorum_and_requisition_are_fractions_rounded_up(members: int) -> None:
    assert ordinary_quorum(members) == ceil(Fraction(2, 3) * members)
    assert requisition(members) == ceil(Fraction(3, 4) * members)


@pytest.mark.parametrize("members", SIZES)
def test_interests_change_the_quorum_only_beyond_one_third(members: int) -> None:
    for declared in range(members):
        needed = quorum(members, interests=declared)
        more_than_a_third = Fraction(declared, members) > Fraction(1, 3)
        assert needed == ceil(Fraction(2, 3) * ((members - declared) if more_than_a_third else members))
        assert more_than_a_third == (declared >= interests_that_change_the_quorum(members))


def test_of_nine_members_four_who_declare_leave_a_quorum_of_four() -> None:
    assert dict(quorum_after_interests(9))[4] == 4


def test_more_interests_than_members_cannot_be() -> None:
    with pytest.raises(ValueError, match="10 of 9"):
        quorum(9, interests=10)


@pytest.mark.parametrize(("members", "votes"), [(9, 5), (8, 5), (3, 2)])
def test_a_majority_is_more_than_half_of_everybody(members: int, votes: int) -> None:
    panel = Panel(seats=(Seat("A member"),) * members, mark="secondary", source="", checked=date(2026, 11, 23))
    assert panel.majority == votes


def test_a_panel_file_without_its_source_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "panel.toml").write_text(
        'mark = "secondary"\nchecked = 2026-11-23\n' + '[[seat]]\ntitle = "Chair"\n' * 3, "utf-8"
    )
    with pytest.raises(ContentError, match=r"panel\.toml:1: panel\.toml must also say 'source'"):
        load_panel(tmp_path)
