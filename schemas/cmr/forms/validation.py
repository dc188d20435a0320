"""From what was typed to answers and mistakes: relevance first, then a marshmallow schema of the relevant questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from cmr.forms.posted import Typed
from cmr.forms.question import NOT_KNOWN, Question


@dataclass(frozen=True)
class Mistake:
    """Something to be corrected: the question, the words, and the inputs it is about (links lead to the first)."""

    question: Question
    text: str
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """The answers that stand, by question id, and the mistakes, in the order of the questions."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def check(questions: Sequence[Question], typed: Typed, *, beyond: Typed | None = None) -> Checked:
    """Check what was typed for `questions`; `beyond` holds the rest of the form, which conditions may ask about.

    Inputs that belong to no relevant question are ignored, never an error.
    """
    asked = relevant(questions, typed, beyond=beyond)
    unknown, clashes = _said_not_known(asked, typed)
    settled = {*unknown, *(mistake.question.id for mistake in clashes)}
    open_questions = [question for question in asked if question.id not in settled]
    loaded, mistakes = _loaded(open_questions, typed)
    answers = loaded | dict.fromkeys(unknown, NOT_KNOWN)
    found = {mistake.question.id: mistake for mistake in (*mistakes, *clashes)}
    return Checked(
        {question.id: answers[question.id] for question in asked if question.id in answers},
        tuple(found[question.id] for question in asked if question.id in found),
    )


def relevant(questions: Sequence[Question], typed: Typed, *, beyond: Typed | None = None) -> tuple[Question, ...]:
    """The questions that are asked, given the answers they depend on. One that is not asked opens no other."""
    known = (beyond or Typed()).with_(typed)
    by_id = {question.id: question for question in questions}

    def asked(question: Question) -> bool:
        return all(
            (earlier not in by_id or asked(by_id[earlier])) and bool({*known.all(earlier)} & {*values})
            for earlier, values in question.when.wanted.items()
        )

    return tuple(question for question in questions if asked(question))


def possible(questions: Sequence[Question], elsewhere: Typed) -> tuple[Question, ...]:
    """The questions a page has to show: all but those that an answer on another page has ruled out."""
    here = {question.id for question in questions}
    return tuple(
        question
        for question in questions
        if all(one in here or {*elsewhere.all(one)} & {*values} for one, values in question.when.wanted.items())
    )


def schema_for(questions: Iterable[Question]) -> Schema:
    """The marshmallow schema of these questions: question id to answer field, unknown inputs left out."""
    return Schema.from_dict({question.id: answer_field(question) for question in questions})(unknown=EXCLUDE)


def answer_field(question: Question) -> fields.Field[Any]:
    """The question's own field, saying in the question's words when an answer is missing."""
    made = question.kind.field(question)
    made.required = question.required
    made.allow_none = not question.required
    missing = question.errors.get("missing", "")
    made.error_messages = {**made.error_messages, "required": missing, "null": missing}
    return made


def _said_not_known(asked: Sequence[Question], typed: Typed) -> tuple[list[str], list[Mistake]]:
    """The questions answered "not known", and those answered so beside another answer."""
    unknown, clashes = [], []
    for question in asked:
        name = question.kind.not_known_input(question)
        if not (question.kind.asks_not_known(question) and typed.all(name)):
            continue
        if question.kind.read(question, typed) is None:
            unknown.append(question.id)
        else:
            clashes.append(Mistake(question, question.says("both"), (question.kind.inputs(question)[0], name)))
    return unknown, clashes


def _loaded(questions: Sequence[Question], typed: Typed) -> tuple[dict[str, Any], list[Mistake]]:
    given = {question.id: question.kind.read(question, typed) for question in questions}
    try:
        loaded, problems = schema_for(questions).load(given), {}
    except ValidationError as found:
        loaded, problems = found.valid_data, found.messages_dict
    answers = {key: answer for key, answer in loaded.items() if answer is not None and key not in problems}
    return answers, [_mistake(question, problems[question.id]) for question in questions if question.id in problems]


def _mistake(question: Question, problem: Any) -> Mistake:
    """A field's own words and inputs; marshmallow's plain list where an answer is missing."""
    inputs = question.kind.inputs(question)
    if isinstance(problem, dict) and "text" in problem:
        return Mistake(question, problem["text"], tuple(problem["inputs"]) or inputs[:1])
    return Mistake(question, problem[0], tuple(name for name in inputs if not name.endswith(f"-{NOT_KNOWN}"))[:3])
