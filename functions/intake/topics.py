"""A topic's page: its questions and the lists of its repeating groups. What is typed is kept, mistakes and all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from casebook.errors import NotOpened, TooMuch, Unavailable
from cmr.forms.answers import answer_lines
from cmr.forms.form import Topic
from cmr.forms.form_state import Filled, advised_in, asked_in, check_item, check_topic, item_name, new_item_id
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.validation import Mistake, check, possible
from intake.form_request import SEEN, FormRequest
from intake.notices import notices
from intake.saving import Saved, save
from web import pages
from web.errors import NotFound
from web.http import Response
from web.log import facts_of, log
from web.problems import words_for

if TYPE_CHECKING:
    from cmr.forms.rendering import ItemLine

ADD, LATER, TO = "add", "later", "to"
"""The names of the page's other buttons: add an item, save without finishing, save and go to a page."""
_OURS = re.compile(r"/[a-z0-9/-]*/(\?change)?(#[A-Za-z0-9-]+)?")
FULL, OTHERS = "full", "others"
"""In the query of a topic's page: a list takes no more; this browser has begun other drafts before."""


def topic_page(here: FormRequest, topic_id: str) -> Response:
    """GET: the topic's page. POST: save it, and go on to where the pressed button leads."""
    topic = here.topic(topic_id)
    if here.posting:
        return _saved(here, topic)
    if here.draft.received:
        return here.go(here.outside("sent", here.draft.reference))
    return _shown(here, topic)


def saved_topic(topic: Topic) -> Saved:
    """How the inputs on a topic's own page are kept."""
    names = tuple(name for question in topic.questions for name in question.kind.inputs(question))
    return Saved(
        key=topic.id,
        names=names,
        stored=lambda filled: filled.typed,
        put=lambda filled, typed: filled.with_topic(topic, typed),
        wrong=lambda filled: check_topic(topic, filled).mistakes,
    )


def _shown(here: FormRequest, topic: Topic) -> Response:
    page, draft = saved_topic(topic), here.draft
    mistakes = (*page.mistakes(draft), *_too_many(here, topic))
    filled = draft.filled.with_topic(topic, page.shown(draft))
    other = differing(topic.plain, page, here) if topic.id in draft.beside else ()
    return redrawn(here, topic, filled, mistakes, HTTPStatus.OK, other=other)


def _saved(here: FormRequest, topic: Topic) -> Response:
    posted = here.request.typed
    aside = bool(posted.all(ADD) or posted.all(LATER) or posted.all(TO))
    try:
        kept = save(here, saved_topic(topic), going_on=not aside)
    except (Unavailable, NotOpened, TooMuch) as failed:
        return not_saved(here, topic, failed)
    following = advice_first(here, topic, danger_alone=aside or not kept)
    if following or kept:
        return following or _after(here, topic)
    return here.go(here.address(topic.id, change=here.changing))


def not_saved(here: FormRequest, topic: Topic, failed: Unavailable | NotOpened | TooMuch) -> Response:
    """The topic's page with all that was posted, and that it could not be saved: there is nowhere else to keep it."""
    log("not saved", status=int(words_for(failed).status), form=here.form.slug, **facts_of(failed))
    filled = here.known.with_topic(topic, here.request.typed)
    page = redrawn(here, _without_lists(here, topic), filled, (), words_for(failed).status, failed=failed)
    return page if isinstance(failed, TooMuch) else page.with_retry()


def _without_lists(here: FormRequest, topic: Topic) -> Topic:
    """The topic without its lists where the draft could not be opened: an empty list would say that all is lost.

    One for which the page itself said something ("There are no siblings") is shown, so that this is kept.
    """
    if here.opened:
        return topic
    posted = here.request.typed
    shown = tuple(one for one in topic.questions if not one.questions or posted.only(one.kind.inputs(one)))
    return replace(topic, questions=shown)


def _after(here: FormRequest, topic: Topic) -> Response:
    posted = here.request.typed
    if posted.all(ADD):
        return _add(here, topic, posted.text(ADD))
    if posted.all(TO):
        return here.go(inside(here, posted.text(TO)))
    if posted.all(LATER):
        return here.go(here.address())
    if topic.id in here.draft.pressed:
        return here.go(here.address(topic.id, change=here.changing))
    return here.go(onward(here, topic))


