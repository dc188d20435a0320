"""Check your answers: everything as it will be sent, with a link to change each, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from casebook.submissions import Submission
from cmr import clock
from cmr.forms.answers import answer_lines
from cmr.forms.form import Topic
from cmr.forms.form_state import Filled, asked_in, check_item, check_topic, item_name
from cmr.forms.question import Question
from cmr.process import time_limits
from intake.form_request import FormRequest
from web.errors import NotFound
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


def check_answers(here: FormRequest) -> Response:
    """GET: the page. A form that was sent leads to its receipt."""
    here.only("GET", "HEAD")
    draft = here.draft
    if draft.received:
        return here.go(here.outside("sent", draft.reference))
    submission = Submission(draft, here.form)
    cards = list(cards_of(here, draft.filled))
    return here.drawn(
        HTTPStatus.OK,
        "Check your answers",
        "check",
        dropped=draft.notices,
        why=CHANGED if ELSEWHERE in here.request.asked else "",
        cards=cards,
        ready=not any(card.wrong for card in cards),
        late=late_note(submission),
        confirm=here.address("confirm"),
        back="" if here.form.frozen else here.address(),
        hidden=here.hidden(**{DIGEST_INPUT: submission.digest}),
    )


def copy_of_what_was_sent(here: FormRequest) -> Response:
    """GET: what was sent, to print. Only for the browser that sent it, while its draft is kept. Raises NotFound.

    POST leads there: it is how a browser without cookies asks.
    """
    if here.posting:
        return here.go(here.address("copy"))
    if not here.draft.received:
        raise NotFound
    return here.drawn(
        HTTPStatus.OK,
        "What you sent",
        "copy",
        again=AGAIN in here.request.asked,
        cards=list(cards_of(here, here.draft.filled)),
        draft=here.draft,
        receipt=here.outside("sent", here.draft.reference),
        delete=here.address("leave"),
    )


def cards_of(here: FormRequest, filled: Filled) -> Iterator[Card]:
    """A card for each topic, and one for each item of its groups."""
    for topic in here.form.topics:
        checked = check_topic(topic, filled)
        rows = [
            _row(question, checked.answers, here.address(topic.id, change=True)) for question in _shown(topic, filled)
        ]
        wrong = [mistake.text for mistake in checked.mistakes]
        if topic.id in here.draft.beside:
            wrong.append(UNDECIDED)
        yield Card(topic.title, rows, here.address(topic.id, change=True), wrong)
        for group in topic.groups:
            yield from _item_cards(here, topic, group, filled)
    yield from _gone_cards(here, filled)


def _shown(topic: Topic, filled: Filled) -> Iterator[Question]:
    """The questions of the topic's own page, and groups of which something other than items was said."""
    return (question for question in asked_in(topic, filled) if not (question.questions and filled.of(question)))


def _item_cards(here: FormRequest, topic: Topic, group: Question, filled: Filled) -> Iterator[Card]:
    for position, item in enumerate(filled.of(group), start=1):
        checked = check_item(group, item.typed, filled)
        change = here.address(topic.id, group.id, item.id, change=True)
        rows = [_row(inner, checked.answers, change) for inner in group.questions if inner.id in checked.answers]
        wrong = [mistake.text for mistake in checked.mistakes]
        if f"{topic.id}/{group.id}/{item.id}" in here.draft.beside:
            wrong.append(UNDECIDED)
        yield Card(f"{group.title}: {item_name(group, item, filled, position)}", rows, change, wrong, item=True)


def _gone_cards(here: FormRequest, filled: Filled) -> Iterator[Card]:
    """What one window posted for an item that another took away: it waits to be decided too."""
    for key in here.draft.beside:
        topic_id, *steps = key.split("/")
        group = here.form.group(topic_id, steps[0]) if steps else None
        if group and filled.item(group, steps[1]) is None:
            change = here.address(topic_id, *steps, change=True)
            yield Card(f"{group.title}: one that another window took away", (), change, [UNDECIDED], item=True)


def _row(question: Question, answers: Mapping[str, Any], change: str) -> AnswerRow:
    given = answers.get(question.id)
    lines = NOT_PROVIDED if given is None else answer_lines(question, given)
    first = (*question.kind.inputs(question), question.id)[0]
    return AnswerRow(question.title, lines, f"{change}#{first}")


def late_note(submission: Submission) -> str:
    """What to say where a time limit of the form is already over: it is shown, and stands in nobody's way."""
    for rule, last in submission.limits():
        if last and clock.today() > last:
            return (
                f"The time limit of section {time_limits.time_limits()[rule].section} ended on {clock.in_words(last)}."
            )
    return ""
