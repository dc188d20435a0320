"""The first page of a form: for a form of several topics the task list, for a form of one the page that is posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from cmr.filled import Filled, check_topic
from cmr.form import Form, Topic
from intake import access, drafts, pages
from intake.checking import answers_page, digest_of
from intake.drafts import Draft
from intake.errors import DraftExpired, NoDraft, Unavailable
from intake.topics import not_saved, redrawn, save_topic
from intake.visit import Visit
from intake.web import Response, see_other

NOT_STARTED, INCOMPLETE, COMPLETED = "Not yet started", "Incomplete", "Completed"


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    topic: Topic
    address: str
    status: str


def first_page(visit: Visit) -> Response:
    """GET: the task list. POST: a one-topic form checked, or a draft of a longer one opened."""
    if visit.form.single:
        return _post_single(visit) if visit.posting else _single(visit)
    return _start(visit) if visit.posting else _task_list(visit)


def _single(visit: Visit) -> Response:
    """The page that the site freezes, should a browser come here for it: what was typed before is on it."""
    topic = visit.form.topics[0]
    try:
        return redrawn(visit, topic, visit.draft.filled, (), HTTPStatus.OK)
    except (NoDraft, DraftExpired):
        return redrawn(visit, topic, Filled(), (), HTTPStatus.OK)


def _post_single(visit: Visit) -> Response:
    """Check what the frozen page posted. Nothing is kept until it has no mistakes, and nothing sent even then.

    The very answers that were sent, posted again from the page that Back leads to, are no second submission.
    """
    topic = visit.form.topics[0]
    filled = Filled().with_topic(topic, visit.request.typed)
    mistakes = check_topic(topic, filled).mistakes
    if mistakes:
        return redrawn(visit, topic, filled, mistakes, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        held = _held(visit)
        if held and held.received and digest_of(replace(held, filled=filled), visit.form) == held.sent_digest:
            return see_other(visit.address("sent", held.reference))
        visit.draft = _under_way(held) or drafts.open_draft(visit.form)
        following = save_topic(visit, topic)
    except Unavailable as failed:
        return not_saved(visit, topic, failed)
    cookie = access.cookie_for(visit.draft, visit.form)
    return (following or answers_page(visit)).with_cookie(cookie)


def _held(visit: Visit) -> Draft | None:
    """The draft this browser holds."""
    try:
        return access.draft_of(visit.request, visit.form)
    except (NoDraft, DraftExpired):
        return None


def _under_way(held: Draft | None) -> Draft | None:
    """A draft that is not sent yet: Back and Continue again is the same submission, with the same reference."""
    return held if held and not held.received else None


def _start(visit: Visit) -> Response:
    """Open a draft, unless this browser has one under way: starting never throws away what was typed."""
    draft = _under_way(_held(visit)) or drafts.save(drafts.open_draft(visit.form))
    return see_other(visit.address()).with_cookie(access.cookie_for(draft, visit.form))


def _task_list(visit: Visit) -> Response:
    try:
        draft = visit.draft
    except (NoDraft, DraftExpired) as none:
        return _nothing_under_way(visit, expired=isinstance(none, DraftExpired))
    if draft.received:
        return see_other(visit.address("sent", draft.reference))
    tasks = _tasks(visit, draft.filled)
    return pages.drawn(
        HTTPStatus.OK,
        visit.title(visit.form.title),
        "tasks",
        form=visit.form,
        notices=pages.notices(dropped=draft.notices),
        tasks=tasks,
        done=sum(task.status == COMPLETED for task in tasks),
        draft=draft,
        check=visit.address("check"),
        leave=visit.address("leave"),
    )


def _tasks(visit: Visit, filled: Filled) -> Sequence[Task]:
    return [Task(topic, visit.address(topic.id), status(topic, filled)) for topic in visit.form.topics]


def status(topic: Topic, filled: Filled) -> str:
    """How far a topic has come."""
    items = any(filled.of(group) for group in topic.groups)
    if topic.id not in filled.seen and not items:
        return NOT_STARTED
    return INCOMPLETE if check_topic(topic, filled).mistakes else COMPLETED


def _nothing_under_way(visit: Visit, *, expired: bool) -> Response:
    form: Form = visit.form
    answer = pages.drawn(
        HTTPStatus.GONE if expired else HTTPStatus.OK,
        visit.title(form.title),
        "start",
        form=form,
        expired=expired,
        start=visit.address(),
    )
    return answer.with_cookie(access.no_cookie(form)) if expired else answer
