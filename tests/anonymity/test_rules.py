"""What blocks, what warns, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cmr.anonymity.finding import rules
from cmr.anonymity.passage import Allowed
from cmr.anonymity.scan import scan_text
from cmr.anonymity.summary_text import scan_markdown
from measure.anonymity_corpus import corpus

BLOCKS = {
    "health-number",
    "national-insurance",
    "postcode",
    "email",
    "telephone",
    "exact-date",
    "real-name",
    "document-metadata",
}
WARNS = {
    "postcode-area",
    "town",
    "school",
    "hospital",
    "court",
    "holiday",
    "rare-illness",
    "occupation",
    "ethnicity",
    "religion",
    "nationality",
    "sibling-set",
    "twin",
    "named-event",
    "practitioner-and-place",
    "quotation",
    "many-details",
}


def found(text: str, allowed: Allowed = Allowed()) -> list[tuple[str, str]]:  # noqa: B008 - frozen
    """The rules that see something in `text`, and what they see."""
    return [(one.rule, one.text) for one in scan_text(text, allowed)]


def test_each_rule_has_the_level_that_was_decided_for_it() -> None:
    assert {rules()[rule].level for rule in BLOCKS} == {"block"}
    assert {rules()[rule].level for rule in WARNS} == {"warn"}


@pytest.mark.parametrize("sample", [one.text for one in corpus(11, each=4) if not one.planted][:60])
def test_professional_prose_stays_clean(helplines: Allowed, sample: str) -> None:
    assert [one for one in scan_markdown(sample, helplines) if one.blocks] == []


@pytest.mark.parametrize(
    "words",
    [
        "the year 2019",
        "March 2019",
        "winter 2019",
        "12 weeks",
        "Regulation 17(3)",
        "Article 66",
        "version 2.10.19",
        "2018/19",
        "24/7",
        "£12,000",
        "In March 12 referrals were made",
        "the 12 may be late",
        "ISBN 978-0-12-345678-6",
        "at 9.30am",
        "ages 5 to 9",
        "16-year-olds",
        "Form 12 and ISO 27001",
        "section 4.3.12",
        "999 or 101",
        "a Principal Social Worker",
        "Dr on call",
        "Mother was asked",
        "Northern Ireland",
        "the Family Court",
        "a primary school",
        "a twin-track approach",
        "Never Miss an Appointment",
        "Baby clinics",
        "published 2026-09",
        "2 of the 3 recommendations",
        "ICD-10 and COVID-19",
    ],
)
def test_what_only_looks_like_something_is_left_alone(words: str) -> None:
    assert found(f"The report says {words}, and more.") == []


def test_a_wrong_check_digit_warns_where_it_is_called_a_health_number_and_is_nothing_elsewhere() -> None:
    assert found("H&C number 320 000 0016 was used") == [("health-number-unchecked", "320 000 0016")]
    assert found("a count of 320 000 0016 was used") == []


def test_helplines_are_allowed_in_any_spelling_and_other_numbers_are_not(helplines: Allowed) -> None:
    assert found("0808 800 5000, +44 808 800 5000, 0808-800-5000, 18001 0808 808 8000", helplines) == []
    assert [rule for rule, _ in found("0808 1570 123", helplines)] == ["telephone"]


def test_a_declared_pseudonym_is_no_name() -> None:
    text = "Ms Rowan asked. Aoife came too."
    assert {rule for rule, _ in found(text)} == {"titled-name", "name"}
    assert found(text, Allowed(pseudonyms=frozenset({"Rowan", "Aoife"}))) == []


def test_a_trust_is_named_only_where_the_board_agreed() -> None:
    assert found("the Western Trust") == [("trust-area", "Western Trust")]
    assert found("the Western Trust", replace(Allowed(), trust_areas=True)) == []


@pytest.mark.parametrize(
    "name",
    ["Mrs Doherty", "Sgt O'Neill", "Dr McAteer", "MRS DOHERTY", "mrs doherty", "Nurse Gallagher", "Aoife Doherty"],
)
def test_a_person_s_name_blocks(name: str) -> None:
    assert [one.level for one in scan_text(f"It was {name} who asked.")] == ["block"]


def test_an_area_a_job_and_an_age_are_named_together() -> None:
    seen = {rule for rule, _ in found("The nine-year-old lived near Strabane.\n\nThe father was a lorry driver.")}
    assert "area-age-occupation" in seen
    assert "many-details" not in seen


def test_more_than_two_details_in_one_paragraph_are_named_together() -> None:
    two = "The nine-year-old lived near Strabane."
    assert "many-details" not in {rule for rule, _ in found(two)}
    assert "many-details" in {rule for rule, _ in found(f"{two} She was a twin.")}


def test_a_role_with_a_place_is_one_practitioner() -> None:
    assert ("practitioner-and-place", "health visitor in Strabane") in found(
        "The health visitor in Strabane was not told."
    )
