"""A topic's page: its questions and the lists of its repeating groups. What is typed is kept, mistakes and all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from casebook.errors import NotFound, NotOpened, TooMuch, Unavailable
from cmr.forms.answers import answer_lines
from cmr.forms.form import Topic
from cmr.forms.form_state import Filled, advised_in, asked_in, check_item, check_topic, item_name, new_item_id
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.validation import Mistake, check, possible
from intake.form_request import SEEN, Visit
from intake.saving import Saved, save
from web import pages
from web.http import Response
from web.log import facts_of, log

if TYPE_CHECKING:
    from cmr.forms.rendering import ItemLine

ADD, LATER, TO = "add", "later", "to"
"""The names of the page's other buttons: add an item, save without finishing, save and go to a page."""
_OURS = re.compile(r"/[a-z0-9/-]*/(\?change)?(#[A-Za-z0-9-]+)?")
FULL, OTHERS = "full", "others"
"""In the query of a topic's page: a list takes no more; this browser has begun other drafts before."""


def topic_page(visit: Visit, topic_id: str) -> Response:
    """GET: the topic's page. POST: save it, and go on to where the pressed button leads."""
    topic = visit.topic(topic_id)
    if visit.posting:
        return _saved(visit, topic)
    if visit.draft.received:
        return visit.go(visit.outside("sent", visit.draft.reference))
    return _shown(visit, topic)


def saved_topic(topic: Topic) -> Saved:
    """How the own inputs of a topic's page are kept."""
    names = tuple(name for question in topic.questions for name in question.kind.inputs(question))
    return Saved(
        key=topic.id,
        names=names,
        stored=lambda filled: filled.typed,
        put=lambda filled, typed: filled.with_topic(topic, typed),
        wrong=lambda filled: check_topic(topic, filled).mistakes,
    )


def _shown(visit: Visit, topic: Topic) -> Response:
    page, draft = saved_topic(topic), visit.draft
    mistakes = (*page.mistakes(draft), *_too_many(visit, topic))
    filled = draft.filled.with_topic(topic, page.shown(draft))
    other = differing(topic.plain, page, visit) if topic.id in draft.beside else ()
    return redrawn(visit, topic, filled, mistakes, HTTPStatus.OK, other=other)


def _saved(visit: Visit, topic: Topic) -> Response:
    posted = visit.request.typed
    aside = bool(posted.all(ADD) or posted.all(LATER) or posted.all(TO))
    try:
        kept = save(visit, saved_topic(topic), going_on=not aside)
    except (Unavailable, NotOpened, TooMuch) as failed:
        return not_saved(visit, topic, failed)
    following = advice_first(visit, topic, danger_alone=aside or not kept)
    if following or kept:
        return following or _after(visit, topic)
    return visit.go(visit.address(topic.id, change=visit.changing))


def not_saved(visit: Visit, topic: Topic, failed: Unavailable | NotOpened | TooMuch) -> Response:
    """The topic's page with all that was posted, and that it could not be saved: there is nowhere else to keep it."""
    log("not saved", status=int(failed.status), form=visit.form.slug, **facts_of(failed))
    filled = visit.known.with_topic(topic, visit.request.typed)
    page = redrawn(visit, _without_lists(visit, topic), filled, (), failed.status, failed=failed)
    return page if isinstance(failed, TooMuch) else page.with_retry()


def _without_lists(visit: Visit, topic: Topic) -> Topic:
    """The topic without its lists where the draft could not be opened: an empty list would say that all is lost.

    One for which the page itself said something ("There are no siblings") is shown, so that this is kept.
    """
    if visit.opened:
        return topic
    posted = visit.request.typed
    shown = tuple(one for one in topic.questions if not one.questions or posted.only(one.kind.inputs(one)))
    return replace(topic, questions=shown)


def _after(visit: Visit, topic: Topic) -> Response:
    posted = visit.request.typed
    if posted.all(ADD):
        return _add(visit, topic, posted.text(ADD))
    if posted.all(TO):
        return visit.go(inside(visit, posted.text(TO)))
    if posted.all(LATER):
        return visit.go(visit.address())
    if topic.id in visit.draft.pressed:
        return visit.go(visit.address(topic.id, change=visit.changing))
    return visit.go(onward(visit, topic))


def inside(visit: Visit, address: str) -> str:
    """An address that a page of this draft asked for. Raises NotFound for any other."""
    if not address.startswith(visit.address()) or not _OURS.fullmatch(address):
        raise NotFound
    return address


