"""An item of a repeating group: a page of its own to add or change it, and one to confirm that it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from cmr.filled import Filled, check_item, item_name, taken_over
from cmr.form import Topic
from cmr.kinds.group import name_of_item
from cmr.option_lists import Option
from cmr.question import Question
from cmr.typed import Typed
from cmr.validation import Mistake, possible
from intake import pages
from intake.errors import NotFound, TooMuch, Unavailable
from intake.log import facts_of, log
from intake.topics import LATER, advice_first
from intake.visit import Visit
from intake.web import Response, see_other

_ITEM_ID = re.compile(r"[0-9a-f]{8}")


def item_page(visit: Visit, topic_id: str, group_id: str, item_id: str) -> Response:
    """GET: the item's questions. POST: keep them, mistakes and all, and go back to the topic when there are none."""
    topic, group = visit.topic(topic_id), visit.group(topic_id, group_id)
    _could_be(item_id)
    if visit.posting:
        return _save(visit, topic, group, item_id)
    if visit.draft.received:
        return see_other(visit.address("sent", visit.draft.reference))
    item = visit.draft.filled.item(group, item_id)
    return _drawn(visit, topic, group, item_id, item.typed if item else Typed(), (), HTTPStatus.OK)


def _could_be(item_id: str) -> None:
    """Any id of the right form may be that of an item to be added. Raises NotFound for anything else."""
    if not _ITEM_ID.fullmatch(item_id):
        raise NotFound


def _save(visit: Visit, topic: Topic, group: Question, item_id: str) -> Response:
    posted = visit.request.typed
    try:
        there = visit.draft.filled.item(group, item_id) is not None
        visit.keep(lambda filled: _put(filled, group, item_id, posted))
    except (Unavailable, TooMuch) as failed:
        return _not_saved(visit, topic, group, item_id, failed)
    item = visit.draft.filled.item(group, item_id)
    if item is None:  # the list was filled up in another tab meanwhile
        full = Mistake(group, group.says("full"), group.questions[0].kind.inputs(group.questions[0])[:1])
        return _drawn(visit, topic, group, item_id, posted, (full,), HTTPStatus.UNPROCESSABLE_ENTITY)
    following = advice_first(visit, replace(topic, questions=(group,)), group.id, item_id)
    if following:
        return following
    mistakes = check_item(group, item.typed, visit.draft.filled).mistakes
    if mistakes and not posted.all(LATER):
        return _drawn(visit, topic, group, item_id, item.typed, mistakes, HTTPStatus.UNPROCESSABLE_ENTITY)
    if visit.changing and there and not mistakes:
        return see_other(visit.address("check"))
    return see_other(_topic_address(visit, topic))


def _not_saved(visit: Visit, topic: Topic, group: Question, item_id: str, failed: Unavailable | TooMuch) -> Response:
    log("not saved", status=int(failed.status), form=visit.form.slug, **facts_of(failed))
    page = _drawn(visit, topic, group, item_id, visit.request.typed, (), failed.status, failed=failed)
    return page.with_retry() if isinstance(failed, Unavailable) else page


def _put(filled: Filled, group: Question, item_id: str, posted: Typed) -> Filled:
    full = len(filled.of(group)) >= group.most and not filled.item(group, item_id)
    return filled if full else filled.with_item(group, item_id, taken_over(group, filled, posted))


def removal_page(visit: Visit, topic_id: str, group_id: str, item_id: str) -> Response:
    """GET: ask. POST: remove it. An item that is gone already counts as removed."""
    topic, group = visit.topic(topic_id), visit.group(topic_id, group_id)
    _could_be(item_id)
    if visit.posting:
        visit.keep(lambda filled: filled.without_item(group, item_id))
        return see_other(_topic_address(visit, topic))
    found = visit.draft.filled.item(group, item_id)
    if visit.draft.received or found is None:
        return see_other(_topic_address(visit, topic))
    name = _name(visit, group, item_id)
    return pages.drawn(
        HTTPStatus.OK,
        visit.title(f"Remove {name}?"),
        "remove",
        form=visit.form,
        name=name,
        person=item_name(group, found, visit.draft.filled, 0),
        action=visit.address(topic_id, group_id, item_id, "remove", changing=visit.changing),
        back=_topic_address(visit, topic),
        hidden=visit.hidden(),
    )


def _drawn(
    visit: Visit,
    topic: Topic,
    group: Question,
    item_id: str,
    typed: Typed,
    mistakes: Sequence[Mistake],
    status: HTTPStatus,
    *,
    failed: Exception | None = None,
) -> Response:
    heading = _name(visit, group, item_id)
    asked = possible(group.questions, visit.known.typed) if visit.opened else group.questions
    page = Topic(id=group.id, title=heading, questions=asked)
    main = pages.renderer().form_page(
        visit.form,
        page,
        action=visit.address(topic.id, group.id, item_id, changing=visit.changing),
        typed=typed,
        mistakes=mistakes,
        offers=_offers(group, item_id, visit.known),
        heading=heading,
        caption=f"{visit.form.title}: {topic.title}",
        notices=pages.notices(failed=failed, dropped=visit.draft.notices if visit.opened else ()),
        hidden=visit.hidden(),
        button="Save and continue",
        beside=pages.renderer().page("intake/beside.html", back=_topic_address(visit, topic), later=LATER),
    )
    return pages.page(status, visit.title(heading, wrong=bool(mistakes)), main, form=visit.form)


def _offers(group: Question, item_id: str, filled: Filled) -> Mapping[str, Sequence[Option]]:
    """The answers an item may take over from earlier ones, so that nobody types one address twenty times."""
    offers: dict[str, list[Option]] = {}
    for question in (question for question in group.questions if question.same_as_earlier):
        for position, item in filled.earlier_answers(group, question, item_id):
            name, address = item_name(group, item, filled, position), question.kind.read(question, item.typed)
            lines = question.kind.lines(question, address)
            offers.setdefault(question.id, []).append(Option(value=item.id, label=name, hint=", ".join(lines)))
    return offers


def _name(visit: Visit, group: Question, item_id: str) -> str:
    """What an item's page is called: "Child 2". Never by a name, since a browser keeps the titles of its pages."""
    for position, item in enumerate(visit.known.of(group), start=1):
        if item.id == item_id:
            return name_of_item(group, {}, position)
    return f"Add {'an' if group.item[0] in 'aeiou' else 'a'} {group.item}"


def _topic_address(visit: Visit, topic: Topic) -> str:
    return visit.address(topic.id, changing=visit.changing)
