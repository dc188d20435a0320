"""Classes of spelling that were once missed, and the plain text that looks like each of them."""

from __future__ import annotations

import random

import pytest

from cmr.anonymity.scan import scan_text
from laptop.anonymity_identifiers import MADE

CHANCE = random.Random(20261123)  # noqa: S311
HEALTH = MADE["health-number"](CHANCE)
POSTCODE = "LS6 4" + "QX"  # put together here, so that none stands in the file
LANDLINE = "028 9649 6" + "014"


def blocked(text: str) -> list[str]:
    """The rules that block `text`."""
    return [one.rule for one in scan_text(text) if one.blocks]


@pytest.mark.parametrize("between", [", ", ",", ":", "'", "+", "/", " / ", "_", "\\\n", "\\t"])
@pytest.mark.parametrize("number", [HEALTH, LANDLINE])
def test_a_number_is_found_whatever_stands_between_its_groups(number: str, between: str) -> None:
    assert len(blocked(f"It was {number.replace(' ', between)} then.")) == 1


@pytest.mark.parametrize(
    "counts",
    [
        "12, 15, 18, 20, 22, 25 and 31",
        "320, 415, 2,268 and 9,649",
        "0:20, 0:45, 1:10 and 2:30",
        "00:15, 01:30, 02:45, 03:15",
        "0 1 2 3 4 5 6 7 8 9 10",
        "5 6 7 8 9 10 11",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        "120 + 415 + 2268",
    ],
)
def test_a_list_of_counts_or_times_is_no_number_of_anybody(counts: str) -> None:
    assert blocked(f"The counts were {counts} in all.") == []


def test_a_long_list_of_counts_hides_no_number_behind_it() -> None:
    assert blocked(", ".join(str(count) for count in range(10, 60)) + f", {LANDLINE}") == ["telephone"]


@pytest.mark.parametrize(
    "said",
    [
        "oh two eight 9649 6014",
        "oh seven seven double oh nine hundred one two three",
        "nought two eight, nine six four nine, six oh one four",
    ],
)
def test_a_number_is_found_that_is_partly_said(said: str) -> None:
    assert blocked(f"It was {said} then.") == ["telephone"]


@pytest.mark.parametrize("written", ["Qq123456a", "qQ123456A", "QQ, 12, 34, 56, A", "QQ_12_34_56_A"])
def test_an_insurance_number_is_found_in_mixed_capitals_and_with_other_signs(written: str) -> None:
    assert blocked(f"It was {written} then.") == ["national-insurance"]


@pytest.mark.parametrize(
    "written",
    [
        POSTCODE.capitalize().replace("ls", "Ls"),
        POSTCODE.lower(),
        " ".join(POSTCODE.replace(" ", "")),
        POSTCODE.replace(" ", ", "),
        POSTCODE[:5] + " " + POSTCODE[5:],
        POSTCODE[:6] + "." + POSTCODE[6:] + ".",
        POSTCODE.replace("LS", "LS "),
        POSTCODE.replace("LS6", "LSl6"),
    ],
)
def test_a_postcode_of_great_britain_is_found_as_northern_ireland_s_are(written: str) -> None:
    assert blocked(f"It was {written} then.") == ["postcode"]


@pytest.mark.parametrize(
    "words",
    ["Annex E2 3rd edition", "step S1 2nd draft", "on the M1, 2 of them", "Band B6 4hr shifts", "PART B 1 2 DAYS"],
)
def test_a_label_before_a_count_is_no_postcode(words: str) -> None:
    assert blocked(f"See {words} here.") == []