def inside(here: FormRequest, address: str) -> str:
    """An address that a page of this draft asked for. Raises NotFound for any other."""
    if not address.startswith(here.address()) or not _OURS.fullmatch(address):
        raise NotFound
    return address


def onward(here: FormRequest, topic: Topic) -> str:
    """Where a finished page leads: to Check your answers where a Change link opened it, else to what comes next."""
    if here.changing or here.form.single:
        return here.address("check")
    if not here.form.one_after_another:
        return here.address()
    following = here.form.after(topic)
    return here.address(following.id if following else "check")


def _add(here: FormRequest, topic: Topic, group_id: str) -> Response:
    """On to a page for a new item. Its id is made now, so that posting the page twice adds one item."""
    group = here.group(topic.id, group_id)
    if len(here.draft.filled.of(group)) >= group.most:
        return here.go(here.address(topic.id, change=here.changing, full=True))
    return here.go(here.address(topic.id, group.id, new_item_id(), change=here.changing))


def _too_many(here: FormRequest, topic: Topic) -> Iterator[Mistake]:
    """The lists that are full and to which somebody wanted to add."""
    for group in topic.groups if FULL in here.request.asked else ():
        items = here.draft.filled.of(group)
        if len(items) >= group.most:
            yield Mistake(group, group.says("full"), (f"{group.id}-{items[-1].id}",))


def differing(questions: Sequence[Question], page: Saved, here: FormRequest) -> Sequence[tuple[str, Sequence[str]]]:
    """What other windows have said where this one posted something else: each question with its answer there."""
    posted = page.shown(here.draft)
    others = (page.stored(here.draft.filled), *here.draft.beside.get(page.key, ())[:-1])
    return [one for other in others for one in _differing(questions, other, posted, here)]


def _differing(
    questions: Sequence[Question], kept: Typed, posted: Typed, here: FormRequest
) -> Sequence[tuple[str, Sequence[str]]]:
    answers = check(questions, kept, beyond=here.draft.filled.typed).answers
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
    """The text that was typed for an answer that is wrong."""
    return _of(question, typed.showable()) or ("Nothing",)