def onward(visit: Visit, topic: Topic) -> str:
    """Where a finished page leads: to Check your answers where a Change link opened it, else to what comes next."""
    if visit.changing or visit.form.single:
        return visit.address("check")
    if not visit.form.one_after_another:
        return visit.address()
    following = visit.form.after(topic)
    return visit.address(following.id if following else "check")


def _add(visit: Visit, topic: Topic, group_id: str) -> Response:
    """On to a page for a new item. Its id is made now, so that posting the page twice adds one item."""
    group = visit.group(topic.id, group_id)
    if len(visit.draft.filled.of(group)) >= group.most:
        return visit.go(visit.address(topic.id, change=visit.changing, full=True))
    return visit.go(visit.address(topic.id, group.id, new_item_id(), change=visit.changing))


def _too_many(visit: Visit, topic: Topic) -> Iterator[Mistake]:
    """Lists to which somebody wanted to add more than they take."""
    for group in topic.groups if FULL in visit.request.asked else ():
        items = visit.draft.filled.of(group)
        if len(items) >= group.most:
            yield Mistake(group, group.says("full"), (f"{group.id}-{items[-1].id}",))


def differing(questions: Sequence[Question], page: Saved, visit: Visit) -> Sequence[tuple[str, Sequence[str]]]:
    """What other windows have said where this one posted something else: each question with its answer there."""
    posted = page.shown(visit.draft)
    others = (page.stored(visit.draft.filled), *visit.draft.beside.get(page.key, ())[:-1])
    return [one for other in others for one in _differing(questions, other, posted, visit)]


def _differing(
    questions: Sequence[Question], kept: Typed, posted: Typed, visit: Visit
) -> Sequence[tuple[str, Sequence[str]]]:
    answers = check(questions, kept, beyond=visit.draft.filled.typed).answers
    return [
        (
            question.title,
            answer_lines(question, answers[question.id]) if question.id in answers else _raw(question, kept),
        )
        for question in questions
        if _of(question, kept) != _of(question, posted)
    ]


def _of(question: Question, typed: Typed) -> Sequence[str]:
    return [value for name in question.kind.inputs(question) for value in typed.all(name)]


def _raw(question: Question, typed: Typed) -> Sequence[str]:
    """An answer that has a mistake in it, as it was typed."""
    return _of(question, typed.showable()) or ("Nothing",)


def redrawn(
    visit: Visit,
    topic: Topic,
    filled: Filled,
    mistakes: Sequence[Mistake],
    status: HTTPStatus,
    *,
    failed: Exception | None = None,
    other: Sequence[tuple[str, Sequence[str]]] = (),
) -> Response:
    """The topic's page with what was typed, whatever it was.

    `failed` is what kept it from being saved, `other` what another window has kept instead.
    """
    form = visit.form
    seen = {SEEN: saved_topic(topic).fingerprint(visit.draft)} if visit.opened else {}
    first = topic == form.topics[0]
    main = pages.renderer().form_page(
        form,
        replace(topic, questions=possible(topic.questions, filled.typed)) if visit.opened else topic,
        action=visit.address(topic.id, change=visit.changing),
        typed=filled.typed,
        mistakes=mistakes,
        items=_item_lines(visit, topic, filled),
        numbers=pages.contacts().group("danger") if form.danger_first and first else (),
        notices=pages.notices(
            failed=failed,
            dropped=visit.draft.notices if visit.opened else (),
            other=other,
            carrying=visit.carrying,
            others=visit.outside("d") if OTHERS in visit.request.asked else "",
        ),
        hidden=visit.hidden(**seen),
        button="Continue" if form.single or form.one_after_another else "Save and continue",
        beside=_beside(visit),
    )
    heading = form.title if form.single else topic.title
    title = visit.title(heading, wrong=bool(mistakes))
    return pages.page(status, title, main, carried=visit.hidden(), form=form)


def _beside(visit: Visit) -> str:
    """The other ways on from a page of a form with a task list."""
    if visit.form.single or visit.form.one_after_another:
        return ""
    back = "" if visit.carrying else visit.address()
    return pages.renderer().page("intake/beside.html", back=back, later=LATER)


def _item_lines(visit: Visit, topic: Topic, filled: Filled) -> Mapping[str, Sequence[ItemLine]]:
    asked = {question.id for question in asked_in(topic, filled)}
    return {group.id: _lines(visit, topic, group, filled) for group in topic.groups if group.id in asked}


