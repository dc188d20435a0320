"""The figures of the standing orders, for Panels of every size."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from cmr.errors import ContentError
from cmr.panel import (
    NobodyMayPreside,
    carried,
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
        needed = quorum(members, interests=declared, chair_may_preside=True)
        more_than_a_third = Fraction(declared, members) > Fraction(1, 3)
        assert needed == ceil(Fraction(2, 3) * ((members - declared) if more_than_a_third else members))
        assert more_than_a_third == (declared >= interests_that_change_the_quorum(members))


def test_of_nine_members_four_who_declare_leave_a_quorum_of_four() -> None:
    assert dict(quorum_after_interests(9))[4] == 4


def test_without_a_chair_who_may_preside_no_number_is_enough() -> None:
    with pytest.raises(NobodyMayPreside):
        quorum(9, interests=0, chair_may_preside=False)


def test_more_interests_than_members_cannot_be() -> None:
    with pytest.raises(ValueError, match="10 of 9"):
        quorum(9, interests=10, chair_may_preside=True)


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "chair_for", "result"),
    [(3, 2, False, True), (2, 3, True, False), (3, 3, True, True), (3, 3, False, False), (1, 0, False, True)],
)
def test_a_vote_is_carried_by_those_who_vote_and_by_the_chair_where_equal(
    votes_for: int, votes_against: int, chair_for: bool, result: bool
) -> None:
    assert carried(votes_for, votes_against, chair_for=chair_for) is result


def test_a_panel_file_without_its_source_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "panel.toml").write_text(
        'mark = "secondary"\nchecked = 2026-11-23\n[[seat]]\ntitle = "Chair"\n', "utf-8"
    )
    with pytest.raises(ContentError, match=r"panel\.toml:1: source"):
        load_panel(tmp_path)
