"""The contract of a kind of question, kept by every question of every form and of every example.

The tables hold good and bad examples by kind. An example is what is typed, by how the inputs' names end: "" is the
question itself, "-day" one of its boxes.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checked_page import CheckedPage
from cmr import clock
from cmr.forms import answers, reference
from cmr.forms.catalogue import load_forms
from cmr.forms.kinds import KINDS
from cmr.forms.kinds.date import PartialDate
from cmr.forms.kinds.text import TextField
from cmr.forms.posted import UNREADABLE, Typed, unprintable
from cmr.forms.question import COMMON_MESSAGES, NOT_KNOWN, Question
from cmr.forms.rendering import ItemLine
from drawn import answered, asked_always, names_of, page_of, posted, typed_into
from examples import NAMES, example

Inputs = dict[str, str | list[str]]

FORMS = load_forms(Path(__file__).parents[2] / "content")
EXAMPLES = {name: next(example(name).questions()) for name in NAMES}
PLACES = [*FORMS.values(), *(example(name) for name in NAMES)]
QUESTIONS = {f"{form.slug}:{question.id}": question for form in PLACES for question in form.questions()}

every_question = pytest.mark.parametrize("name", QUESTIONS)
ODD_BUT_TEXT = (
    "שלום עליכם",  # right to left
    "a\u200bb\u200d\ufeff",  # zero width
    "\U0001f9d2\U0001f3fd and \U00020bb7",  # four bytes each
    "\"quoted\" 'twice' <b>&amp;</b> {{ 7 * 7 }} {% raw %}",
    "</textarea></form><script>alert(1)</script>",
    "Séan Ó Faoláin",
    "=1+1",
)
NO_TEXT = ("a\x00b", "\x07", "a\x85b", "\x7f", "a\ufffeb", "\U0001ffff", UNREADABLE, "\x1b[31m")
LONE_SURROGATE = dict(parse_qsl("it=%ED%A0%80", errors="replace"))["it"]

EMAILS = (
    "a@example.org",
    "first.last+tag@sub.example.co.uk",
    "o'neill@example.org",
    "UPPER@EXAMPLE.ORG",
    "person@münchen.example",
    "  spaces@example.org  ",
    "1@example.org",
    "a" * 64 + "@example.org",
)
NO_EMAILS = (
    "a",
    "a@",
    "@example.org",
    "a@example",
    "a@example..org",
    "a.@example.org",
    "a@@example.org",
    "a@example.org,b@example.org",
    "a b@example.org",
    "a@exam ple.org",
    "a@-example.org",
    "mailto:a@example.org",
    "Ann <a@example.org>",
    "a@[127.0.0.1]",
    "a" * 65 + "@example.org",
)
TELEPHONES = (
    "028 9649 6000",
    "02896496000",
    "(028) 9649 6000",
    "028-9649-6000",
    "+44 28 9649 6000",
    "0044 28 9649 6000",
    "+44 (0)28 9649 6000",
    "07700 900 982",
    "07700900982",
    "+447700900982",
    "028 9649 6000 ext 12",
)
NO_TELEPHONES = (
    "none",
    "1",
    "07700 900 9822 111",
    "@example",
    "++",
    "+999 28 9649 6000",
)
NOT_PAST = clock.today().year + 1

GOOD: dict[str, list[Inputs]] = {
    "text": [{"": "Designated officer"}, *({"": text} for text in ODD_BUT_TEXT)],
    "long_text": [{"": "One line"}, {"": "Two\n\nlines\tand a tab\u2028"}, *({"": text} for text in ODD_BUT_TEXT)],
    "email": [{"": email} for email in EMAILS],
    "telephone": [{"": number} for number in TELEPHONES],
    "date": [
        {"-day": "3", "-month": "11", "-year": "2024"},
        {"-day": "03", "-month": " 04 ", "-year": "2024"},
        {"-day": "3", "-month": "November", "-year": "2024"},
        {"-day": "3", "-month": "nov", "-year": "2024"},
        {"-day": "3", "-month": "Sept", "-year": "2024"},
        {"-day": "3", "-month": "Sept.", "-year": "2024"},
        {"-day": "29", "-month": "2", "-year": "2024"},
        {"-day": "31", "-month": "12", "-year": "1900"},
    ],
    "address": [
        {"-line-1": "1 Example Street", "-line-2": "Flat 2", "-town": "Exampletown", "-postcode": "BT99 9ZZ"},
        {"-town": "Somewhere near Exampletown"},
        {"-line-1": ODD_BUT_TEXT[4], "-town": ODD_BUT_TEXT[0]},
    ],
    "hc_number": [
        {"": "320 000 0015"},
        {"": "3200000023"},
        {"": "350-000-0002"},
        {"": " 399 999 9993 "},
        {"": "345\u00a0678\u20119017"},
    ],
    "reference": [
        {"": reference.EXAMPLE},
        {"": reference.EXAMPLE.lower()},
        {"": f" {reference.EXAMPLE.replace('-', ' ')} "},
        {"": reference.EXAMPLE.replace("-", "")},
        {"": reference.EXAMPLE.replace("-", "\u2013")},
    ],
    "declaration": [{"": "yes"}],
}
"""Kinds that choose from a list are not here: each of their options is good."""

BAD: dict[str, list[tuple[str, Inputs]]] = {
    "text": [
        ("too_long", {"": "x" * 201}),
        ("too_long", {"": "\U0001f9d2" * 201}),
        ("unprintable", {"": "one\ntwo"}),
        ("unprintable", {"": "one\u2028two"}),
        *(("unprintable", {"": text}) for text in (*NO_TEXT, LONE_SURROGATE)),
    ],
    "long_text": [
        ("too_long", {"": "x" * 4001}),
        *(("unprintable", {"": text}) for text in (*NO_TEXT, LONE_SURROGATE)),
    ],
    "email": [
        *(("format", {"": email}) for email in NO_EMAILS),
        ("too_long", {"": f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.example.org"}),
        *(("unprintable", {"": f"a{text}@example.org"}) for text in (*NO_TEXT, LONE_SURROGATE)),
    ],
    "telephone": [
        *(("format", {"": number}) for number in NO_TELEPHONES),
        ("too_long", {"": "028 9649 6000" + " " * 40 + "1"}),
        *(("unprintable", {"": f"028 9649 {text}"}) for text in (*NO_TEXT, LONE_SURROGATE)),
    ],
    "date": [
        ("incomplete", {"-day": "3", "-year": "2024"}),
        ("incomplete", {"-day": "3", "-month": "11"}),
        ("incomplete", {"-month": "11"}),
        ("real", {"-day": "31", "-month": "6", "-year": "2024"}),
        ("real", {"-day": "29", "-month": "2", "-year": "2027"}),
        ("real", {"-day": "0", "-month": "2", "-year": "2024"}),
        ("real", {"-day": "3", "-month": "13", "-year": "2024"}),
        ("real", {"-day": "3", "-month": "0", "-year": "2024"}),
        ("real", {"-day": "3", "-month": "ma", "-year": "2024"}),
        ("real", {"-day": "3", "-month": "Novembre", "-year": "2024"}),
        ("real", {"-day": "third", "-month": "11", "-year": "2024"}),
        ("real", {"-day": "-3", "-month": "11", "-year": "2024"}),
        ("real", {"-day": "٣", "-month": "11", "-year": "2024"}),
        ("real", {"-day": "3", "-month": "11", "-year": "1899"}),
        ("real", {"-day": "3", "-month": "11", "-year": "2200"}),
        ("real", {"-day": "3\x00", "-month": "11", "-year": "2024"}),
        ("year", {"-day": "3", "-month": "11", "-year": "24"}),
        ("year", {"-day": "3", "-month": "11", "-year": "20244"}),
        ("year", {"-day": "3", "-month": "11", "-year": "last"}),
        ("year", {"-day": "3", "-month": "11", "-year": LONE_SURROGATE}),
        ("past", {"-day": "1", "-month": "1", "-year": str(NOT_PAST)}),
    ],
    "yes_no": [("unlisted", {"": "perhaps"}), ("unlisted", {"": LONE_SURROGATE})],
    "choice": [("unlisted", {"": "no-such-thing"}), ("unlisted", {"": "x" * 5000})],
    "choices": [
        ("unlisted", {"": ["no-such-thing"]}),
        ("unlisted", {"": ["no-such-thing", LONE_SURROGATE]}),
    ],
    "address": [
        ("too_long", {"-line-1": "x" * 121}),
        ("too_long", {"-line-1": "1 Example Street", "-postcode": "9" * 121}),
        *(("unprintable", {"-town": text}) for text in (*NO_TEXT, LONE_SURROGATE)),
    ],
    "hc_number": [
        ("format", {"": "320 000 001"}),
        ("format", {"": "320 000 00155"}),
        ("format", {"": "320 000 OO15"}),
        ("format", {"": "٣٢٠٠٠٠٠٠١٥"}),
        ("format", {"": LONE_SURROGATE}),
        ("elsewhere", {"": "943 476 5919"}),  # valid, in England and Wales
        ("elsewhere", {"": "320 000 0007"}),  # its check digit fits, and it lies just below the range
        ("elsewhere", {"": "999 000 0018"}),
        ("check", {"": "320 000 0016"}),
        ("check", {"": "321 000 0000"}),  # no digit would fit
        ("check", {"": "399 999 9990"}),
        ("unlisted", {"-reason": "no-such-reason"}),
    ],
    "reference": [
        ("format", {"": reference.EXAMPLE[:-1]}),
        ("format", {"": reference.EXAMPLE + "7"}),
        ("format", {"": reference.EXAMPLE.replace("7", "3", 1)}),
        ("format", {"": "0" + reference.EXAMPLE[1:]}),
        ("format", {"": LONE_SURROGATE}),
        ("format", {"": "x" * 5000}),
    ],
    "declaration": [],
}
NEEDS_MORE = {"hc_number": {"both"}, "choices": {"exclusive"}}
"""Mistakes that need one of the question's own options: each has a test of its own below."""