def _lines(visit: Visit, topic: Topic, group: Question, filled: Filled) -> Sequence[ItemLine]:
    from cmr.forms.rendering import ItemLine  # brings Jinja: only to draw

    return [
        ItemLine(
            id=item.id,
            name=item_name(group, item, filled, position),
            change=visit.address(topic.id, group.id, item.id, change=visit.changing),
            remove=visit.address(topic.id, group.id, item.id, "remove", change=visit.changing),
            finished=not check_item(group, item.typed, filled).mistakes,
            posts=TO if visit.carrying else "",
        )
        for position, item in enumerate(filled.of(group), start=1)
    ]


def advice_first(
    visit: Visit, topic: Topic, *steps: str, danger_alone: bool = False, again: bool = False
) -> Response | None:
    """On to the advice that an answer of a topic, or of an item, calls for and that was not shown yet; else None.

    It comes before anything else, mistakes on the page included: danger does not wait for a missing answer, nor for
    another button (`danger_alone`). `steps` lead back to the item's page; `again` shows it to who has read it before.
    """
    called = (
        question
        for question, advice in advised_in(topic, said_anywhere(visit))
        if (again or question.id not in visit.draft.advised) and (advice.numbers or not danger_alone)
    )
    question = next(called, None)
    return visit.go(visit.address("advice", question.id, *steps, change=visit.changing)) if question else None


def said_anywhere(visit: Visit) -> Filled:
    """What was filled in, and over it what waits beside it to be decided: danger does not wait for that."""
    filled = visit.draft.filled
    for key, typed in ((key, one) for key, waiting in visit.draft.beside.items() for one in waiting):
        topic_id, *steps = key.split("/")
        topic, group = visit.form.topic(topic_id), visit.form.group(topic_id, steps[0]) if steps else None
        if group and steps[1:]:
            filled = filled.with_item(group, steps[1], typed)
        elif topic:
            filled = filled.with_topic(topic, typed)
    return filled


def advice_page(visit: Visit, question_id: str, *steps: str) -> Response:
    """GET: what to do now. POST: it was read; go on to what comes next. `steps` are the group and item it is about."""
    posting = visit.posting
    called = (
        (topic, question, advice)
        for topic in visit.form.topics
        for question, advice in advised_in(topic, said_anywhere(visit))
        if question.id == question_id
    )
    topic, question, advice = next(called, (None, None, None))
    if topic is None or question is None or advice is None:
        raise NotFound
    if steps and not _is_item(visit, topic, *steps):
        raise NotFound
    if posting:
        return _advice_read(visit, topic, question, steps)
    return visit.drawn(
        HTTPStatus.OK,
        advice.title,
        "advice",
        advice=advice,
        numbers=pages.contacts().group(advice.numbers) if advice.numbers else (),
        action=visit.address("advice", question.id, *steps, change=visit.changing),
        back=visit.address(topic.id, *steps, change=visit.changing),
    )


def _is_item(visit: Visit, topic: Topic, group_id: str, item_id: str = "", *more: str) -> bool:
    return not more and said_anywhere(visit).item(visit.group(topic.id, group_id), item_id) is not None


def _advice_read(visit: Visit, topic: Topic, question: Question, steps: tuple[str, ...]) -> Response:
    """Advice was read: on to the next that is called for, to the page with mistakes, or to where the page led."""
    visit.change(lambda draft: replace(draft, advised=draft.advised | {question.id}))
    following = advice_first(visit, topic, *steps)
    if following:
        return following
    if steps:
        return visit.go(_after_item_advice(visit, topic, *steps))
    if topic.id in visit.draft.beside:
        return visit.go(visit.address(topic.id, change=visit.changing))
    left = [mistake for mistake in check_topic(topic, visit.draft.filled).mistakes if not mistake.question.questions]
    return visit.go(visit.address(topic.id, change=visit.changing) if left else onward(visit, topic))


def _after_item_advice(visit: Visit, topic: Topic, group_id: str, item_id: str) -> str:
    """The item's page where something on it is still to be corrected, else the list it is in."""
    group, filled = visit.group(topic.id, group_id), visit.draft.filled
    item = filled.item(group, item_id)
    undecided = f"{topic.id}/{group_id}/{item_id}" in visit.draft.beside
    wrong = item and check_item(group, item.typed, filled).mistakes
    steps = (group_id, item_id) if undecided or wrong else ()
    return visit.address(topic.id, *steps, change=visit.changing)
