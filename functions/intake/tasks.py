"""The first pages of a form: what the site's page posts, the drafts that a browser holds, a draft's task list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus

from casebook import drafts
from casebook.drafts import Draft
from casebook.errors import DraftExpired, NoDraft, NotOpened, TooMuch, Unavailable
from cmr.forms.form import Form, Topic
from cmr.forms.form_state import Filled, check_topic
from cmr.forms.posted import Typed
from intake.form_request import Visit, said
from intake.topics import OTHERS, advice_first, not_saved, onward, saved_topic
from signin import access
from signin.access import MOST_HELD, Opened
from web.http import Response, see_other

NOT_STARTED, INCOMPLETE, COMPLETED = "Not yet started", "Incomplete", "Completed"
ANOTHER = "another"
"""In what is posted, or in the query of a form's first page: one more, beside those that are open."""


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    topic: Topic
    address: str
    status: str


@dataclass(frozen=True)
class HeldDraft:
    """One line of the list of drafts."""

    address: str
    began: datetime
    expires: datetime
    sent: bool


def first_page(visit: Visit) -> Response:
    """GET: on to what this browser holds, or where to begin. POST: a draft of what the site's page posts."""
    if visit.posting:
        return _begin(visit)
    if access.held(visit.request, visit.form):
        return see_other(visit.outside("d"))
    return visit.drawn(HTTPStatus.OK, visit.form.title, "start", start=visit.outside())


def _begin(visit: Visit) -> Response:
    """A draft is begun; where a service fails, the page is shown again with all that was posted."""
    try:
        return _begun(visit)
    except (Unavailable, TooMuch) as failed:
        return not_saved(visit, visit.form.topics[0], failed)


def _begun(visit: Visit) -> Response:
    """Open a draft with what was posted, right or wrong, beside those that are open.

    The very answers of a draft that this browser holds, posted again from the page that Back leads to, are that draft.
    """
    form, posted = visit.form, visit.request.typed
    others = list(access.each_held(visit.request, form))
    if not form.frozen and not posted.all(ANOTHER) and any(not other.received for other in others):
        return see_other(visit.outside("d"))
    filled = _posted(form, posted)
    same = next(
        (other for other in others if form.frozen and said_in(form, other.filled) == said_in(form, filled)), None
    )
    draft = same or _kept(visit, filled)
    under_way = any(not other.received for other in others)
    cookies = () if same else _cookies(visit, draft, others)
    return _on(visit, draft, cookies, others=under_way and not same)


def _posted(form: Form, posted: Typed) -> Filled:
    """What was posted to a form's first page: its first topic, and whatever an older page of the site held besides."""
    filled = Filled()
    for topic in form.topics:
        if (topic == form.topics[0] and form.frozen) or said(posted, saved_topic(topic).names):
            filled = filled.with_topic(topic, posted)
    return filled


def said_in(form: Form, filled: Filled) -> Typed:
    """Everything typed on the topics' own pages."""
    return said(filled.typed, [name for topic in form.topics for name in saved_topic(topic).names])


def _kept(visit: Visit, filled: Filled) -> Draft:
    draft = visit.with_filled(drafts.open_draft(visit.form), filled)
    first = visit.form.topics[0]
    if visit.form.frozen and check_topic(first, filled).mistakes:
        draft = replace(draft, pressed=frozenset({first.id}))
    return drafts.save(draft)


def _on(visit: Visit, draft: Draft, cookies: tuple[str, ...], *, others: bool) -> Response:
    """On to what comes next. Whether this browser keeps the cookie is not known before it has brought it.

    `others` says that it has begun others, which the page then says too.
    """
    there = Visit(visit.request, visit.form, draft.name)
    there.opening = Opened(draft, by_cookie=not cookies)
    form, first = visit.form, visit.form.topics[0]
    if draft.received:
        return there.go(there.outside("sent", draft.reference), *cookies)
    if not form.frozen:
        return there.go(there.address(first.id), *cookies)
    following = advice_first(there, first, again=True)  # whoever says it again may need it again
    if following:
        return following.with_cookies(cookies)
    left = first.id in draft.pressed
    address = there.address(first.id) if left else onward(there, first)
    return there.go(f"{address}?{OTHERS}" if others else address, *cookies)


