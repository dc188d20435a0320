"""What the journeys rest on: persona files that cannot say a thing in vain, and a watch that sees what it must."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cmr import clock
from journeys.filling import date_parts
from journeys.looking import Watch
from journeys.personas import BadPersona, load

WHO = 'story = "Somebody."\nform = "concern"\nstarts = "/"\n'


def persona_of(folder: Path, steps: str) -> Path:
    file = folder / "somebody.toml"
    file.write_text(WHO + steps, "utf-8")
    return file


@pytest.mark.parametrize(
    "steps",
    [
        '[[step]]\non = "A"\nprees = "Continue"',
        '[[step]]\non = "A"\npress = "Continue"\nfollow = "Change"',
        '[[step]]\non = "A"\ngo = "sideways"',
        '[[step]]\non = "A"\nmeanwhile = "the sun sets"',
        '[[step]]\non = "A"\npress = "Exit"\nleaves_for = "https://elsewhere.example"',
        'mood = "glad"\n[[step]]\non = "A"',
    ],
)
def test_a_persona_that_says_what_cannot_be_done_is_refused_by_name(tmp_path: Path, steps: str) -> None:
    with pytest.raises(BadPersona, match=r"somebody\.toml"):
        load(persona_of(tmp_path, steps))


def test_steps_are_repeated_with_their_turn_put_in_and_only_those_between_are_the_same_again(tmp_path: Path) -> None:
    steps = '[[step]]\nrepeat = 3\nfirst = 2\n[[step.step]]\non = "Child {n}"\nfill = { name = "Name {n}" }'
    found = load(persona_of(tmp_path, steps)).steps
    assert [(step.on, step.fill["name"], step.again) for step in found] == [
        ("Child 2", "Name 2", False),
        ("Child 3", "Name 3", True),
        ("Child 4", "Name 4", False),
    ]


def test_a_date_is_typed_as_far_as_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 1))
    assert date_parts("27 3 2026") == ("27", "3", "2026")
    assert date_parts("3 2026") == ("", "3", "2026")
    assert date_parts("2026") == ("", "", "2026")
    assert date_parts("today") == ("1", "3", "2026")
    assert date_parts("2 days ago") == ("27", "2", "2026")


def test_what_was_typed_is_found_in_the_browsers_history_however_it_is_written_there() -> None:
    watch = Watch("http://127.0.0.1:1", scripts=True, titles=["Remove Quarrow Éabha?", "Help"])
    watch.requests = ["http://127.0.0.1:1/?q=Quarrow+%C3%89abha", "http://127.0.0.1:1/quarrow%20%C3%A9abha/", "x:y"]
    assert watch.history_with(["Quarrow Éabha"]) == [
        "http://127.0.0.1:1/?q=Quarrow Éabha",
        "http://127.0.0.1:1/quarrow éabha/",
        "Remove Quarrow Éabha?",
    ]
    assert watch.history_with(["a"]) == []


def test_an_address_of_another_site_is_seen() -> None:
    watch = Watch("http://127.0.0.1:1", scripts=True)
    watch.requests = ["http://127.0.0.1:1/", "http://127.0.0.1:2/", "https://elsewhere.example/a"]
    assert watch.elsewhere == watch.requests[1:]