def says(question: Question, key: str) -> bool:
    """Whether the question says so of itself, with a key that only its kind knows."""
    return bool(getattr(question.rules, key, False))


def good(question: Question) -> list[Inputs]:
    """Answers that this question takes."""
    values = [option.value for option in question.kind.options(question)]
    if question.kind.name == "choices":
        together = [option.value for option in question.kind.options(question) if not option.exclusive]
        return [{"": [value]} for value in values] + [{"": together}]
    if question.kind.name in {"choice", "yes_no"}:
        return [{"": value} for value in values]
    if question.kind.name == "hc_number":
        return GOOD["hc_number"] + [{"-reason": value} for value in values]
    partial: list[Inputs] = [{"-month": "May", "-year": "2024"}, {"-year": "2024"}]
    longest = question.most or max(len(email) for email in EMAILS)
    fitting = [one for one in GOOD[question.kind.name] if len("".join(one.get("", ""))) <= longest]
    return fitting + (partial if says(question, "partial") else [])


def bad(question: Question) -> Iterator[tuple[str, Inputs]]:
    """Mistakes that can be made with this question, each with its code."""
    for code, inputs in BAD[question.kind.name]:
        may = code == "incomplete" and says(question, "partial") and "-year" in inputs and "-day" not in inputs
        if not may and (code != "past" or says(question, "past")) and not (code == "too_long" and question.most > 4000):
            yield code, inputs


