"""Which questions are asked, and what comes of what was typed for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr.forms.form import Form
from cmr.forms.posted import Typed
from cmr.forms.question import NOT_KNOWN, Question
from cmr.forms.validation import check, possible, relevant, schema_for
from examples import NAMES, example

CHAIN = example("chain").topics[0].questions


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def typed(**given: str | list[str]) -> Typed:
    pairs = ((name, [value] if isinstance(value, str) else value) for name, value in given.items())
    return Typed.of((name.replace("_", "-"), one) for name, values in pairs for one in values)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (typed(), ["relation"]),
        (typed(relation="other"), ["relation", "who-else"]),
        (typed(relation="family"), ["relation", "relative"]),
        (typed(relation="family", relative="cousin"), ["relation", "relative"]),
        (typed(relation="family", relative="aunt"), ["relation", "relative", "side"]),
        (typed(relation="family", relative=["cousin", "uncle"]), ["relation", "relative", "side"]),
        # what was typed for a question that is not asked any more opens nothing
        (typed(relation="other", relative="aunt"), ["relation", "who-else"]),
        (typed(relative="aunt", side="mother’s"), ["relation"]),
    ],
)
def test_a_question_is_asked_after_the_answer_it_waits_for(answers: Typed, asked: list[str]) -> None:
    assert ids(relevant(CHAIN, answers)) == asked


def test_what_was_typed_for_a_question_that_is_not_asked_is_no_answer_and_no_mistake() -> None:
    checked = check(CHAIN, typed(relation="other", relative="no-such-relative", side="\x00"))
    assert checked.answers == {"relation": "other"}
    assert not checked.mistakes


def test_a_required_question_is_missed_only_where_it_is_asked() -> None:
    assert [mistake.text for mistake in check(CHAIN, typed()).mistakes] == ["Select who you are"]
    assert [mistake.text for mistake in check(CHAIN, typed(relation="family")).mistakes] == [
        "Select which relative you are"
    ]
    assert [mistake.text for mistake in check(CHAIN, typed(relation="family", relative="aunt")).mistakes] == [
        "Enter the side of the family"
    ]
    assert not check(CHAIN, typed(relation="family", relative="cousin")).mistakes


def test_mistakes_stand_in_the_order_of_the_questions() -> None:
    form = example("topics")
    topic = form.topics[0]
    both = check(topic.questions, typed(died="perhaps"))
    assert [mistake.question.id for mistake in both.mistakes] == ["died"]
    questions = (*example("date-past").questions(), *example("text").questions(), *example("email").questions())
    mixed = check(questions, typed(date_past_day="1", date_past_not_known="yes", email="nonsense"))
    assert [mistake.question.id for mistake in mixed.mistakes] == ["date-past", "text", "email"]


@pytest.mark.parametrize("name", NAMES)
def test_inputs_that_belong_to_no_question_are_ignored(name: str) -> None:
    questions = tuple(question for question in example(name).questions() if not question.questions)
    strange = typed(csrf="x", admin="yes", kind="text", __class__="x", relation_x="y")
    assert check(questions, strange) == check(questions, Typed())


def test_an_answer_elsewhere_opens_a_question_here() -> None:
    later = example("topics").topics[1].questions
    assert ids(relevant(later, Typed())) == ["children"]
    assert ids(relevant(later, Typed(), beyond=typed(coroner="yes"))) == ["coroner-name", "children"]
    assert ids(relevant(later, Typed(), beyond=typed(died="no"))) == ["carers", "children"]


def test_what_is_posted_now_counts_over_what_was_known_before() -> None:
    assert ids(relevant(CHAIN, typed(relation="other"), beyond=typed(relation="family"))) == ["relation", "who-else"]


def test_a_page_shows_every_question_that_an_answer_on_it_could_open() -> None:
    assert possible(CHAIN, Typed()) == CHAIN
    later = example("topics").topics[1].questions
    assert ids(possible(later, Typed())) == ["children"]
    assert ids(possible(later, typed(coroner="no", died="no"))) == ["carers", "children"]


def test_the_schema_requires_what_the_questions_require() -> None:
    questions = (*example("text").questions(), *example("date-past").questions(), *example("chain").questions())
    schema = schema_for(questions)
    assert {name: field.required for name, field in schema.fields.items()} == {
        one.id: one.required for one in questions
    }
    assert schema.validate({})["text"] == ["Enter your role"]


def test_nothing_is_required_of_a_form_that_requires_nothing() -> None:
    questions = tuple(question for question in example("optional").topics[0].questions if not question.questions)
    assert check(questions, Typed()) == check(questions, typed(nickname="  ", signs=["", ""]))
    assert check(questions, Typed()).answers == {}
    assert check(questions, Typed()).mistakes == ()


def test_not_known_beside_nothing_is_an_answer_for_every_question_that_offers_it() -> None:
    (question,) = example("email").questions()
    assert check([question], typed(email_not_known="yes")).answers == {"email": NOT_KNOWN}
    (mistake,) = check([question], typed(email_not_known="yes", email="a@example.org")).mistakes
    assert mistake.inputs == ("email", "email-not-known")


def some_typing(form: Form) -> st.SearchStrategy[Typed]:
    """Anything that could be posted for a form: its own options, words, or nothing."""
    values: dict[str, st.SearchStrategy[list[str]]] = {}
    for question in form.questions():
        offered = [option.value for option in question.kind.options(question)]
        one = st.sampled_from([*offered, "words", "1"]) if offered else st.sampled_from(["words", "2024", "1", ""])
        for name in question.kind.inputs(question):
            values[name] = st.lists(one, max_size=2)
    fixed = st.fixed_dictionaries({}, optional=values)
    return fixed.map(lambda given: Typed({name: tuple(some) for name, some in given.items()}))


@pytest.mark.parametrize("name", ["chain", "optional", "choices", "topics"])
@given(st.data())
def test_every_question_asked_is_answered_or_missed_and_no_other_is(name: str, data: st.DataObject) -> None:
    form = example(name)
    questions = tuple(question for topic in form.topics for question in topic.plain)
    given_typed = data.draw(some_typing(form))
    asked = relevant(questions, given_typed)
    checked = check(questions, given_typed)
    answered, missed = {*checked.answers}, {mistake.question.id for mistake in checked.mistakes}
    assert not answered & missed
    assert answered | missed <= {*ids(asked)}
    assert {question.id for question in asked if question.required} <= answered | missed
    assert [*checked.answers] == [one for one in ids(asked) if one in answered]


@given(st.data())
def test_asking_is_settled_by_the_answers_that_are_asked_for(data: st.DataObject) -> None:
    """Dropping what was typed for questions that are not asked changes nothing: one look is enough."""
    form = example("chain")
    given_typed = data.draw(some_typing(form))
    asked = relevant(CHAIN, given_typed)
    kept = given_typed.only(name for question in asked for name in question.kind.inputs(question))
    assert relevant(CHAIN, kept) == asked
    assert check(CHAIN, kept) == check(CHAIN, given_typed)
