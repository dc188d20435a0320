"""A topic's page: its questions and the lists of its repeating groups. What is typed is kept, mistakes and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from cmr.filled import Filled, advice_for, asked_in, check_item, check_topic, item_name, new_item_id
from cmr.form import Topic
from cmr.question import Advice, Question
from cmr.validation import Mistake, possible
from intake import drafts, pages
from intake.checking import answers_page
from intake.errors import NotFound, TooMuch, Unavailable
from intake.log import facts_of, log
from intake.visit import Visit
from intake.web import Response, see_other

if TYPE_CHECKING:
    from cmr.rendering import ItemLine

ADD, LATER = "add", "later"
"""The names of the page's other buttons: add an item to a group, save without finishing."""


def topic_page(visit: Visit, topic_id: str) -> Response:
    """GET: the topic's page. POST: save it, and go on to where the pressed button leads."""
    topic = visit.topic(topic_id)
    if visit.posting:
        return _saved(visit, topic)
    if visit.draft.received:
        return see_other(visit.address("sent", visit.draft.reference))
    return redrawn(visit, topic, visit.draft.filled, (), HTTPStatus.OK)


def _saved(visit: Visit, topic: Topic) -> Response:
    try:
        following = save_topic(visit, topic)
    except (Unavailable, TooMuch) as failed:
        return not_saved(visit, topic, failed)
    return following or _after(visit, topic)


def not_saved(visit: Visit, topic: Topic, failed: Unavailable | TooMuch) -> Response:
    """The topic's page with all that was posted, and that it could not be saved."""
    log("not saved", status=int(failed.status), form=visit.form.slug, **facts_of(failed))
    filled = visit.known.with_topic(topic, visit.request.typed)
    page = redrawn(visit, _without_lists(visit, topic), filled, (), failed.status, failed=failed)
    return page.with_retry() if isinstance(failed, Unavailable) else page


def _without_lists(visit: Visit, topic: Topic) -> Topic:
    """The topic without its lists where the draft could not be opened: an empty list would say that all is lost.

    One for which the page itself said something ("There are no siblings") is shown, so that this is kept.
    """
    if visit.opened:
        return topic
    posted = visit.request.typed
    shown = tuple(one for one in topic.questions if not one.questions or posted.only(one.kind.inputs(one)))
    return replace(topic, questions=shown)


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
        mistake = Mistake(group, group.says("full"), (f"{group.id}-{visit.draft.filled.of(group)[-1].id}",))
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
    main = pages.renderer().form_page(
        form,
        replace(topic, questions=possible(topic.questions, filled.typed)) if visit.opened else topic,
        action=visit.address(changing=False) if form.single else visit.address(topic.id, changing=visit.changing),
        typed=filled.typed,
        mistakes=mistakes,
        items=_item_lines(visit, topic, filled),
        numbers=pages.contacts().group("danger") if form.danger_first else (),
        notices=pages.notices(failed=failed, dropped=visit.draft.notices if visit.opened else ()),
        hidden=visit.hidden(),
        button="Continue" if form.single else "Save and continue",
        beside="" if form.single else pages.renderer().page("intake/beside.html", back=visit.address(), later=LATER),
    )
    heading = form.title if form.single else topic.title
    return pages.page(status, visit.title(heading, wrong=bool(mistakes)), main, form=form)


def _item_lines(visit: Visit, topic: Topic, filled: Filled) -> Mapping[str, Sequence[ItemLine]]:
    asked = {question.id for question in asked_in(topic, filled)}
    return {group.id: _lines(visit, topic, group, filled) for group in topic.groups if group.id in asked}


def _lines(visit: Visit, topic: Topic, group: Question, filled: Filled) -> Sequence[ItemLine]:
    from cmr.rendering import ItemLine  # brings Jinja: only to draw

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
    """GET: what to do now. POST: it was read; go on to what comes next. `steps` are the group and item it is about."""
    posting = visit.posting
    called = (
        (topic, question, advice)
        for topic in visit.form.topics
        for question, advice in _advised_in(topic, visit.draft.filled)
        if question.id == question_id
    )
    topic, question, advice = next(called, (None, None, None))
    if topic is None or question is None or advice is None:
        raise NotFound
    if steps and not _is_item(visit, topic, *steps):
        raise NotFound
    if posting:
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
        back=visit.address(topic.id, *steps, changing=visit.changing),
    )


def _is_item(visit: Visit, topic: Topic, group_id: str, item_id: str = "", *more: str) -> bool:
    return not more and visit.draft.filled.item(visit.group(topic.id, group_id), item_id) is not None


def _advice_read(visit: Visit, topic: Topic, question: Question, steps: tuple[str, ...]) -> Response:
    """Advice was read: on to the next that is called for, to the page with mistakes, or to where the page led."""
    visit.draft = drafts.change(
        visit.draft, visit.form, lambda draft: replace(draft, advised=draft.advised | {question.id})
    )
    following = advice_first(visit, topic, *steps)
    if following:
        return following
    if steps:
        return see_other(_after_item_advice(visit, topic, *steps))
    left = [mistake for mistake in check_topic(topic, visit.draft.filled).mistakes if not mistake.question.questions]
    if visit.form.single and not left:
        return answers_page(visit)  # not by a redirect, for a browser that keeps no cookies
    return see_other(visit.address(topic.id, changing=visit.changing) if left else onward(visit))


def _after_item_advice(visit: Visit, topic: Topic, group_id: str, item_id: str) -> str:
    """The item's page where something on it is still to be corrected, else the list it is in."""
    group, filled = visit.group(topic.id, group_id), visit.draft.filled
    item = filled.item(group, item_id)
    steps = (group_id, item_id) if item and check_item(group, item.typed, filled).mistakes else ()
    return visit.address(topic.id, *steps, changing=visit.changing)
