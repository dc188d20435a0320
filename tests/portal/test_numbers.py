"""Telephone numbers: never one that nobody confirmed without saying so, and none where it is not wanted."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
from flask.testing import FlaskClient

from cmr.contacts import Number, load_contacts
from portal import create_app
from promises import text_of

ROOT = Path(__file__).parents[2]
NUMBERS = load_contacts(ROOT / "content").numbers
UNSURE = [number for number in NUMBERS if not number.sure]
AREAS = list(dict.fromkeys(number.area for number in NUMBERS if number.area))


def entry(text: str, number: Number) -> str:
    """What a list of numbers says about one of them."""
    before, found, after = text.partition(f'numbers__number" href="tel:{number.tel}">{number.number}</a>')
    assert found
    return before.rpartition("<li>")[2] + after.partition("</li>")[0]


@pytest.mark.parametrize("number", NUMBERS, ids=[number.id for number in NUMBERS])
def test_help_shows_the_number_and_says_only_where_it_is_not_confirmed(client: FlaskClient, number: Number) -> None:
    said = entry(client.get("/help/").text, number)
    assert ("We have not confirmed this number with the service yet." in said) is not number.sure


@pytest.mark.parametrize("address", ["/help/", "/raise-a-concern/", "/forms/concern/", "/privacy/young-people/"])
def test_no_page_for_the_public_prints_the_notes_of_editors(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    assert [note for note in ("Source:", "Checked ", *(number.source for number in NUMBERS)) if note in text] == []


@pytest.mark.parametrize("address", ["/help/", "/raise-a-concern/", "/forms/concern/"])
def test_999_stands_first_and_then_one_number_for_each_area_each_a_press_away(
    client: FlaskClient, address: str
) -> None:
    document = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    main = next(document.iter("main"))
    first = next(link for link in main.iter("a") if (link.get("href") or "").startswith("tel:"))
    assert first.get("href") == "tel:999"
    areas = list(main.iter("details"))
    assert [text_of(next(area.iter("summary"))) for area in areas] == AREAS
    assert not any("open" in area.attrib for area in areas)
    for area, name in zip(areas, AREAS, strict=True):
        called = next(area.iter("a")).get("href")
        assert called == next(f"tel:{number.tel}" for number in NUMBERS if number.area == name)


@pytest.mark.parametrize("address", ["/raise-a-concern/", "/forms/concern/"])
def test_no_hour_is_left_without_a_number_and_all_others_are_one_link_away(client: FlaskClient, address: str) -> None:
    document = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    box = next(one for one in document.iter("section") if one.get("class") == "cmr-numbers")
    hidden = {link for area in box.iter("details") for link in area.iter("a")}
    shown = [link.get("href") for link in box.iter("a") if link not in hidden]
    out_of_hours = next(number for number in NUMBERS if "out-of-hours" in number.groups)
    assert shown == ["tel:999", f"tel:{out_of_hours.tel}", "/help/"]


def test_starting_comes_before_everything_that_can_be_read_later(client: FlaskClient) -> None:
    text = client.get("/raise-a-concern/").text
    assert text.index('href="tel:999"') < text.index("Start now") < text.index("<h2", text.index("Start now"))
    assert text.count("<h2", 0, text.index("Start now")) == 1


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
