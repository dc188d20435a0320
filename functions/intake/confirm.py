"""Confirm and send: the one page that stores, and the receipt it leads to.

POST /forms/{slug}/confirm/            keep the submission, then 303 to
GET  /forms/{slug}/sent/{reference}/   the receipt, which survives refresh, Back and a bookmark
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from cmr import clock, reference, time_limits
from cmr.filled import check_form
from cmr.meetings import load_calendar
from cmr.working_days import is_working_day
from intake import access, drafts, pages, receipts, sending
from intake.checking import DIGEST_INPUT, answers_page, cards_of, digest_of
from intake.errors import Changed, DraftExpired, IntakeError, NoDraft, NotFound, ReferenceTaken, Unavailable
from intake.problems import answering, log, problem_page
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
    visit = Visit(request, access.form_of(request, settings().content))
    try:
        match request.path[2:]:
            case ("confirm",):
                visit.only("POST")
                return _confirm(visit)
            case ("sent", typed):
                visit.only("GET", "HEAD")
                return _receipt_page(visit, typed)
            case _:
                raise NotFound
    except (NoDraft, DraftExpired) as gone:
        return problem_page(gone, visit.form).with_cookie(access.no_cookie(visit.form))


def _confirm(visit: Visit) -> Response:
    draft, form = visit.draft, visit.form
    shown = visit.request.typed.text(DIGEST_INPUT)
    if draft.received:
        return _sent_before(visit, same=shown == draft.sent_digest)
    if check_form(form, draft.filled).mistakes:
        return answers_page(visit, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if shown != digest_of(draft, form):
        return answers_page(visit, status=HTTPStatus.CONFLICT, why=CHANGED)
    try:
        receipt = sending.send(draft, form)
    except ReferenceTaken:
        return _renumbered(visit)
    except Changed:
        return _confirm(Visit(visit.request, form))  # sent, or edited, by another window: look again
    except Unavailable as failed:
        return _not_sent(visit, failed)
    log("submission stored", form=form.slug, emails=1 + bool(form.acknowledge))
    return see_other(visit.address("sent", receipt.reference))


def _sent_before(visit: Visit, *, same: bool) -> Response:
    """The same submission again leads to the same receipt. Other answers are not sent, and the page says so."""
    receipt = visit.address("sent", visit.draft.reference)
    if same:
        return see_other(receipt)
    return pages.drawn(
        HTTPStatus.CONFLICT,
        visit.title("You have already sent this"),
        "sent_before",
        form=visit.form,
        draft=visit.draft,
        receipt=receipt,
        cards=list(cards_of(visit, visit.draft.filled)),
    )


def _renumbered(visit: Visit) -> Response:
    """The reference was another submission's: mint one anew, and show it before anything is sent."""
    visit.draft = drafts.change(visit.draft, visit.form, lambda draft: replace(draft, reference=reference.mint()))
    return answers_page(visit, status=HTTPStatus.CONFLICT, why=RENUMBERED)


def _not_sent(visit: Visit, failed: IntakeError) -> Response:
    """Nothing was kept. The answers are in the draft: say so, offer to try again, and another way."""
    log(
        "not stored",
        status=int(failed.status),
        service=getattr(failed, "service", ""),
        code=getattr(failed, "code", ""),
    )
    answer = pages.drawn(
        failed.status,
        visit.title("Sorry, we could not send your answers"),
        "not_sent",
        form=visit.form,
        draft=visit.draft,
        confirm=visit.address("confirm"),
        hidden=visit.hidden(**{DIGEST_INPUT: visit.request.typed.text(DIGEST_INPUT)}),
    )
    return Response(answer.status, answer.body, {**answer.headers, "retry-after": "60"}, answer.cookies)


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
    if not any(limit.rule == "T2" for limit in visit.form.limits):
        return None
    meeting = load_calendar(settings().content).meeting_for(clock.london_day(receipt.received))
    return {
        "confirmed": meeting.confirmed,
        "day": clock.in_words(meeting.day),
        "usual": not meeting.confirmed and is_working_day(meeting.day),
    }


handler = answering(respond)