def answer_to(question: Question) -> Any:
    """Some answer, of a repeating group too."""
    if question.questions:
        return {"items": [{inner.id: answer_to(inner) for inner in question.questions}]}
    return answered(question, **good(question)[0])[0]


typed_questions = [question for question in QUESTIONS.values() if not question.questions]
every_typed_question = pytest.mark.parametrize(
    "question", typed_questions, ids=[name for name, question in QUESTIONS.items() if not question.questions]
)


@cache
def untouched(name: str) -> CheckedPage:
    """A question before anything is typed."""
    return page_of([asked_always(QUESTIONS[name])])


def wording(question: Question, code: str) -> re.Pattern[str]:
    """The words for a mistake as the question, or else its kind, declares them; any facts in their places."""
    words = question.errors.get(code) or question.kind.messages.get(code) or COMMON_MESSAGES[code]
    lower = question.title if question.title[:2].isupper() else question.title[:1].lower() + question.title[1:]
    words = words.replace("{title}", question.title).replace("{lower}", lower)
    return re.compile(re.sub(r"\\{\w+\\}", "(.+)", re.escape(words)))


# It is drawn


@every_question
def test_it_is_drawn_with_every_input_it_reads(name: str) -> None:
    question = QUESTIONS[name]
    page = untouched(name)
    assert set(question.kind.inputs(question)) <= names_of(page)
    assert not posted(page), "nothing is chosen beforehand"


