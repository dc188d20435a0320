"""An item of a repeating group: a page of its own to add or change it, and one to confirm that it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from casebook.drafts import Draft
from casebook.errors import NotFound, NotOpened, TooMuch, Unavailable
from cmr.forms.form import Topic
from cmr.forms.form_state import Filled, check_item, item_name, taken_over
from cmr.forms.kinds.group import name_of_item
from cmr.forms.option_lists import Option
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.validation import Mistake, possible
from intake.form_request import SEEN, Visit
from intake.saving import Saved, save
from intake.topics import LATER, advice_first, differing
from web import pages
from web.http import Response
from web.log import facts_of, log

_ITEM_ID = re.compile(r"[0-9a-f]{8}")


def item_page(visit: Visit, topic_id: str, group_id: str, item_id: str) -> Response:
    """GET: the item's questions. POST: keep them, mistakes and all, and go back to the topic when there are none."""
    topic, group = visit.topic(topic_id), visit.group(topic_id, group_id)
    _could_be(item_id)
    if visit.posting:
        return _save(visit, topic, group, item_id)
    if visit.draft.received:
        return visit.go(visit.outside("sent", visit.draft.reference))
    return _shown(visit, topic, group, item_id)


def _could_be(item_id: str) -> None:
    """Any id of the right form may be that of an item to be added. Raises NotFound for anything else."""
    if not _ITEM_ID.fullmatch(item_id):
        raise NotFound


def saved_item(topic: Topic, group: Question, item_id: str) -> Saved:
    """How the inputs of an item's page are kept. A list that was filled up meanwhile takes no more."""

    def stored(filled: Filled) -> Typed:
        item = filled.item(group, item_id)
        return item.typed if item else Typed()

    def put(filled: Filled, typed: Typed) -> Filled:
        if len(filled.of(group)) >= group.most and not filled.item(group, item_id):
            return filled
        return filled.with_item(group, item_id, taken_over(group, filled, typed))

    def wrong(filled: Filled) -> Sequence[Mistake]:
        item = filled.item(group, item_id)
        return check_item(group, item.typed, filled).mistakes if item else _full(group)

    return Saved(
        key=f"{topic.id}/{group.id}/{item_id}",
        names=tuple(name for question in group.questions for name in question.kind.inputs(question)),
        stored=stored,
        put=put,
        wrong=wrong,
    )


def _full(group: Question) -> tuple[Mistake]:
    return (Mistake(group, group.says("full"), group.questions[0].kind.inputs(group.questions[0])[:1]),)


def _shown(visit: Visit, topic: Topic, group: Question, item_id: str) -> Response:
    page, draft = saved_item(topic, group, item_id), visit.draft
    other = differing(group.questions, page, visit) if page.key in draft.beside else ()
    mistakes = page.mistakes(draft)
    return _drawn(visit, topic, group, item_id, page.shown(draft), mistakes, HTTPStatus.OK, other=other)


def _save(visit: Visit, topic: Topic, group: Question, item_id: str) -> Response:
    page, later = saved_item(topic, group, item_id), bool(visit.request.typed.all(LATER))
    here = visit.address(topic.id, group.id, item_id, change=visit.changing)
    try:
        there = visit.draft.filled.item(group, item_id) is not None
        kept = save(visit, page, going_on=not later)
    except (Unavailable, NotOpened, TooMuch) as failed:
        return _not_saved(visit, topic, group, item_id, failed)
    steps = (group.id, item_id)
    following = advice_first(visit, replace(topic, questions=(group,)), *steps, danger_alone=later or not kept)
    if following or not kept:
        return following or visit.go(here)
    if visit.draft.filled.item(group, item_id) is None:
        return _not_saved(visit, topic, group, item_id, None)
    if page.key in visit.draft.pressed:
        return visit.go(here)
    return visit.go(visit.address("check") if visit.changing and there and not later else _topic_address(visit, topic))


def _not_saved(
    visit: Visit, topic: Topic, group: Question, item_id: str, failed: Unavailable | NotOpened | TooMuch | None
) -> Response:
    """The page with all that was posted, which nothing can keep: a service failed, it is too long, the list is full."""
    status, mistakes = (failed.status, ()) if failed else (HTTPStatus.CONFLICT, _full(group))
    log("not saved", status=int(status), form=visit.form.slug, **(facts_of(failed) if failed else {}))
    page = _drawn(visit, topic, group, item_id, visit.request.typed, mistakes, status, failed=failed)
    return page.with_retry() if isinstance(failed, Unavailable | NotOpened) else page


def removal_page(visit: Visit, topic_id: str, group_id: str, item_id: str) -> Response:
    """GET: ask. POST: remove it. An item that is gone already counts as removed."""
    topic, group = visit.topic(topic_id), visit.group(topic_id, group_id)
    _could_be(item_id)
    if visit.posting:
        visit.change(lambda draft: _without(visit, draft, saved_item(topic, group, item_id), group, item_id))
        return visit.go(_topic_address(visit, topic))
    found = visit.draft.filled.item(group, item_id)
    if visit.draft.received or found is None:
        return visit.go(_topic_address(visit, topic))
    name = _name(visit, group, item_id)
    return visit.drawn(
        HTTPStatus.OK,
        f"Remove {name}?",
        "remove",
        name=name,
        person=item_name(group, found, visit.draft.filled, 0),
        action=visit.address(topic_id, group_id, item_id, "remove", change=visit.changing),
        back=_topic_address(visit, topic),
    )


def _without(visit: Visit, draft: Draft, page: Saved, group: Question, item_id: str) -> Draft:
    draft = visit.with_filled(draft, draft.filled.without_item(group, item_id))
    return replace(draft, beside={key: waiting for key, waiting in draft.beside.items() if key != page.key})


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
    other: Sequence[tuple[str, Sequence[str]]] = (),
) -> Response:
    heading = _name(visit, group, item_id)
    asked = possible(group.questions, visit.known.typed) if visit.opened else group.questions
    page = Topic(id=group.id, title=heading, questions=asked)
    seen = {SEEN: saved_item(topic, group, item_id).fingerprint(visit.draft)} if visit.opened else {}
    main = pages.renderer().form_page(
        visit.form,
        page,
        action=visit.address(topic.id, group.id, item_id, change=visit.changing),
        typed=typed,
        mistakes=mistakes,
        offers=_offers(group, item_id, visit.known),
        heading=heading,
        caption=f"{visit.form.title}: {topic.title}",
        notices=pages.notices(
            failed=failed,
            dropped=visit.draft.notices if visit.opened else (),
            other=other,
            carrying=visit.carrying,
        ),
        hidden=visit.hidden(**seen),
        button="Save and continue",
        beside=pages.renderer().page(
            "intake/beside.html", back="" if visit.carrying else _topic_address(visit, topic), later=LATER
        ),
    )
    title = visit.title(heading, wrong=bool(mistakes))
    return pages.page(status, title, main, carried=visit.hidden(), form=visit.form)


def _offers(group: Question, item_id: str, filled: Filled) -> Mapping[str, Sequence[Option]]:
    """The answers an item may take over from earlier ones, so that nobody types one address twenty times."""
    offers: dict[str, list[Option]] = {}
    for question in (question for question in group.questions if question.kind.may_share(question)):
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
    return visit.address(topic.id, change=visit.changing)