def redrawn(
    here: FormRequest,
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
    form = here.form
    seen = {SEEN: saved_topic(topic).fingerprint(here.draft)} if here.opened else {}
    first = topic == form.topics[0]
    main = pages.renderer().form_page(
        form,
        replace(topic, questions=possible(topic.questions, filled.typed)) if here.opened else topic,
        action=here.address(topic.id, change=here.changing),
        typed=filled.typed,
        mistakes=mistakes,
        items=_item_lines(here, topic, filled),
        numbers=pages.contacts().group("danger") if form.danger_first and first else (),
        notices=notices(
            failed=failed,
            dropped=here.draft.notices if here.opened else (),
            other=other,
            carrying=here.carrying,
            others=here.outside("d") if OTHERS in here.request.asked else "",
        ),
        hidden=here.hidden(**seen),
        button="Continue" if form.single or form.one_after_another else "Save and continue",
        beside=_beside(here),
    )
    heading = form.title if form.single else topic.title
    title = here.title(heading, wrong=bool(mistakes))
    return pages.page(status, title, main, carried=here.hidden(), form=form)


def _beside(here: FormRequest) -> str:
    """The other ways on from a page of a form with a task list."""
    if here.form.single or here.form.one_after_another:
        return ""
    back = "" if here.carrying else here.address()
    return pages.renderer().page("intake/beside.html", back=back, later=LATER)


def _item_lines(here: FormRequest, topic: Topic, filled: Filled) -> Mapping[str, Sequence[ItemLine]]:
    asked = {question.id for question in asked_in(topic, filled)}
    return {group.id: _lines(here, topic, group, filled) for group in topic.groups if group.id in asked}


def _lines(here: FormRequest, topic: Topic, group: Question, filled: Filled) -> Sequence[ItemLine]:
    from cmr.forms.rendering import ItemLine  # brings Jinja: only to draw

    return [
        ItemLine(
            id=item.id,
            name=item_name(group, item, filled, position),
            change=here.address(topic.id, group.id, item.id, change=here.changing),
            remove=here.address(topic.id, group.id, item.id, "remove", change=here.changing),
            finished=not check_item(group, item.typed, filled).mistakes,
            posts=TO if here.carrying else "",
        )
        for position, item in enumerate(filled.of(group), start=1)
    ]


def advice_first(
    here: FormRequest, topic: Topic, *steps: str, danger_alone: bool = False, again: bool = False
) -> Response | None:
    """On to the advice that an answer of a topic, or of an item, calls for and that was not shown yet; else None.

    It comes before anything else, mistakes on the page included: danger does not wait for a missing answer, nor for
    another button (`danger_alone`). `steps` lead back to the item's page; `again` shows it to who has read it before.
    """
    called = (
        question
        for question, advice in advised_in(topic, said_anywhere(here))
        if (again or question.id not in here.draft.advised) and (advice.numbers or not danger_alone)
    )
    question = next(called, None)
    return here.go(here.address("advice", question.id, *steps, change=here.changing)) if question else None


def said_anywhere(here: FormRequest) -> Filled:
    """What was filled in, and over it what waits beside it to be decided: danger does not wait for that."""
    filled = here.draft.filled
    for key, typed in ((key, one) for key, waiting in here.draft.beside.items() for one in waiting):
        topic_id, *steps = key.split("/")
        topic, group = here.form.topic(topic_id), here.form.group(topic_id, steps[0]) if steps else None
        if group and steps[1:]:
            filled = filled.with_item(group, steps[1], typed)
        elif topic:
            filled = filled.with_topic(topic, typed)
    return filled


def advice_page(here: FormRequest, question_id: str, *steps: str) -> Response:
    """GET: what to do now. POST: it was read; go on to what comes next. `steps` are the group and item it is about."""
    posting = here.posting
    called = (
        (topic, question, advice)
        for topic in here.form.topics
        for question, advice in advised_in(topic, said_anywhere(here))
        if question.id == question_id
    )
    topic, question, advice = next(called, (None, None, None))
    if topic is None or question is None or advice is None:
        raise NotFound
    if steps and not _is_item(here, topic, *steps):
        raise NotFound
    if posting:
        return _advice_read(here, topic, question, steps)
    return here.drawn(
        HTTPStatus.OK,
        advice.title,
        "advice",
        advice=advice,
        numbers=pages.contacts().group(advice.numbers) if advice.numbers else (),
        action=here.address("advice", question.id, *steps, change=here.changing),
        back=here.address(topic.id, *steps, change=here.changing),
    )


def _is_item(here: FormRequest, topic: Topic, group_id: str, item_id: str = "", *more: str) -> bool:
    return not more and said_anywhere(here).item(here.group(topic.id, group_id), item_id) is not None


def _advice_read(here: FormRequest, topic: Topic, question: Question, steps: tuple[str, ...]) -> Response:
    """Advice was read: on to the next that is called for, to the page with mistakes, or to where the page led."""
    here.change(lambda draft: replace(draft, advised=draft.advised | {question.id}))
    following = advice_first(here, topic, *steps)
    if following:
        return following
    if steps:
        return here.go(_after_item_advice(here, topic, *steps))
    if topic.id in here.draft.beside:
        return here.go(here.address(topic.id, change=here.changing))
    left = [mistake for mistake in check_topic(topic, here.draft.filled).mistakes if not mistake.question.questions]
    return here.go(here.address(topic.id, change=here.changing) if left else onward(here, topic))


def _after_item_advice(here: FormRequest, topic: Topic, group_id: str, item_id: str) -> str:
    """The item's page where something on it is still to be corrected, else the list it is in."""
    group, filled = here.group(topic.id, group_id), here.draft.filled
    item = filled.item(group, item_id)
    undecided = f"{topic.id}/{group_id}/{item_id}" in here.draft.beside
    wrong = item and check_item(group, item.typed, filled).mistakes
    steps = (group_id, item_id) if undecided or wrong else ()
    return here.address(topic.id, *steps, change=here.changing)
