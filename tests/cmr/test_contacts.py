"""The telephone numbers: what is dialled is what is read, and each says where it was read and when."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cmr import clock
from cmr.contacts import MARKS, Number, Office, load_contacts
from cmr.errors import ContentError
from cmr.forms.catalogue import load_forms

CONTENT = Path(__file__).parents[2] / "content"
CONTACTS = load_contacts(CONTENT)
FORMS = load_forms(CONTENT)
TEXT = """
groups = ["talk", "danger"]

[office]
name = "The office"

[[number]]
id = "first"
service = "First"
number = "028 9649 6000"
tel = "+442896496000"
groups = ["danger"]
for = "Call."
mark = "verified"
source = "A page"
checked = 2026-11-23

[[number]]
id = "second"
service = "Second"
number = "028 9649 6001"
tel = "+442896496001"
groups = ["danger", "talk"]
for = "Call later."
mark = "unverified"
source = "Hearsay"
checked = 2026-11-23
"""

every_number = pytest.mark.parametrize("number", CONTACTS.numbers, ids=lambda number: str(number.id))


def written(folder: Path, text: str) -> Path:
    (folder / "contacts.toml").write_text(text, "utf-8")
    return folder


# Ours


@every_number
def test_a_link_dials_the_number_that_is_read(number: Number) -> None:
    read = number.number.replace(" ", "")
    assert number.tel.removeprefix("+44") == (read.removeprefix("0") if number.tel.startswith("+44") else read)


@every_number
def test_a_number_says_when_to_call_where_it_was_read_and_when_it_was_checked(number: Number) -> None:
    assert number.when.endswith(".")
    assert number.source
    assert number.mark in MARKS
    assert date(2026, 1, 1) <= number.checked <= clock.today(), "nobody has checked it tomorrow"


def test_no_number_stands_twice() -> None:
    assert len({number.id for number in CONTACTS.numbers}) == len(CONTACTS.numbers)


def test_999_comes_first_of_all_and_of_the_danger_numbers() -> None:
    assert CONTACTS.numbers[0].tel == "999"
    assert CONTACTS.group("danger")[0].tel == "999"


def test_every_area_has_one_number_to_call_in_danger_and_no_hour_is_without_one() -> None:
    danger = CONTACTS.group("danger")
    areas = [number.area for number in danger if number.area]
    assert sorted(areas) == sorted({number.area for number in CONTACTS.group("gateway")})
    assert [number.area for number in danger if "out-of-hours" in number.groups] == [""], "it is for every area"


def test_the_number_of_an_area_is_the_first_of_its_gateway_team() -> None:
    danger = {number.area: number for number in CONTACTS.group("danger") if number.area}
    first = {number.area: number for number in reversed(CONTACTS.group("gateway"))}
    assert danger == first


def test_every_group_of_numbers_that_a_form_shows_exists_without_the_unsure_ones_too() -> None:
    sure = load_contacts(CONTENT, unsure=False)
    shown = {advice.numbers for form in FORMS.values() for one in form.questions() for advice in one.advice} - {""}
    assert "danger" in shown
    for group in shown:
        assert CONTACTS.group(group)
        assert sure.group(group)


def test_the_boards_own_details_are_empty_until_they_are_known() -> None:
    assert CONTACTS.office.name
    assert (CONTACTS.office.phone, CONTACTS.office.email, CONTACTS.office.address) == ("", "", ())


# Any


def test_numbers_nobody_has_confirmed_can_be_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path, TEXT)
    assert [one.id for one in load_contacts(folder).numbers] == ["first", "second"]
    assert [one.id for one in load_contacts(folder, unsure=False).numbers] == ["first"]
    assert [one.sure for one in load_contacts(folder).numbers] == [True, False]


def test_a_group_holds_its_numbers_in_the_files_order(tmp_path: Path) -> None:
    contacts = load_contacts(written(tmp_path, TEXT))
    assert [one.id for one in contacts.group("danger")] == ["first", "second"]
    assert [one.id for one in contacts.group("talk")] == ["second"]
    assert contacts.group("") == contacts.numbers
    with pytest.raises(ValueError, match="'aliens'"):
        contacts.group("aliens")


def test_an_office_may_be_reached_in_several_ways(tmp_path: Path) -> None:
    text = TEXT.replace(
        '"The office"', '"The office"\nphone = "028 9649 6002"\naddress = ["1 Example Street", "Exampletown"]'
    )
    assert load_contacts(written(tmp_path, text)).office == Office(
        name="The office", phone="028 9649 6002", address=("1 Example Street", "Exampletown")
    )


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('tel = "+442896496001"', 'tel = "028 9649 6001"', "'tel' of a number must be digits alone"),
        ('number = "028 9649 6001"', 'number = "nine"', "'number' of a number must be digits and spaces"),
        ('mark = "unverified"', 'mark = "probably"', "'mark' of a number must be one of: verified"),
        ('groups = ["danger", "talk"]', "groups = []", "'groups' of a number must not be empty"),
        ('groups = ["danger", "talk"]', 'groups = "talk"', "'groups' of a number must be a list"),
        ('source = "Hearsay"', 'sauce = "Hearsay"', "a number cannot say 'sauce'"),
        ('name = "The office"', 'name = "The office"\nfax = "1"', "[office] cannot say 'fax'"),
        ('id = "second"', 'id = "first"', "is written twice"),
    ],
)
def test_a_slip_in_the_contacts_names_file_and_line(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert TEXT.count(good) == 1
    text = TEXT.replace(good, bad)
    with pytest.raises(ContentError) as refusal:
        load_contacts(written(tmp_path, text))
    assert said in refusal.value.problem
    named = text.splitlines()[refusal.value.line - 1]
    key = re.match(r"\w+", bad.splitlines()[-1])
    assert key
    assert named.startswith(key.group()) or named == "[[number]]"
    assert refusal.value.path == tmp_path / "contacts.toml"
