"""Telephone numbers: never one that nobody confirmed without saying so, and none where it is not wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cmr.contacts import Number, load_contacts
from portal import create_app

ROOT = Path(__file__).parents[2]
NUMBERS = load_contacts(ROOT / "content").numbers
UNSURE = [number for number in NUMBERS if not number.sure]


def entry(text: str, number: str) -> str:
    """What a page says about a number."""
    before, found, after = text.partition(f">{number}</a>")
    assert found
    return before.rpartition("<li>")[2] + after.partition("</li>")[0]


@pytest.mark.parametrize("number", NUMBERS, ids=[number.id for number in NUMBERS])
def test_help_shows_the_number_its_source_and_when_it_was_checked(client: FlaskClient, number: Number) -> None:
    said = entry(client.get("/help/").text, number.number)
    assert f'href="tel:{number.tel}"' in said
    assert "Checked 23 November 2026" in said
    assert ("Not yet confirmed" in said) is not number.sure


def test_some_numbers_are_not_confirmed_so_that_these_tests_mean_something() -> None:
    assert UNSURE


def test_unconfirmed_numbers_can_be_left_out(stylesheet: Path) -> None:
    app = create_app(ROOT / "content", {"STYLESHEET": stylesheet, "SHOW_UNVERIFIED_NUMBERS": False})
    for address in ("/help/", "/raise-a-concern/", "/forms/concern/", "/500.html"):
        text = app.test_client().get(address).text
        assert ">999</a>" in text
        assert [number.id for number in UNSURE if number.number in text] == []


def test_they_can_be_left_out_by_the_environment(stylesheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SHOW_UNVERIFIED_NUMBERS", "false")
    text = create_app(ROOT / "content", {"STYLESHEET": stylesheet}).test_client().get("/help/").text
    assert [number.id for number in UNSURE if number.number in text] == []
