"""Check your answers: everything as it will be sent, with a link to change each, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from casebook.drafts import Draft
from casebook.errors import NotFound
from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.forms.answers import answer_in_json, answer_lines
from cmr.forms.form import Form, Topic
from cmr.forms.form_state import Filled, asked_in, check_form, check_item, check_topic, item_name
from cmr.forms.kinds.date import PartialDate
from cmr.forms.question import Question
from cmr.process import time_limits
from intake.form_request import Visit
from web.http import Response

NOT_PROVIDED = ("Not provided",)
ELSEWHERE, AGAIN = "elsewhere", "again"
"""In the query: the answers were changed in another window; other answers were posted after these were sent."""
UNDECIDED = "Two windows saved different answers here: choose which are right"
CHANGED = (
    "Your answers were changed in another window after this page was shown. Check them again before you send them."
)
DIGEST_INPUT = "answers"
"""The hidden input with the fingerprint of the answers shown, so that no others are sent."""


@dataclass(frozen=True)
class AnswerRow:
    """One question and its answer."""

    title: str
    lines: Sequence[str]
    change: str


@dataclass(frozen=True)
class Card:
    """The answers of a topic, or of one item of a group. `wrong` says what still stands in the way."""

    heading: str
    rows: Sequence[AnswerRow]
    change: str
    wrong: Sequence[str] = ()
    item: bool = False


def check_answers(visit: Visit) -> Response:
    """GET: the page. A form that was sent leads to its receipt."""
    visit.only("GET", "HEAD")
    draft = visit.draft
    if draft.received:
        return visit.go(visit.outside("sent", draft.reference))
    cards = list(cards_of(visit, draft.filled))
    return visit.drawn(
        HTTPStatus.OK,
        "Check your answers",
        "check",
        dropped=draft.notices,
        why=CHANGED if ELSEWHERE in visit.request.asked else "",
        cards=cards,
        ready=not any(card.wrong for card in cards),
        late=late_note(visit.form, draft.filled),
        confirm=visit.address("confirm"),
        back="" if visit.form.frozen else visit.address(),
        hidden=visit.hidden(**{DIGEST_INPUT: digest_of(draft, visit.form)}),
    )


def copy_of_what_was_sent(visit: Visit) -> Response:
    """GET: what was sent, to print. Only for the browser that sent it, while its draft is kept. Raises NotFound.

    POST leads there: it is how a browser without cookies asks.
    """
    if visit.posting:
        return visit.go(visit.address("copy"))
    if not visit.draft.received:
        raise NotFound
    return visit.drawn(
        HTTPStatus.OK,
        "What you sent",
        "copy",
        again=AGAIN in visit.request.asked,
        cards=list(cards_of(visit, visit.draft.filled)),
        draft=visit.draft,
        receipt=visit.outside("sent", visit.draft.reference),
        delete=visit.address("leave"),
    )


def answers_as_json(form: Form, filled: Filled) -> Mapping[str, Any]:
    """Every answer as it is kept, by question id."""
    answers = check_form(form, filled).answers
    return {key: answer_in_json(form.question(key), answer) for key, answer in answers.items()}


def digest_of(draft: Draft, form: Form) -> str:
    """The fingerprint of a draft's answers."""
    return draft.digest(answers_as_json(form, draft.filled))


def cards_of(visit: Visit, filled: Filled) -> Iterator[Card]:
    """A card for each topic, and one for each item of its groups."""
    for topic in visit.form.topics:
        checked = check_topic(topic, filled)
        rows = [
            _row(question, checked.answers, visit.address(topic.id, change=True)) for question in _shown(topic, filled)
        ]
        wrong = [mistake.text for mistake in checked.mistakes]
        if topic.id in visit.draft.beside:
            wrong.append(UNDECIDED)
        yield Card(topic.title, rows, visit.address(topic.id, change=True), wrong)
        for group in topic.groups:
            yield from _item_cards(visit, topic, group, filled)
    yield from _gone_cards(visit, filled)


def _shown(topic: Topic, filled: Filled) -> Iterator[Question]:
    """The questions of the topic's own page, and groups of which something other than items was said."""
    return (question for question in asked_in(topic, filled) if not (question.questions and filled.of(question)))


def _item_cards(visit: Visit, topic: Topic, group: Question, filled: Filled) -> Iterator[Card]:
    for position, item in enumerate(filled.of(group), start=1):
        checked = check_item(group, item.typed, filled)
        change = visit.address(topic.id, group.id, item.id, change=True)
        rows = [_row(inner, checked.answers, change) for inner in group.questions if inner.id in checked.answers]
        wrong = [mistake.text for mistake in checked.mistakes]
        if f"{topic.id}/{group.id}/{item.id}" in visit.draft.beside:
            wrong.append(UNDECIDED)
        yield Card(f"{group.title}: {item_name(group, item, filled, position)}", rows, change, wrong, item=True)


def _gone_cards(visit: Visit, filled: Filled) -> Iterator[Card]:
    """What one window posted for an item that another took away: it waits to be decided too."""
    for key in visit.draft.beside:
        topic_id, *steps = key.split("/")
        group = visit.form.group(topic_id, steps[0]) if steps else None
        if group and filled.item(group, steps[1]) is None:
            change = visit.address(topic_id, *steps, change=True)
            yield Card(f"{group.title}: one that another window took away", (), change, [UNDECIDED], item=True)


def _row(question: Question, answers: Mapping[str, Any], change: str) -> AnswerRow:
    given = answers.get(question.id)
    lines = NOT_PROVIDED if given is None else answer_lines(question, given)
    first = (*question.kind.inputs(question), question.id)[0]
    return AnswerRow(question.title, lines, f"{change}#{first}")


def late_note(form: Form, filled: Filled) -> str:
    """What to say where a time limit of the form is already over: it is shown, and stands in nobody's way."""
    for rule, start in limit_starts(form, check_form(form, filled).answers):
        try:
            last = time_limits.due(rule, start)
        except BeyondCalendar:
            continue
        if clock.today() > last:
            return (
                f"The time limit of section {time_limits.time_limits()[rule].section} ended on {clock.in_words(last)}."
            )
    return ""


def limit_starts(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    """The rules of a form that start with a date it asks for, with that date, where all of it was given."""
    for limit in form.limits:
        given = answers.get(limit.start) if limit.start else None
        if isinstance(given, PartialDate) and given.day:
            yield limit.rule, given.earliest()