@every_question
def test_it_is_asked_in_its_own_words(name: str) -> None:
    question = QUESTIONS[name]
    shown = untouched(name).shown
    for words in (question.asked, question.hint, *(option.label for option in question.kind.options(question))):
        assert " ".join(words.split()) in shown
    assert question.asked.endswith("(optional)") is not question.required


@every_typed_question
def test_what_was_typed_is_there_again_when_it_is_redrawn(question: Question) -> None:
    for inputs in (good(question)[0], good(question)[-1]):
        typed = typed_into(question, inputs)
        assert posted(page_of([asked_always(question)], typed)) == typed


@every_typed_question
def test_a_mistake_is_shown_at_its_input_with_what_was_typed(question: Question) -> None:
    found = [*dict(bad(question)).values(), {}]
    for inputs in found if question in EXAMPLES.values() else found[-2:]:
        typed = typed_into(question, inputs)
        _, mistake = answered(question, **inputs)
        if mistake is None:
            assert not inputs
            assert not question.required
            continue
        page = page_of([asked_always(question)], typed, [mistake])
        assert page.errors == [(" ".join(mistake.text.split()), f"#{mistake.inputs[0]}")]
        (target,) = (one for one in page.root.iter() if one.get("id") == mistake.inputs[0])
        assert target.tag in {"input", "select", "textarea"}
        assert f"Error: {' '.join(mistake.text.split())}" in page.shown
        offered = {option.value for option in question.kind.options(question)}
        if not offered:
            assert posted(page) == typed.showable()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LINES = st.lists(TEXT, max_size=4).map("\n".join) | st.sampled_from(ODD_BUT_TEXT + NO_TEXT)
ONE_LINE = LINES.map(lambda text: " ".join(text.splitlines()))  # all that an input of one line lets through
TYPED_IN = {name: question for name, question in EXAMPLES.items() if not question.kind.options(question)}


@pytest.mark.parametrize("question", TYPED_IN.values(), ids=list(TYPED_IN))
@given(st.data())
def test_whatever_is_typed_is_there_again_exactly(question: Question, data: st.DataObject) -> None:
    parts = question.kind.parts(question) if question.kind.name not in {"declaration", "group"} else ()
    texts = LINES if question.kind.name == "long_text" else ONE_LINE
    typed = typed_into(question, {part: data.draw(texts) for part in parts})
    again = posted(page_of([question], typed))
    assert again == Typed.of((name, value) for name, (value,) in typed.showable().values.items() if value)
    if not any(unprintable(value, lines=True) for (value,) in typed.values.values()):
        assert typed.showable() == typed


@pytest.mark.parametrize("typed", ["\none", "\n\none\n\n", "one\n", "\n", "\r\none\r\ntwo"])
def test_line_ends_are_kept_in_a_long_answer_however_often_it_is_redrawn(typed: str) -> None:
    question = EXAMPLES["long-text"]
    first = Typed.of([(question.id, typed)])
    once = posted(page_of([question], first))
    assert once == first
    assert posted(page_of([question], once)) == first


def test_a_chosen_answer_that_is_not_offered_is_not_redrawn_as_chosen() -> None:
    for name in ("choice", "select", "choices", "yes-no"):
        question = EXAMPLES[name]
        assert not posted(page_of([question], Typed.of([(question.id, "no-such-thing")])))


# It is answered


@every_typed_question
def test_it_takes_good_answers_and_reads_them_back_everywhere(question: Question) -> None:
    for inputs in good(question):
        answer, mistake = answered(question, **inputs)
        assert mistake is None, (inputs, mistake)
        assert answer is not None
        kept = answers.answer_in_json(question, answer)
        assert answers.answer_from_json(question, json.loads(json.dumps(kept))) == answer
        assert any(answers.answer_lines(question, answer))
        assert any(answers.answer_in_csv(question, answer).values())
        assert kept


