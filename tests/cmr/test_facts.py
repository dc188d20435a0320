"""What of a submission may be said outside its record: a few answers that nobody can type freely, and no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmr.derived.form_docs import forms_document
from cmr.forms import reference
from cmr.forms.catalogue import load_forms
from cmr.forms.facts import Facts, facts_of
from cmr.forms.form import PROOF_KINDS, Form
from examples import example

FORMS = load_forms(Path(__file__).parents[2] / "content")
EXAMPLE = example("proof")
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


def test_the_agency_is_said_in_the_words_of_its_list_and_the_case_as_it_is_written() -> None:
    answers = {"agency": "south", "case": reference.EXAMPLE, "danger": "yes"}
    assert facts_of(EXAMPLE, answers) == Facts(agency="South & West Trust", case=reference.EXAMPLE, danger=True)


@pytest.mark.parametrize(("answer", "danger"), [("yes", True), ("no", False), ("not-known", None), (None, None)])
def test_only_a_plain_yes_or_no_says_anything_of_danger(answer: str | None, danger: bool | None) -> None:
    assert facts_of(EXAMPLE, {"danger": answer} if answer else {}).danger is danger


def test_what_is_not_known_is_said_so() -> None:
    found = facts_of(EXAMPLE, {"agency": "not-known", "case": {"not_known": True}})
    assert found == Facts(agency="Not known", case="Not known")


def test_a_form_that_names_no_question_has_no_facts() -> None:
    form = example("choice")
    assert facts_of(form, {"choice": "north", "danger": "yes"}) == Facts()


@every_form
def test_no_other_answer_can_get_into_the_facts(form: Form) -> None:
    named = {question_id for question_id in vars(form.proof).values() if question_id}
    others: dict[str, Any] = {question.id: "Quillfeather" for question in form.questions() if question.id not in named}
    assert len(others) > 5
    assert facts_of(form, others) == Facts()


@every_form
def test_no_answer_that_was_typed_freely_can_be_named(form: Form) -> None:
    for name, question_id in vars(form.proof).items():
        if question_id:
            assert form.question(question_id).kind.name == PROOF_KINDS[name] not in {"text", "long_text"}


def test_the_forms_say_who_sent_which_case_was_answered_and_whether_a_child_is_in_danger() -> None:
    assert {slug: {name for name, said in vars(form.proof).items() if said} for slug, form in FORMS.items()} == {
        "concern": {"danger"},
        "known-to-agency": {"agency", "case"},
        "notification": {"agency", "danger"},
    }


def test_what_is_kept_in_clear_is_in_the_document_of_the_forms() -> None:
    document = forms_document({"proof": EXAMPLE})
    assert "in clear: Agency, Case, Danger. Nothing else is." in document
    assert "in clear" not in forms_document({"choice": example("choice")})


@pytest.mark.parametrize(
    "facts", [Facts(), Facts(agency="North"), Facts(danger=False), Facts(agency="North", case="X", danger=True)]
)
def test_facts_are_read_as_they_were_kept(facts: Facts) -> None:
    kept = json.loads(json.dumps(facts.as_json()))
    assert Facts.from_json(kept) == facts
    assert Facts.from_json({**kept, "later": "more"}) == facts