def _cookies(visit: Visit, draft: Draft, others: Sequence[Draft]) -> tuple[str, ...]:
    """The new draft's cookie. Of more than a browser holds the oldest goes, as the list of drafts has said."""
    oldest_first = sorted(others, key=lambda other: (not other.received, other.expires))  # what was sent goes first
    over = oldest_first[: max(0, len(others) + 1 - MOST_HELD)]
    gone = access.no_cookies(visit.request, visit.form, tuple(other.name for other in over))
    return (access.cookie_for(draft, visit.form), *(gone if over else ()))


def drafts_page(visit: Visit) -> Response:
    """GET: the drafts that this browser holds, to go on with, and the way to another."""
    visit.only("GET", "HEAD")
    found, gone = _found(visit)
    return visit.drawn(
        HTTPStatus.OK,
        visit.form.title,
        "drafts",
        held=list(_lines(visit, found)),
        full=len(found) >= MOST_HELD,
        another=f"{visit.outside()}?{ANOTHER}",
        start=visit.outside(),
    ).with_cookies(access.no_cookies(visit.request, visit.form, gone) if gone else ())


def _found(visit: Visit) -> tuple[Sequence[Draft], tuple[str, ...]]:
    """The drafts that open, the newest first, and the names of those that are gone for good.

    One that cannot be opened for the moment is neither. Raises NotOpened where no other is open, and Unavailable.
    """
    found, gone, shut = [], [], None
    for name, token in access.held(visit.request, visit.form).items():
        try:
            found.append(access.load(visit.request, visit.form, token))
        except (NoDraft, DraftExpired):
            gone.append(name)
        except NotOpened as failed:
            shut = failed
    if shut and not found:
        raise shut
    return sorted(found, key=lambda draft: draft.expires, reverse=True), tuple(gone)


def _lines(visit: Visit, found: Sequence[Draft]) -> Iterator[HeldDraft]:
    for draft in found:
        there = Visit(visit.request, visit.form, draft.name)
        began = draft.expires - timedelta(hours=visit.form.retention.draft_hours)
        address = there.outside("sent", draft.reference) if draft.received else there.address()
        yield HeldDraft(address, began, draft.expires, bool(draft.received))


def draft_page(visit: Visit) -> Response:
    """GET: a draft's task list; for a form without one, the page on which it goes on. POST: as its first page."""
    visit.only("GET", "HEAD")
    draft, form = visit.draft, visit.form
    if draft.received:
        return visit.go(visit.outside("sent", draft.reference))
    if form.single or form.one_after_another:
        return visit.go(_next(visit))
    tasks = [Task(topic, visit.address(topic.id), status(topic, draft.filled)) for topic in form.topics]
    return visit.drawn(
        HTTPStatus.OK,
        form.title,
        "tasks",
        tasks=tasks,
        done=sum(task.status == COMPLETED for task in tasks),
        draft=draft,
        dropped=draft.notices,
        check=visit.address("check"),
        leave=visit.address("leave"),
    )


def _next(visit: Visit) -> str:
    """The first page that is not finished, else Check your answers."""
    for topic in visit.form.topics:
        if status(topic, visit.draft.filled) != COMPLETED:
            return visit.address(topic.id)
    return visit.address("check")


def status(topic: Topic, filled: Filled) -> str:
    """How far a topic has come."""
    begun = topic.id in filled.seen or any(filled.of(group) for group in topic.groups)
    if not (begun or said(filled.typed, saved_topic(topic).names)):
        return NOT_STARTED
    return INCOMPLETE if check_topic(topic, filled).mistakes else COMPLETED