@every_typed_question
def test_it_refuses_bad_answers_in_its_own_words_pointing_at_its_own_inputs(question: Question) -> None:
    found = list(bad(question))
    for code, inputs in found:
        answer, mistake = answered(question, **inputs)
        assert answer is None, (code, inputs)
        assert mistake is not None, (code, inputs)
        assert wording(question, code).fullmatch(mistake.text), (code, inputs, mistake.text)
        assert {*mistake.inputs} <= {*question.kind.inputs(question)}
        assert mistake.inputs
        assert not re.search(r"[{}]|None|\b0 characters", mistake.text)


@every_typed_question
def test_an_answer_left_out_is_missed_exactly_where_it_is_required(question: Question) -> None:
    for nothing in (
        {},
        dict.fromkeys(question.kind.parts(question), ""),
        dict.fromkeys(question.kind.parts(question), " \n "),
    ):
        if question.kind.name == "choices" and nothing:
            nothing = {"": ["", ""]}
        answer, mistake = answered(question, **nothing)
        assert answer is None
        assert (mistake.text if mistake else None) == (question.errors["missing"] if question.required else None)


@every_typed_question
def test_bytes_that_were_not_text_are_never_kept(question: Question) -> None:
    for part in question.kind.parts(question):
        assert answered(question, **{part: LONE_SURROGATE})[0] is None


def test_a_lone_surrogate_arrives_as_the_replacement_character() -> None:
    assert set(LONE_SURROGATE) == {UNREADABLE}


@pytest.mark.parametrize("question", EXAMPLES.values(), ids=list(EXAMPLES))
@given(st.data())
def test_whatever_arrives_becomes_an_answer_or_a_mistake_and_never_a_fault(
    question: Question, data: st.DataObject
) -> None:
    if question.questions:
        question = question.questions[0]
    offered = [option.value for option in question.kind.options(question)] or ["yes"]
    value = LINES | st.sampled_from(offered) | st.text("0123456789- ", max_size=12)
    names = {name.removeprefix(question.id): value for name in question.kind.inputs(question)}
    inputs = data.draw(
        st.fixed_dictionaries({}, optional={name: st.lists(one, max_size=3) for name, one in names.items()})
    )
    answer, mistake = answered(question, **inputs)
    if answer is None and mistake is None:
        assert not question.required or question.kind.name == "declaration"
    assert answer is None or mistake is None
    if answer is not None:
        kept = json.loads(json.dumps(answers.answer_in_json(question, answer)))
        assert answers.answer_from_json(question, kept) == answer
        assert not unprintable("\n".join(answers.answer_lines(question, answer)), lines=True)


@given(TEXT, st.integers(1, 30))
def test_a_text_is_kept_as_typed_or_refused_for_one_of_two_reasons(text: str, most: int) -> None:
    question = replace(EXAMPLES["text"], most=most)
    answer, mistake = answered(question, **{"": text})
    stripped = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not stripped:
        assert mistake is not None
        assert mistake.text == "Enter your role"
    elif unprintable(stripped):
        assert mistake is not None
        assert "cannot be shown" in mistake.text
    elif len(stripped) > most:
        assert mistake is not None
        assert f"{most} characters or fewer. You have {len(stripped) - most} too many" in mistake.text
    else:
        assert answer == stripped


def test_the_limit_of_every_text_is_the_one_its_message_names() -> None:
    for question in typed_questions:
        field = question.kind.field(question)
        if isinstance(field, TextField):
            text = "028 9649 6000".ljust(field.most, "x") + "xx"
            _, mistake = answered(question, **{"": text})
            assert mistake is not None
            assert wording(question, "too_long").fullmatch(mistake.text)
            assert f" {field.most} characters" in mistake.text
            assert "2 too many" in mistake.text


# Not known


not_known_questions = {name: one for name, one in QUESTIONS.items() if one.kind.asks_not_known(one)}


@pytest.mark.parametrize("question", not_known_questions.values(), ids=list(not_known_questions))
def test_not_known_is_an_answer_by_itself_and_a_mistake_beside_another(question: Question) -> None:
    ticked: Inputs = {f"-{NOT_KNOWN}": "yes"}
    assert answered(question, **ticked) == (NOT_KNOWN, None)
    assert answers.answer_lines(question, NOT_KNOWN) == ["Not known"]
    assert answers.answer_in_csv(question, NOT_KNOWN) == {question.title: "Not known"}
    kept = json.loads(json.dumps(answers.answer_in_json(question, NOT_KNOWN)))
    assert answers.answer_from_json(question, kept) == NOT_KNOWN
    both = good(question)[0] | ticked
    answer, mistake = answered(question, **both)
    assert answer is None
    assert mistake is not None
    assert "not both" in mistake.text
    page = page_of([asked_always(question)], typed_into(question, both), [mistake])
    assert posted(page) == typed_into(question, both)


