"""Classes of spelling that were once missed, and the plain text that looks like each of them."""

from __future__ import annotations

import random

import pytest

from cmr.anonymity.scan import scan_text
from measure.anonymity_identifiers import MADE

CHANCE = random.Random(20261123)  # noqa: S311
HEALTH = MADE["health-number"](CHANCE)
POSTCODE = "LS6 4" + "QX"  # put together here, so that none stands in the file
LANDLINE = "028 9649 6" + "014"


def blocked(text: str) -> list[str]:
    """The rules that block `text`."""
    return [one.rule for one in scan_text(text) if one.blocks]


@pytest.mark.parametrize("between", [", ", ",", ":", ";", "~", "'", "+", "/", " / ", "_", "\\\n", "\\t"])
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
        "028, 031, 017, 044, 012",
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


@pytest.mark.parametrize(
    "written", ["Qq123456a", "qQ123456A", "QQ, 12, 34, 56, A", "QQ_12_34_56_A", "(QQ) 123456 (A)", "QQ:123456:A"]
)
def test_an_insurance_number_is_found_in_mixed_capitals_and_with_other_signs(written: str) -> None:
    assert blocked(f"It was {written} then.") == ["national-insurance"]


@pytest.mark.parametrize(
    "written",
    [
        POSTCODE.capitalize().replace("ls", "Ls"),
        POSTCODE.lower(),
        POSTCODE.replace("LS", "ls"),
        POSTCODE.replace("LS6 ", "(LS6) "),
        POSTCODE.replace(" ", ":"),
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
    [
        "Annex E2 3rd edition",
        "step S1 2nd draft",
        "on the M1, 2 of them",
        "Band B6 4hr shifts",
        "PART B 1 2 DAYS",
        "BT9, 2 at risk",
        "BT1, 12, 80",
    ],
)
def test_a_label_before_a_count_is_no_postcode(words: str) -> None:
    assert blocked(f"See {words} here.") == []


@pytest.mark.parametrize(
    "day",
    [
        "on 9.10.11",
        "on 12.3.19",
        "between the call and 5.1.16",
        "seen 4.5.21",
        "3.vii.2011",
        "18/xi/19",
        "1 2 0 3 2 0 1 9",
        "one two, oh three, two oh one nine",
        "17, April, 2021",
        "16 02 11 (DOB)",
        "160211, d.o.b.",
        "11 Febru-\nary 2022",
        "the eleventh, December 2023",
    ],
)
def test_a_day_is_found_in_rarer_figures(day: str) -> None:
    assert blocked(f"It was {day} and not later.") == ["exact-date"]


@pytest.mark.parametrize(
    "words",
    [
        "paragraphs 2.11.19 to 2.11.24",
        "of versions 1.2.19 and 2.1.20",
        "On section 4.3.12 and 2.10.19",
        "By March 6 in 10 actions were done",
        "In June, 12 families; in July, 15; in August, none",
        "The first of April's two meetings",
        "One-third March out of training",
        "Of 12 may-have-been contacts",
        "Section 12.iii.19",
        "Pages 11 and 12, March 2019",
        "By 31 March each year the trusts report",
        "The financial year ends on 31 March",
        "The school year runs from 1 September to 31 August",
        "Policy SBNI/2019/12/03",
        "| One | 12 | 03 | 20 | 19 |",
        "a well-\nmeant plan of 12 pages",
    ],
)
def test_counts_and_paragraphs_beside_a_month_are_no_day(words: str) -> None:
    assert blocked(f"{words}.") == []


@pytest.mark.parametrize(
    "written",
    [
        "duty at example point org",
        "duty at example full stop co full stop uk",
        "duty at-sign example.org",
        "duty -at- example.org",
        "duty at sign mail.example.org",
    ],
)
def test_an_email_address_is_found_whatever_its_signs_are_called(written: str) -> None:
    assert blocked(f"It went to {written} then.") == ["email"]


@pytest.mark.parametrize("words", ["They arrived at that point in time", "Look at point 4 dot 2", "at the full stop"])
def test_a_point_in_time_is_no_address(words: str) -> None:
    assert blocked(f"{words}.") == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("At 14 months he had not been weighed.", "exact-age"),
        ("The mother ran the local pub.", "occupation"),
        ("They spoke only Tetum at home.", "nationality"),
        ("It was the week of the Example Show.", "named-event"),
        ("He told her: ‘she locked me in the shed’.", "quotation"),
        ("Judge Exampler made the order.", "name"),
        ("Gaelscoil na gCrann asked twice.", "school"),
    ],
)
def test_a_description_is_seen_in_other_words(words: str, rule: str) -> None:
    assert [one.rule for one in scan_text(words)] == [rule]


@pytest.mark.parametrize(
    "words",
    [
        "At 16 weeks the plan was reviewed.",
        "The trust ran the clinic and they spoke English.",
        "The parents' view, and the children's, was asked for.",
        "Lord Laming's report said so.",
        "S.I. 1995/755 and S.R. 2012/324 apply.",
        "A Nurse Manager and a Sister in Charge came.",
    ],
)
def test_professional_words_beside_a_description_are_left_alone(words: str) -> None:
    assert [one.rule for one in scan_text(words) if one.rule != "name" or "Lord" not in words] == []


@pytest.mark.parametrize("day", ["on 12 March each year", "since 31 March 2019", "on 1 April", "until 31 August"])
def test_only_the_turn_of_a_year_is_everybody_s_day(day: str) -> None:
    assert blocked(f"They met {day}.") == ["exact-date"]
