"""A topic's page: its questions and the lists of its repeating groups. What is typed is kept, mistakes and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from markupsafe import Markup

from cmr.filled import Filled, advice_for, asked_in, check_item, check_topic, item_name, new_item_id
from cmr.form import Topic
from cmr.question import Advice, Question
from cmr.rendering import ItemLine
from cmr.validation import Mistake, possible
from intake import drafts, pages
from intake.errors import NotFound, TooMuch, Unavailable
from intake.visit import Visit
from intake.web import Response, see_other

ADD, LATER = "add", "later"
"""The names of the page's other buttons: add an item to a group, save without finishing."""


def topic_page(visit: Visit, topic_id: str) -> Response:
    """GET: the topic's page. POST: save it, and go on to where the pressed button leads."""
    topic = visit.topic(topic_id)
    if visit.draft.received:
        return see_other(visit.address("sent", visit.draft.reference))
    if not visit.posting:
        return redrawn(visit, topic, visit.draft.filled, (), HTTPStatus.OK)
    filled = visit.draft.filled.with_topic(topic, visit.request.typed)
    try:
        following = save_topic(visit, topic)
    except Unavailable as failed:
        return redrawn(visit, topic, filled, (), HTTPStatus.SERVICE_UNAVAILABLE, failed=failed)
    except TooMuch as failed:
        return redrawn(visit, topic, filled, (), failed.status, failed=failed)
    return following or _after(visit, topic)


def save_topic(visit: Visit, topic: Topic) -> Response | None:
    """Keep what was posted for a topic. A page to show first, where an answer calls for advice; else None."""
    posted = visit.request.typed
    visit.keep(lambda filled: filled.with_topic(topic, posted))
    if posted.all(ADD) or posted.all(LATER):
        return None
    return advice_first(visit, topic)


