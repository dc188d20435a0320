"""An item of a repeating group: a page of its own to add or change it, and one to confirm that it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from casebook.drafts import Draft
from casebook.errors import NotOpened, TooMuch, Unavailable
from cmr.forms.form import Topic
from cmr.forms.form_state import Filled, check_item, item_name, taken_over
from cmr.forms.kinds.group import name_of_item
from cmr.forms.option_lists import Option
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.validation import Mistake, possible
from intake.form_request import SEEN, FormRequest
from intake.notices import notices
from intake.saving import Saved, save
from intake.topics import LATER, advice_first, differing
from web import pages
from web.errors import NotFound
from web.http import Response
from web.log import facts_of, log
from web.problems import words_for

_ITEM_ID = re.compile(r"[0-9a-f]{8}")


def item_page(here: FormRequest, topic_id: str, group_id: str, item_id: str) -> Response:
    """GET: the item's questions. POST: keep them, mistakes and all, and go back to the topic when there are none."""
    topic, group = here.topic(topic_id), here.group(topic_id, group_id)
    _could_be(item_id)
    if here.posting:
        return _save(here, topic, group, item_id)
    if here.draft.received:
        return here.go(here.outside("sent", here.draft.reference))
    return _shown(here, topic, group, item_id)


def _could_be(item_id: str) -> None:
    """Accept any well-formed id, since the item may be new. Raises NotFound otherwise."""
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


def _shown(here: FormRequest, topic: Topic, group: Question, item_id: str) -> Response:
    page, draft = saved_item(topic, group, item_id), here.draft
    other = differing(group.questions, page, here) if page.key in draft.beside else ()
    mistakes = page.mistakes(draft)
    return _drawn(here, topic, group, item_id, page.shown(draft), mistakes, HTTPStatus.OK, other=other)


def _save(here: FormRequest, topic: Topic, group: Question, item_id: str) -> Response:
    page, later = saved_item(topic, group, item_id), bool(here.request.typed.all(LATER))
    address = here.address(topic.id, group.id, item_id, change=here.changing)
    try:
        was_there = here.draft.filled.item(group, item_id) is not None
        kept = save(here, page, going_on=not later)
    except (Unavailable, NotOpened, TooMuch) as failed:
        return _not_saved(here, topic, group, item_id, failed)
    steps = (group.id, item_id)
    following = advice_first(here, replace(topic, questions=(group,)), *steps, danger_alone=later or not kept)
    if following or not kept:
        return following or here.go(address)
    if here.draft.filled.item(group, item_id) is None:
        return _not_saved(here, topic, group, item_id, None)
    if page.key in here.draft.pressed:
        return here.go(address)
    return here.go(here.address("check") if here.changing and was_there and not later else _topic_address(here, topic))


def _not_saved(
    here: FormRequest,
    topic: Topic,
    group: Question,
    item_id: str,
    failed: Unavailable | NotOpened | TooMuch | None,
) -> Response:
    """The page with all that was posted, which nothing can keep: a service failed, it is too long, the list is full."""
    status, mistakes = (words_for(failed).status, ()) if failed else (HTTPStatus.CONFLICT, _full(group))
    log("not saved", status=int(status), form=here.form.slug, **(facts_of(failed) if failed else {}))
    page = _drawn(here, topic, group, item_id, here.request.typed, mistakes, status, failed=failed)
    return page.with_retry() if isinstance(failed, Unavailable | NotOpened) else page


def removal_page(here: FormRequest, topic_id: str, group_id: str, item_id: str) -> Response:
    """GET: ask. POST: remove it. An item that is gone already counts as removed."""
    topic, group = here.topic(topic_id), here.group(topic_id, group_id)
    _could_be(item_id)
    if here.posting:
        here.change(lambda draft: _without(here, draft, saved_item(topic, group, item_id), group, item_id))
        return here.go(_topic_address(here, topic))
    found = here.draft.filled.item(group, item_id)
    if here.draft.received or found is None:
        return here.go(_topic_address(here, topic))
    name = _name(here, group, item_id)
    return here.drawn(
        HTTPStatus.OK,
        f"Remove {name}?",
        "remove",
        name=name,
        person=item_name(group, found, here.draft.filled, 0),
        action=here.address(topic_id, group_id, item_id, "remove", change=here.changing),
        back=_topic_address(here, topic),
    )


def _without(here: FormRequest, draft: Draft, page: Saved, group: Question, item_id: str) -> Draft:
    draft = here.with_filled(draft, draft.filled.without_item(group, item_id))
    return replace(draft, beside={key: waiting for key, waiting in draft.beside.items() if key != page.key})


def _drawn(
    here: FormRequest,
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
    heading = _name(here, group, item_id)
    asked = possible(group.questions, here.known.typed) if here.opened else group.questions
    page = Topic(id=group.id, title=heading, questions=asked)
    seen = {SEEN: saved_item(topic, group, item_id).fingerprint(here.draft)} if here.opened else {}
    main = pages.renderer().form_page(
        here.form,
        page,
        action=here.address(topic.id, group.id, item_id, change=here.changing),
        typed=typed,
        mistakes=mistakes,
        offers=_offers(group, item_id, here.known),
        heading=heading,
        caption=f"{here.form.title}: {topic.title}",
        notices=notices(
            failed=failed,
            dropped=here.draft.notices if here.opened else (),
            other=other,
            carrying=here.carrying,
        ),
        hidden=here.hidden(**seen),
        button="Save and continue",
        beside=pages.renderer().page(
            "intake/beside.html", back="" if here.carrying else _topic_address(here, topic), later=LATER
        ),
    )
    title = here.title(heading, wrong=bool(mistakes))
    return pages.page(status, title, main, carried=here.hidden(), form=here.form)


def _offers(group: Question, item_id: str, filled: Filled) -> Mapping[str, Sequence[Option]]:
    """The answers an item may take over from earlier ones, so that nobody types one address twenty times."""
    offers: dict[str, list[Option]] = {}
    for question in (question for question in group.questions if question.kind.may_share(question)):
        for position, item in filled.earlier_answers(group, question, item_id):
            name, address = item_name(group, item, filled, position), question.kind.read(question, item.typed)
            lines = question.kind.lines(question, address)
            offers.setdefault(question.id, []).append(Option(value=item.id, label=name, hint=", ".join(lines)))
    return offers


def _name(here: FormRequest, group: Question, item_id: str) -> str:
    """What an item's page is called: "Child 2". Never by a name, since a browser keeps the titles of its pages."""
    for position, item in enumerate(here.known.of(group), start=1):
        if item.id == item_id:
            return name_of_item(group, {}, position)
    return f"Add {'an' if group.item[0] in 'aeiou' else 'a'} {group.item}"


def _topic_address(here: FormRequest, topic: Topic) -> str:
    return here.address(topic.id, change=here.changing)
