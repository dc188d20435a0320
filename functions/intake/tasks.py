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
from intake.form_request import FormRequest, said
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
    """One line of the list of drafts that this browser holds."""

    address: str
    began: datetime
    expires: datetime
    sent: bool


def first_page(here: FormRequest) -> Response:
    """GET: on to what this browser holds, or where to begin. POST: a draft of what the site's page posts."""
    if here.posting:
        return _begin(here)
    if access.held(here.request, here.form):
        return see_other(here.outside("d"))
    return here.drawn(HTTPStatus.OK, here.form.title, "start", start=here.outside())


def _begin(here: FormRequest) -> Response:
    """Begin a draft. If a service fails, show the page again with everything that was posted."""
    try:
        return _begun(here)
    except (Unavailable, TooMuch) as failed:
        return not_saved(here, here.form.topics[0], failed)


def _begun(here: FormRequest) -> Response:
    """Open a draft with what was posted, right or wrong, beside those that are open.

    The very answers of a draft that this browser holds, posted again from the page that Back leads to, are that draft.
    """
    form, posted = here.form, here.request.typed
    others = list(access.each_held(here.request, form))
    if not form.frozen and not posted.all(ANOTHER) and any(not other.received for other in others):
        return see_other(here.outside("d"))
    filled = _posted(form, posted)
    same = next(
        (other for other in others if form.frozen and said_in(form, other.filled) == said_in(form, filled)), None
    )
    draft = same or _kept(here, filled)
    under_way = any(not other.received for other in others)
    cookies = () if same else _cookies(here, draft, others)
    return _on(here, draft, cookies, others=under_way and not same)


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


def _kept(here: FormRequest, filled: Filled) -> Draft:
    draft = here.with_filled(drafts.open_draft(here.form), filled)
    first = here.form.topics[0]
    if here.form.frozen and check_topic(first, filled).mistakes:
        draft = replace(draft, pressed=frozenset({first.id}))
    return drafts.save(draft)


def _on(here: FormRequest, draft: Draft, cookies: tuple[str, ...], *, others: bool) -> Response:
    """On to what comes next. Whether this browser keeps the cookie is not known before it has brought it.

    `others` says that it has begun others, which the page then says too.
    """
    there = FormRequest(here.request, here.form, draft.name)
    there.hold(Opened(draft, by_cookie=not cookies))
    form, first = here.form, here.form.topics[0]
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


def _cookies(here: FormRequest, draft: Draft, others: Sequence[Draft]) -> tuple[str, ...]:
    """The new draft's cookie. When the browser holds all that it may, the oldest goes; the list of drafts said so."""
    oldest_first = sorted(others, key=lambda other: (not other.received, other.expires))  # what was sent goes first
    over = oldest_first[: max(0, len(others) + 1 - MOST_HELD)]
    gone = access.no_cookies(here.request, here.form, tuple(other.name for other in over))
    return (access.cookie_for(draft, here.form), *(gone if over else ()))


def drafts_page(here: FormRequest) -> Response:
    """GET: the drafts that this browser holds, to go on with, and the way to another."""
    here.only("GET", "HEAD")
    found, gone = _found(here)
    return here.drawn(
        HTTPStatus.OK,
        here.form.title,
        "drafts",
        held=list(_lines(here, found)),
        full=len(found) >= MOST_HELD,
        another=f"{here.outside()}?{ANOTHER}",
        start=here.outside(),
    ).with_cookies(access.no_cookies(here.request, here.form, gone) if gone else ())


def _found(here: FormRequest) -> tuple[Sequence[Draft], tuple[str, ...]]:
    """The drafts that open, the newest first, and the names of those that are gone for good.

    One that cannot be opened for the moment is neither. Raises NotOpened where no other is open, and Unavailable.
    """
    found, gone, shut = [], [], None
    for name, token in access.held(here.request, here.form).items():
        try:
            found.append(access.load(here.request, here.form, token))
        except (NoDraft, DraftExpired):
            gone.append(name)
        except NotOpened as failed:
            shut = failed
    if shut and not found:
        raise shut
    return sorted(found, key=lambda draft: draft.expires, reverse=True), tuple(gone)


def _lines(here: FormRequest, found: Sequence[Draft]) -> Iterator[HeldDraft]:
    for draft in found:
        there = FormRequest(here.request, here.form, draft.name)
        began = draft.expires - timedelta(hours=here.form.retention.draft_hours)
        address = there.outside("sent", draft.reference) if draft.received else there.address()
        yield HeldDraft(address, began, draft.expires, bool(draft.received))


def draft_page(here: FormRequest) -> Response:
    """GET: a draft's task list; for a form without one, the page on which it goes on. POST: as its first page."""
    here.only("GET", "HEAD")
    draft, form = here.draft, here.form
    if draft.received:
        return here.go(here.outside("sent", draft.reference))
    if form.single or form.one_after_another:
        return here.go(_next(here))
    tasks = [Task(topic, here.address(topic.id), status(topic, draft.filled)) for topic in form.topics]
    return here.drawn(
        HTTPStatus.OK,
        form.title,
        "tasks",
        tasks=tasks,
        done=sum(task.status == COMPLETED for task in tasks),
        draft=draft,
        dropped=draft.notices,
        check=here.address("check"),
        leave=here.address("leave"),
    )


def _next(here: FormRequest) -> str:
    """The first page that is not finished, else Check your answers."""
    for topic in here.form.topics:
        if status(topic, here.draft.filled) != COMPLETED:
            return here.address(topic.id)
    return here.address("check")


def status(topic: Topic, filled: Filled) -> str:
    """How far a topic has come."""
    begun = topic.id in filled.seen or any(filled.of(group) for group in topic.groups)
    if not (begun or said(filled.typed, saved_topic(topic).names)):
        return NOT_STARTED
    return INCOMPLETE if check_topic(topic, filled).mistakes else COMPLETED