def _after(visit: Visit, topic: Topic) -> Response:
    group_id = visit.request.typed.text(ADD)
    if group_id:
        return _add(visit, topic, group_id)
    if visit.request.typed.all(LATER):
        return see_other(visit.address())
    mistakes = check_topic(topic, visit.draft.filled).mistakes
    if mistakes:
        return redrawn(visit, topic, visit.draft.filled, mistakes, HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(onward(visit))


def onward(visit: Visit) -> str:
    """Where a finished page leads: back to Check your answers where a Change link opened it, else the task list."""
    return visit.address("check") if visit.changing or visit.form.single else visit.address()


def _add(visit: Visit, topic: Topic, group_id: str) -> Response:
    """On to a page for a new item. Its id is made now, so that posting the page twice adds one item."""
    group = visit.group(topic.id, group_id)
    if len(visit.draft.filled.of(group)) >= group.most:
        mistake = Mistake(group, group.says("full"), (group.id,))
        return redrawn(visit, topic, visit.draft.filled, (mistake,), HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(visit.address(topic.id, group.id, new_item_id(), changing=visit.changing))


def redrawn(
    visit: Visit,
    topic: Topic,
    filled: Filled,
    mistakes: Sequence[Mistake],
    status: HTTPStatus,
    *,
    failed: Exception | None = None,
) -> Response:
    """The topic's page with what was typed, whatever it was. `failed` is what kept it from being saved."""
    form = visit.form
    held = status is not HTTPStatus.SERVICE_UNAVAILABLE and (not form.single or "draft" in vars(visit))
    main = pages.renderer().form_page(
        form,
        replace(topic, questions=possible(topic.questions, filled.typed)),
        action=visit.address(changing=False) if form.single else visit.address(topic.id, changing=visit.changing),
        typed=filled.typed,
        mistakes=mistakes,
        items=_item_lines(visit, topic, filled),
        numbers=pages.contacts().group("danger") if form.danger_first else (),
        notices=notices(visit, failed=failed, dropped=visit.draft.notices if held else ()),
        hidden=visit.hidden() if held else "",
        button="Continue" if form.single else "Save and continue",
        beside="" if form.single else pages.renderer().page("intake/beside.html", back=visit.address(), later=LATER),
    )
    heading = form.title if form.single else topic.title
    return pages.page(status, visit.title(heading, wrong=bool(mistakes)), main, form=form)


def notices(visit: Visit, *, failed: Exception | None = None, dropped: Sequence[str] = ()) -> Markup:
    """What the page must say before anything else: it was not saved, or something was left out."""
    return pages.renderer().page(
        "intake/notices.html",
        failed=failed,
        too_much=isinstance(failed, TooMuch),
        dropped=dropped,
        contacts=pages.contacts(),
    )


def _item_lines(visit: Visit, topic: Topic, filled: Filled) -> Mapping[str, Sequence[ItemLine]]:
    asked = {question.id for question in asked_in(topic, filled)}
    return {group.id: _lines(visit, topic, group, filled) for group in topic.groups if group.id in asked}


def _lines(visit: Visit, topic: Topic, group: Question, filled: Filled) -> Sequence[ItemLine]:
    return [
        ItemLine(
            id=item.id,
            name=item_name(group, item, filled, position),
            change=visit.address(topic.id, group.id, item.id, changing=visit.changing),
            remove=visit.address(topic.id, group.id, item.id, "remove", changing=visit.changing),
            finished=not check_item(group, item.typed, filled).mistakes,
        )
        for position, item in enumerate(filled.of(group), start=1)
    ]


def advice_first(visit: Visit, topic: Topic, *steps: str) -> Response | None:
    """On to the advice that an answer of a topic, or of an item, calls for and that was not shown yet; else None.

    It comes before anything else, mistakes on the page included: danger does not wait for a missing answer.
    `steps` lead back to the item's page.
    """
    called = (
        question
        for question, advice in _advised_in(topic, visit.draft.filled)
        if question.id not in visit.draft.advised
    )
    question = next(called, None)
    return see_other(visit.address("advice", question.id, *steps, changing=visit.changing)) if question else None


def _advised_in(topic: Topic, filled: Filled) -> Iterator[tuple[Question, Advice]]:
    """The topic's questions whose answers call for advice, those of its groups' items after its own."""
    for question in asked_in(topic, filled):
        advice = advice_for(question, filled.typed)
        if advice:
            yield question, advice
        for inner in question.questions:
            found = next((one for item in filled.of(question) if (one := advice_for(inner, item.typed))), None)
            if found:
                yield inner, found


def advice_page(visit: Visit, question_id: str, *steps: str) -> Response:
    """GET: what to do now. POST: it was read; go on to what comes next."""
    called = (
        (topic, question, advice)
        for topic in visit.form.topics
        for question, advice in _advised_in(topic, visit.draft.filled)
        if question.id == question_id
    )
    topic, question, advice = next(called, (None, None, None))
    if topic is None or question is None or advice is None:
        raise NotFound
    if visit.posting:
        return _advice_read(visit, topic, question, steps)
    return pages.drawn(
        HTTPStatus.OK,
        visit.title(advice.title),
        "advice",
        form=visit.form,
        advice=advice,
        numbers=pages.contacts().group(advice.numbers) if advice.numbers else (),
        action=visit.address("advice", question.id, *steps, changing=visit.changing),
        hidden=visit.hidden(),
        back=visit.address(topic.id),
    )


def _advice_read(visit: Visit, topic: Topic, question: Question, steps: tuple[str, ...]) -> Response:
    """Advice was read: on to the next that is called for, to the page with mistakes, or to where the page led."""
    visit.draft = drafts.change(
        visit.draft, visit.form, lambda draft: replace(draft, advised=draft.advised | {question.id})
    )
    following = advice_first(visit, topic, *steps)
    if following:
        return following
    if steps:
        return see_other(visit.address(topic.id, *steps, changing=visit.changing))
    left = [mistake for mistake in check_topic(topic, visit.draft.filled).mistakes if not mistake.question.questions]
    return see_other(visit.address(topic.id, changing=visit.changing) if left else onward(visit))