@every_typed_question
def test_not_known_counts_only_where_it_is_offered(question: Question) -> None:
    if f"{question.id}-{NOT_KNOWN}" not in question.kind.inputs(question):
        answer, _ = answered(question, **{f"-{NOT_KNOWN}": "yes"})
        assert answer is None


def test_a_date_not_known_beside_a_date_points_at_both() -> None:
    inputs: Inputs = {"-day": "1", "-month": "1", "-year": "2024", f"-{NOT_KNOWN}": "yes"}
    _, mistake = answered(EXAMPLES["date-past"], **inputs)
    assert mistake is not None
    assert mistake.inputs == ("date-past-day", "date-past-not-known")
    assert mistake.text == "Enter the date of the decision, or select ‘Not known’, not both"


# Its messages


def test_the_tables_hold_every_mistake_a_kind_can_name() -> None:
    for name, kind in KINDS.items():
        if name != "group":
            found = {code for code, _ in BAD[name]} | NEEDS_MORE.get(name, set())
            assert found == {*kind.messages}, name


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_mistake_a_kind_raises_has_words_and_all_words_are_used(kind: Any) -> None:
    if kind.name == "group":
        raised = raised_in("cmr.forms.form_state")
    else:
        classes = type(kind.field(next(one for one in QUESTIONS.values() if one.kind is kind))).__mro__
        raised = {code for module in {one.__module__ for one in classes} for code in raised_in(module, classes)}
    if kind.name == "group":
        raised.add("full")  # said where an item is added: by the page that a group stands on
    assert raised - ({*COMMON_MESSAGES} - {*kind.messages}) == {*kind.messages}


