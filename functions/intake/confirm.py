"""Confirm and send: the one page that stores, and the receipt it leads to.

POST /forms/{slug}/d/{name}/confirm/   keep the submission, then 303 to
GET  /forms/{slug}/sent/{reference}/   the receipt, which survives refresh, Back and a bookmark

A reference is shown when something is stored under it, and not before: whoever notes it down has been heard.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from http import HTTPStatus

from casebook import receipts, submissions
from casebook.errors import (
    AlreadySent,
    Changed,
    DraftExpired,
    IntakeError,
    KeySpent,
    NoDraft,
    NotFound,
    NotOpened,
    ReferenceTaken,
    Unavailable,
)
from casebook.receipts import Receipt
from casebook.settings import settings
from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.forms import reference
from cmr.forms.form_state import check_form
from cmr.process import time_limits
from cmr.process.meetings import PANEL_RULE, load_calendar
from cmr.process.working_days import is_working_day
from intake.check_answers import AGAIN, DIGEST_INPUT, ELSEWHERE, digest_of
from intake.fill_in import without_key
from intake.form_request import Visit
from signin import access
from web.http import Request, Response, see_other
from web.log import facts_of, log
from web.problems import answering, form_refusal

MINTED = 5
"""As many references are tried, one after the other: that one is taken happens once in many lives."""


def respond(request: Request) -> Response:
    """The page for a request."""
    form = access.form_of(request, settings().content)
    try:
        return _page(Visit(request, form))
    except IntakeError as refused:
        return form_refusal(refused, request, form)


def _page(visit: Visit) -> Response:
    match visit.request.path[2:]:
        case ("d", name, "confirm"):
            return _confirmed(Visit(visit.request, visit.form, name))
        case ("confirm",):  # a page of the version before
            return _confirmed(Visit(visit.request, visit.form, access.posted_name(visit.request, visit.form)))
        case ("sent", typed):
            visit.only("GET", "HEAD")
            return _receipt_page(visit, typed)
        case _:
            raise NotFound


def _confirmed(visit: Visit) -> Response:
    visit.only("POST")
    try:
        return _confirm(visit)
    except (Changed, AlreadySent):  # another window sent or edited it while this request was under way
        again = Visit(visit.request, visit.form, visit.name)
        return _sent(again) if again.draft.received else again.go(again.address("check", **{ELSEWHERE: True}))
    except (Unavailable, NotOpened) as failed:
        return _not_sent(visit, failed)


def _confirm(visit: Visit) -> Response:
    draft, form = visit.draft, visit.form
    if draft.received:
        return _sent(visit)
    if draft.beside or check_form(form, draft.filled).mistakes:
        return visit.go(visit.address("check"))
    if visit.request.typed.text(DIGEST_INPUT) != digest_of(draft, form):
        return visit.go(visit.address("check", **{ELSEWHERE: True}))
    receipt = _stored(visit)
    log("submission stored", form=form.slug)
    return _to_receipt(visit, receipt.reference)


def _to_receipt(visit: Visit, sent_as: str) -> Response:
    """It is stored, and nothing that fails now may say otherwise: a receipt opens by its reference alone too."""
    address = visit.outside("sent", sent_as)
    try:
        return visit.go(address)
    except Unavailable:
        return see_other(address)


def _stored(visit: Visit) -> Receipt:
    """Keep the submission; under another reference where the minted one is another submission's.

    The draft says under which it was sent. Nobody has seen the first.
    """
    draft = visit.draft
    for _ in range(MINTED):
        try:
            return submissions.send(draft, visit.form)
        except ReferenceTaken:
            draft = replace(draft, reference=reference.mint())
    raise Unavailable("dynamodb", "ReferencesTaken")


def _sent(visit: Visit) -> Response:
    """The same submission again leads to the same receipt. Other answers are not sent, and the page says so."""
    if visit.request.typed.text(DIGEST_INPUT) == visit.draft.sent_digest:
        return _to_receipt(visit, visit.draft.reference)
    return visit.go(visit.address("copy", **{AGAIN: True}))


def _not_sent(visit: Visit, failed: Unavailable | NotOpened) -> Response:
    """Nothing is known to be kept. The answers are in the draft: say so, offer to try again, and another way."""
    log("not stored", form=visit.form.slug, **facts_of(failed))
    return visit.drawn(
        failed.status,
        "Sorry, we could not send your answers",
        "not_sent",
        expires=visit.draft.expires if visit.opened else None,
        confirm=visit.address("confirm"),
        hidden=visit.hidden(**{DIGEST_INPUT: visit.request.typed.text(DIGEST_INPUT)}),
    ).with_retry()


def _receipt_page(visit: Visit, typed: str) -> Response:
    try:
        receipt = receipts.find(reference.read(typed))
    except reference.NotAReference as slip:
        raise NotFound from slip
    if receipt is None or receipt.form != visit.form.slug:
        raise NotFound
    visit.name = access.name_held(visit.request, visit.form, receipt.submission)
    if clean := without_key(visit):
        return clean
    sender = _is_sender(visit, receipt)
    return visit.drawn(
        HTTPStatus.OK,
        "We have received what you sent",
        "receipt",
        receipt=receipt,
        sender=sender,
        sent=True,
        limits=[(time_limits.time_limits()[one.rule], one) for one in receipt.limits],
        day_in_words=clock.in_words,
        copy=visit.address("copy") if sender else "",
        panel=_panel(visit, receipt),
    )


def _is_sender(visit: Visit, receipt: Receipt) -> bool:
    """Whether this browser holds the draft that was sent, or brings a key to it.

    A receipt is shown all the same where that cannot be told, or a key is spent.
    """
    try:
        opened = access.open_sent(visit.request, visit.form, receipt.submission)
    except (NoDraft, NotOpened, DraftExpired, KeySpent, Unavailable):
        return False
    visit.opening, visit.name = opened, opened.draft.name
    return True


def _panel(visit: Visit, receipt: Receipt) -> dict[str, object] | None:
    """The Panel meeting a submission is in time for: a date only where SBNI has confirmed it."""
    if not any(limit.rule == PANEL_RULE for limit in visit.form.limits):
        return None
    meeting = load_calendar(settings().content).meeting_for(clock.london_day(receipt.received))
    return {
        "confirmed": meeting.confirmed,
        "day": clock.in_words(meeting.day),
        "usual": not meeting.confirmed and _may_meet(meeting.day),
    }


def _may_meet(day: date) -> bool:
    """Whether the Panel could meet on a day. Where it may be a bank holiday, for all that is known, none is named."""
    try:
        return is_working_day(day)
    except BeyondCalendar:
        return False


handler = answering(respond)
