"""One door from TOML to an object: a dataclass says what a table holds, and a slip is named by line and in plain words.

The forms, flows and files of words each have tests of their own; here is what the door itself promises to all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import at_least, between, one_of, written
from cmr.files.written_addresses import Elsewhere, Here, Id
from slips import refused, spoilt

PATH = Path("an-example.toml")
GOOD = """name = "A meeting"

[place]
page = "/panel/"
link = "https://www.example.org/"

[[guest]]
id = "first"
since = 2026-11-23
seats = 2
mark = "sure"
code = "AB"
groups = ["one", "two"]
pairs = [["a", "b"], ["c"]]

[[guest]]
id = "second"
since = 2026-11-24
seats = 1
mark = "unsure"
groups = ["one"]
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    page: Here
    link: Elsewhere


@dataclass(frozen=True, kw_only=True)
class Guest:
    id: Id
    since: date
    seats: int = field(metadata=between(1, 3))
    mark: str = field(metadata=one_of(["sure", "unsure"]))
    groups: tuple[Id, ...]
    code: str = field(default="", metadata=written("[A-Z]{2}", "two capitals"))
    pairs: tuple[tuple[str, ...], ...] = ()
    floor: int | None = field(default=None, metadata=at_least(0))


def read(text: str) -> tuple[Place, list[Guest]]:
    whole = Row.whole(TomlFile(PATH, text))
    whole.only({"name", "place", "guest"})
    guests = [row.made(Guest) for row in whole.rows("guest", "a guest", at_least=2)]
    return whole.table("place").made(Place), guests


def test_what_is_right_is_read_and_lasts() -> None:
    place, (first, second) = read(GOOD)
    assert place == Place(page="/panel/", link="https://www.example.org/")
    assert (first.groups, first.pairs, first.floor) == (("one", "two"), (("a", "b"), ("c",)), None)
    assert (second.since, second.code) == (date(2026, 11, 24), "")
    assert hash(first) != hash(second), "nothing in it can be changed"


@pytest.mark.parametrize(
    ("good", "bad", "line", "says"),
    [
        ('name = "A meeting"', 'nam = "A meeting"', 1, "an-example.toml cannot say 'nam'"),
        ('page = "/panel/"', 'page = "panel"', 4, "'page' of [place] must be an address of this site"),
        ('link = "https:', 'link = "http:', 5, "'link' of [place] must be a whole address"),
        ('link = "https://www.example.org/"\n', "", 3, "[place] must also say 'link'"),
        ('"https://www.example.org/"\n', '"https://www.example.org/"\nroom = 1\n', 6, "[place] cannot say 'room'"),
        ('id = "second"', 'id = "The second"', 17, "'id' of a guest must be small letters"),
        ('id = "second"\n', "", 16, "a guest must also say 'id'"),
        ("2026-11-24", "2026-11-24T10:00:00", 18, "'since' of a guest must be a date without quotation marks"),
        ("seats = 1", 'seats = "1"', 19, "'seats' of a guest must be a whole number"),
        ("seats = 1", "seats = true", 19, "'seats' of a guest must be a whole number"),
        ("seats = 1", "seats = 4", 19, "'seats' of a guest must be a whole number from 1 to 3"),
        ('mark = "unsure"', 'mark = "perhaps"', 20, "'mark' of a guest must be one of: sure, unsure"),
        ('groups = ["one"]', "groups = []", 21, "'groups' of a guest must not be empty"),
        ('groups = ["one"]', 'groups = "one"', 21, "'groups' of a guest must be a list, each one small letters"),
        ('groups = ["one"]', 'groups = ["One"]', 21, "'groups' of a guest must be a list, each one small letters"),
        ('code = "AB"', 'code = "ABC"', 12, "'code' of a guest must be two capitals"),
        ('pairs = [["a", "b"], ["c"]]', 'pairs = [["a", 2]]', 14, "'pairs' of a guest must be a list, each one a list"),
        ('code = "AB"', "floor = -1", 12, "'floor' of a guest must be a whole number, 0 or more"),
        (GOOD[GOOD.rindex("[[guest]]") :], "", 7, "an-example.toml must have 2 [[guest]] or more"),
    ],
)
def test_a_slip_is_named_by_its_line_and_in_plain_words(good: str, bad: str, line: int, says: str) -> None:
    with refused(PATH, line, says):
        read(spoilt(GOOD, good, bad))


def test_a_row_written_in_place_is_named_by_its_own_line() -> None:
    text = 'name = "x"\nguest = [\n  { id = "a" },\n  { id = "B" },\n]\n'
    rows = Row.whole(TomlFile(PATH, text)).rows("guest", "a guest")
    with refused(PATH, 4, "'id' of a guest must be small letters"):
        for row in rows:
            row.made(Named)


@dataclass(frozen=True, kw_only=True)
class Named:
    id: Id