def raised_in(module: str, classes: tuple[type, ...] | None = None) -> set[str]:
    """The codes that the code of a module, or of some classes in it, gives to `mistake` or `says`."""
    if not module.startswith("cmr."):
        return set()
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    named = {one.__name__ for one in classes} if classes else None
    nodes = [one for one in tree.body if named is None or (isinstance(one, ast.ClassDef) and one.name in named)]
    calls = [call for node in nodes for call in ast.walk(node) if isinstance(call, ast.Call)]
    called = [
        (call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", ""), call.args)
        for call in calls
    ]
    codes = [args[1 if name == "mistake" else 0] for name, args in called if name in {"mistake", "says"} and args]
    return {code.value for code in codes if isinstance(code, ast.Constant)}


# It stays out of emails


@every_question
def test_an_answer_that_somebody_typed_never_goes_into_an_email(name: str) -> None:
    question = QUESTIONS[name]
    page = untouched(name)
    typed_in = [one for one in page.all("input") if one.get("type") in {"text", "email", "tel"}] + page.all("textarea")
    answer = answer_to(question)
    if typed_in or question.questions:
        with pytest.raises(ValueError, match="never goes into an email"):
            question.kind.in_email(question, answer)
    else:
        own = {option.label for option in question.kind.options(question)} | {"Confirmed"}
        assert question.kind.in_email(question, answer) in own


# A kind at a time


@pytest.mark.parametrize(
    ("inputs", "kept", "read"),
    [
        ({"-day": "3", "-month": "Sept", "-year": "2024"}, "2024-09-03", "3 September 2024"),
        ({"-day": "29", "-month": "02", "-year": "2028"}, "2028-02-29", "29 February 2028"),
        ({"-day": "1", "-month": "AUG.", "-year": "2024"}, "2024-08-01", "1 August 2024"),
    ],
)
def test_a_date_is_kept_so_that_it_sorts_and_read_in_words(inputs: Inputs, kept: str, read: str) -> None:
    question = EXAMPLES["date"]
    answer, _ = answered(question, **inputs)
    assert answers.answer_in_json(question, answer) == kept
    assert answers.answer_in_csv(question, answer) == {question.title: kept}
    assert answers.answer_lines(question, answer) == [read]


@pytest.mark.parametrize(
    ("inputs", "kept", "read"),
    [
        ({"-month": "5", "-year": "2024"}, "2024-05", "May 2024"),
        ({"-year": "2024"}, "2024", "2024"),
        ({"-day": "", "-month": "feb", "-year": "2024"}, "2024-02", "February 2024"),
    ],
)
def test_a_partial_date_is_taken_only_where_it_is_asked_for(inputs: Inputs, kept: str, read: str) -> None:
    answer, _ = answered(EXAMPLES["date-partial"], **inputs)
    assert (str(answer), answer.in_words()) == (kept, read)
    refused, mistake = answered(EXAMPLES["date-past"], **inputs)
    assert refused is None
    assert mistake is not None
    assert mistake.text.startswith("Date of the decision must include a day")


@pytest.mark.parametrize(
    ("inputs", "text", "wrong"),
    [
        ({"-day": "3", "-year": "2024"}, "Date of the meeting must include a month", {"date-month"}),
        ({"-year": "2024"}, "Date of the meeting must include a day and a month", {"date-day", "date-month"}),
        ({"-month": "2"}, "Date of the meeting must include a day and a year", {"date-day", "date-year"}),
        ({"-day": "3", "-month": "2", "-year": "24"}, "Year must include 4 numbers", {"date-year"}),
        ({"-day": "3", "-month": "x", "-year": "2024"}, "Date of the meeting must be a real date", {"date-month"}),
        (
            {"-day": "31", "-month": "6", "-year": "2024"},
            "Date of the meeting must be a real date",
            {"date-day", "date-month", "date-year"},
        ),
    ],
)
def test_a_wrong_date_points_at_the_boxes_that_are_wrong(inputs: Inputs, text: str, wrong: set[str]) -> None:
    _, mistake = answered(EXAMPLES["date"], **inputs)
    assert mistake is not None
    assert (mistake.text, {*mistake.inputs}) == (text, wrong)
    page = page_of([EXAMPLES["date"]], typed_into(EXAMPLES["date"], inputs), [mistake])
    marked = {one.get("id") for one in page.all("input") if "govuk-input--error" in one.get("class", "")}
    assert marked == wrong


def test_a_date_past_is_today_or_before_by_the_day_in_northern_ireland(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 1, 23, 30, tzinfo=UTC))  # half past midnight there
    question = EXAMPLES["date-past"]
    assert str(answered(question, **{"-day": "2", "-month": "7", "-year": "2026"})[0]) == "2026-07-02"
    _, mistake = answered(question, **{"-day": "3", "-month": "7", "-year": "2026"})
    assert mistake is not None
    assert mistake.text == "Date of the decision must be today or in the past"
    partial = EXAMPLES["date-partial"]
    assert str(answered(partial, **{"-month": "7", "-year": "2026"})[0]) == "2026-07", "the month has begun"
    assert answered(partial, **{"-month": "8", "-year": "2026"})[0] is None


@given(st.dates(min_value=PartialDate(1900).earliest(), max_value=PartialDate(2199, 12, 31).earliest()))
def test_every_day_there_is_can_be_typed_in_three_ways(day: Any) -> None:
    for month in (str(day.month), clock.MONTHS[day.month - 1], clock.MONTHS[day.month - 1][:3].upper()):
        answer, mistake = answered(EXAMPLES["date"], **{"-day": str(day.day), "-month": month, "-year": str(day.year)})
        assert mistake is None
        assert str(answer) == day.isoformat()
        assert answer.earliest() == day


def test_a_health_and_care_number_is_kept_in_groups() -> None:
    answer, _ = answered(EXAMPLES["hc-number"], **{"": "3200000015"})
    assert answer == {"number": "320 000 0015"}


@pytest.mark.parametrize("digit", range(10))
def test_one_check_digit_fits_a_health_and_care_number(digit: int) -> None:
    answer, _ = answered(EXAMPLES["hc-number"], **{"": f"320 000 001{digit}"})
    assert (answer is not None) is (digit == 5)


