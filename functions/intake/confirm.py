"""Confirm and send: the one page that stores, and the receipt it leads to.

POST /forms/{slug}/confirm/            keep the submission, then 303 to
GET  /forms/{slug}/sent/{reference}/   the receipt, which survives refresh, Back and a bookmark
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from http import HTTPStatus

from cmr import clock, reference, time_limits
from cmr.errors import BeyondCalendar
from cmr.filled import check_form
from cmr.meetings import PANEL_RULE, load_calendar
from cmr.working_days import is_working_day
from intake import access, drafts, pages, receipts, sending
from intake.checking import DIGEST_INPUT, answers_page, digest_of, sent_before
from intake.errors import (
    AlreadySent,
    Changed,
    DraftExpired,
    IntakeError,
    NoDraft,
    NotFound,
    ReferenceTaken,
    Unavailable,
)
from intake.log import facts_of, log
from intake.problems import answering, form_refusal
from intake.receipts import Receipt
from intake.settings import settings
from intake.visit import Visit
from intake.web import Request, Response, see_other

CHANGED = (
    "Your answers were changed in another window after this page was shown. Check them again before you send them."
)
RENUMBERED = "Your reference had to be changed. Your answers have not. Check the new reference, then send."


def respond(request: Request) -> Response:
    """The page for a request."""
    form = access.form_of(request, settings().content)
    try:
        return _page(Visit(request, form))
    except IntakeError as refused:
        return form_refusal(refused, request, form)


def _page(visit: Visit) -> Response:
    match visit.request.path[2:]:
        case ("confirm",):
            visit.only("POST")
            return _confirmed(visit)
        case ("sent", typed):
            visit.only("GET", "HEAD")
            return _receipt_page(visit, typed)
        case _:
            raise NotFound


def _confirmed(visit: Visit) -> Response:
    try:
        return _confirm(visit)
    except (Changed, AlreadySent):
        return _meanwhile(Visit(visit.request, visit.form))
    except Unavailable as failed:
        return _not_sent(visit, failed)


def _confirm(visit: Visit) -> Response:
    draft, form = visit.draft, visit.form
    shown = visit.request.typed.text(DIGEST_INPUT)
    if draft.received:
        return _sent(visit)
    if check_form(form, draft.filled).mistakes:
        return answers_page(visit, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if shown != digest_of(draft, form):
        return answers_page(visit, status=HTTPStatus.CONFLICT, why=CHANGED)
    try:
        receipt = sending.send(draft, form)
    except ReferenceTaken:
        return _renumbered(visit)
    log("submission stored", form=form.slug)
    return see_other(visit.address("sent", receipt.reference))


def _meanwhile(visit: Visit) -> Response:
    """Another window sent or edited the draft while this request was under way."""
    return _sent(visit) if visit.draft.received else answers_page(visit, status=HTTPStatus.CONFLICT, why=CHANGED)


def _sent(visit: Visit) -> Response:
    """The same submission again leads to the same receipt. Other answers are not sent, and the page says so."""
    if visit.request.typed.text(DIGEST_INPUT) == visit.draft.sent_digest:
        return see_other(visit.address("sent", visit.draft.reference))
    return sent_before(visit)


def _renumbered(visit: Visit) -> Response:
    """The reference was another submission's: mint one anew, and show it before anything is sent."""
    visit.draft = drafts.change(visit.draft, visit.form, lambda draft: replace(draft, reference=reference.mint()))
    return answers_page(visit, status=HTTPStatus.CONFLICT, why=RENUMBERED)


def _not_sent(visit: Visit, failed: Unavailable) -> Response:
    """Nothing is known to be kept. The answers are in the draft: say so, offer to try again, and another way."""
    log("not stored", form=visit.form.slug, **facts_of(failed))
    return pages.drawn(
        failed.status,
        visit.title("Sorry, we could not send your answers"),
        "not_sent",
        form=visit.form,
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
    return pages.drawn(
        HTTPStatus.OK,
        visit.title("We have received what you sent"),
        "receipt",
        form=visit.form,
        receipt=receipt,
        limits=[(time_limits.time_limits()[one.rule], one) for one in receipt.limits],
        day_in_words=clock.in_words,
        copy=visit.address("copy") if _sender(visit, receipt) else "",
        panel=_panel(visit, receipt),
    )


def _sender(visit: Visit, receipt: Receipt) -> bool:
    """Whether this browser is the one that sent it. A receipt is shown all the same where that cannot be told."""
    try:
        return visit.draft.id == receipt.submission
    except (NoDraft, DraftExpired, Unavailable):
        return False


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
