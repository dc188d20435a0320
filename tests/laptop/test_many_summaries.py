"""The summaries made for measuring are public ones like any other, and always the same."""

from __future__ import annotations

from pathlib import Path

from cmr.gate.standing import Published, standing
from cmr.summaries.summary_files import load_summaries
from complete_summary import TODAY, collection, known
from measure.many_summaries import FIRST_YEAR, LAST_YEAR, write_many

ENOUGH = 330
"""More than there are months, so that every year has some."""


def test_they_are_all_public_and_of_every_year(tmp_path: Path) -> None:
    collection(tmp_path).unlink()
    write_many(tmp_path / "summaries" / "invented", ENOUGH, known())
    assert load_summaries(tmp_path, today=TODAY) == ()
    made = load_summaries(tmp_path, today=TODAY, invented=True)
    assert len(made) == ENOUGH
    assert all(isinstance(standing(one, TODAY), Published) for one in made)
    assert {one.published.year for one in made} == set(range(FIRST_YEAR, LAST_YEAR + 1))
    assert all(700 < len(one.file.body.split()) < 1100 and len(one.recommendations) == 3 for one in made)
    assert {theme for one in made for theme in one.themes} == set(known().themes)


def test_the_same_number_makes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_many(tmp_path / name, 5, known())
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert len(first) == 5