def test_a_health_and_care_number_stands_without_a_reason_and_a_reason_without_a_number() -> None:
    question = EXAMPLES["hc-number"]
    answer, mistake = answered(question, **{"": "320 000 0015", "-reason": "not-available"})
    assert answer is None
    assert mistake is not None
    assert mistake.text == "Enter the Health and Care Number, or select why there is none, not both"
    assert mistake.inputs == ("hc-number", "hc-number-reason")
    alone, _ = answered(question, **{"-reason": "not-available"})
    assert answers.answer_lines(question, alone) == ["No number: I do not have it"]


def test_an_answer_that_excludes_the_others_stands_alone() -> None:
    question = EXAMPLES["choices"]
    assert answered(question, **{"": ["none"]})[0] == ["none"]
    for others in (["police", "none"], ["none", "school", "police"], ["police", NOT_KNOWN]):
        answer, mistake = answered(question, **{"": others})
        assert answer is None
        assert mistake is not None
        assert re.fullmatch(
            "Select ‘(None of these|Not known)’ on its own, or the other answers without it", mistake.text
        )


def test_several_choices_are_kept_once_and_in_the_order_in_which_they_are_offered() -> None:
    answer, _ = answered(EXAMPLES["choices"], **{"": ["school", "police", "school"]})
    assert answer == ["police", "school"]


def test_a_long_list_is_drawn_as_one_select() -> None:
    assert len(page_of([EXAMPLES["select"]]).all("select")) == 1
    assert len(page_of([EXAMPLES["choice"]]).all("select")) == 0


@given(st.sampled_from([one for one in reference.EXAMPLE if one != "-"]), st.integers(0, 13))
def test_a_slip_in_a_typed_reference_is_noticed(character: str, at: int) -> None:
    slipped = reference.EXAMPLE[:at] + character + reference.EXAMPLE[at + 1 :]
    answer, _ = answered(EXAMPLES["reference"], **{"": slipped})
    assert (answer is not None) is (slipped == reference.EXAMPLE)


def test_an_address_is_read_by_its_parts() -> None:
    question = EXAMPLES["address"]
    answer, _ = answered(question, **{"-town": "Exampletown", "-line-1": "1 Example Street"})
    assert answers.answer_lines(question, answer) == ["1 Example Street", "Exampletown"]
    assert answers.answer_in_csv(question, answer) == {
        "Address: address line 1": "1 Example Street",
        "Address: address line 2": "",
        "Address: town or city": "Exampletown",
        "Address: postcode": "",
    }
    _, mistake = answered(question, **{"-line-1": "1 Example Street", "-postcode": "9" * 121})
    assert mistake is not None
    assert (mistake.text, mistake.inputs) == ("Postcode must be 120 characters or fewer", ("address-postcode",))


groups = {name: one for name, one in QUESTIONS.items() if one.questions}


@pytest.mark.parametrize("group", groups.values(), ids=list(groups))
def test_a_group_reads_back_its_items_or_why_there_are_none(group: Question) -> None:
    given_answers = [answer_to(group), *({"absent": absence.value} for absence in group.absences)]
    for answer in given_answers:
        kept = json.loads(json.dumps(group.kind.in_json(group, answer)))
        assert group.kind.from_json(group, kept) == answer
        assert all(group.kind.lines(group, answer))
        assert group.kind.in_csv(group, answer)[group.title]
    labels = [group.kind.lines(group, {"absent": absence.value}) for absence in group.absences]
    assert labels == [[absence.label] for absence in group.absences]


@pytest.mark.parametrize("group", groups.values(), ids=list(groups))
def test_a_group_is_drawn_with_its_items_and_a_way_to_change_each(group: Question) -> None:
    lines = [
        ItemLine(
            id=f"{number:08x}", name=ODD_BUT_TEXT[4], change=f"/c{number}/", remove=f"/r{number}/", finished=number > 0
        )
        for number in range(group.most)
    ]
    few = page_of([group], items={group.id: lines[:1]})
    assert {"/c0/", "/r0/"} == {one.get("href") for one in few.all("a")}
    assert "Incomplete" in few.shown
    assert ODD_BUT_TEXT[4] in few.shown
    assert [one.get("value") for one in few.all("button")] == [group.id]
    full = page_of([group], items={group.id: lines})
    assert len(full.all("a")) == 2 * group.most
    assert not full.all("button"), "no more can be added"
    assert group.says("full") in full.shown
