"""A record as people read it: every question asked, with its answer, in the form's own words and order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from casebook.records import Record
from cmr import clock
from cmr.forms.answers import answer_from_json, answer_in_csv, answer_lines
from cmr.forms.facts import Facts, facts_of
from cmr.forms.form import Form
from cmr.forms.question import Question

INDENT = "    "
DANGER: Mapping[bool | None, str] = {True: "CHILD IN DANGER", False: "no danger said", None: "-"}


def facts_in_words(facts: Facts) -> tuple[str, str, str]:
    """Whether a child is in danger, which agency sent it, which case it answers; "-" where that is not said."""
    return DANGER[facts.danger], facts.agency or "-", f"case {facts.case}" if facts.case else "-"


def as_heading(record: Record, form: Form) -> Iterator[str]:
    """What a record is, before its answers: as the list says it, though the receipt may be older than the list."""
    yield f"{record.reference}  {form.title}"
    yield f"Received {clock.instant_in_words(record.received)}"
    yield from (said for said in facts_in_words(facts_of(form, record.answers)) if said != "-")
    yield ""


def as_text(record: Record, form: Form) -> Iterator[str]:
    """The lines of a record. An answer to a question that the form no longer asks is shown as it was kept."""
    for topic in form.topics:
        yield f"{topic.letter + '. ' if topic.letter else ''}{topic.title}".upper()
        for question in topic.questions:
            if question.id in record.answers:
                yield from _answer(question, record.answers[question.id], "")
        yield ""
    yield from (f"{key}: {kept}" for key, kept in _retired(record, form))


def as_row(record: Record, form: Form) -> dict[str, str]:
    """A record as one row of a spreadsheet: column heading to cell. What the form no longer asks has its id for one."""
    row = {"Reference": record.reference, "Form": form.title, "Received": record.received.isoformat()}
    for question in (question for topic in form.topics for question in topic.questions):
        if question.id in record.answers:
            row |= answer_in_csv(question, answer_from_json(question, record.answers[question.id]))
    return row | {key: json.dumps(kept, ensure_ascii=False) for key, kept in _retired(record, form)}


def _retired(record: Record, form: Form) -> Iterator[tuple[str, Any]]:
    """The answers to questions that the form no longer asks, as they were kept."""
    known = {question.id for topic in form.topics for question in topic.questions}
    yield from ((key, kept) for key, kept in record.answers.items() if key not in known)


def _answer(question: Question, kept: Any, indent: str) -> Iterator[str]:
    if question.questions and "items" in kept:
        yield from _items(question, kept["items"], indent)
        return
    lines = answer_lines(question, answer_from_json(question, kept))
    code = f"{question.code} " if question.code else ""
    yield f"{indent}{code}{question.title}: {lines[0]}"
    yield from (f"{indent}{INDENT}{line}" for line in lines[1:])


def _items(group: Question, items: list[Mapping[str, Any]], indent: str) -> Iterator[str]:
    for position, item in enumerate(items, start=1):
        yield f"{indent}{group.title}, {group.item} {position}"
        for question in group.questions:
            if question.id in item:
                yield from _answer(question, item[question.id], indent + INDENT)
