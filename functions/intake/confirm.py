"""Confirm and send: the one page that stores, and the receipt it leads to.

POST /forms/{slug}/d/{name}/confirm/   keep the submission, then 303 to
GET  /forms/{slug}/sent/{reference}/   the receipt, which survives refresh, Back and a bookmark

A reference is shown when something is stored under it, and not before: whoever notes it down has been heard.
"""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from casebook import receipts, submissions
from casebook.errors import (
    AlreadySent,
    Changed,
    DraftExpired,
    KeySpent,
    NoDraft,
    NotOpened,
    ReferenceTaken,
    Unavailable,
)
from casebook.receipts import Receipt
from casebook.submissions import Submission
from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.forms import reference
from cmr.process import time_limits
from cmr.process.meetings import PANEL_RULE, load_calendar
from cmr.process.working_days import is_working_day
from intake.check_answers import AGAIN, DIGEST_INPUT, ELSEWHERE
from intake.form_request import FormRequest, form_handler
from signin import access
from web.errors import NotFound
from web.http import Response, see_other
from web.log import facts_of, log
from web.problems import words_for
from web.settings import settings

MINTED = 5
"""How many references to try: that even one is taken already is very unlikely."""


def _page(here: FormRequest) -> Response:
    match here.request.path[2:]:
        case ("d", name, "confirm"):
            return _confirmed(here.of(name))
        case ("confirm",):  # a page of the version before
            return _confirmed(here.of(access.posted_name(here.request, here.form)))
        case ("sent", typed):
            here.only("GET", "HEAD")
            return _receipt_page(here, typed)
        case _:
            raise NotFound


def _confirmed(here: FormRequest) -> Response:
    here.only("POST")
    try:
        return _confirm(here)
    except (Changed, AlreadySent):  # another window sent or edited it while this request was under way
        again = here.of(here.name)
        return _sent(again) if again.draft.received else again.go(again.address("check", **{ELSEWHERE: True}))
    except (Unavailable, NotOpened) as failed:
        return _not_sent(here, failed)


def _confirm(here: FormRequest) -> Response:
    """Check in this order: already sent, not ready, changed since it was shown. Only then keep anything."""
    if here.draft.received:
        return _sent(here)
    submission = Submission(here.draft, here.form)
    if not submission.ready:
        return here.go(here.address("check"))
    if here.request.typed.text(DIGEST_INPUT) != submission.digest:
        return here.go(here.address("check", **{ELSEWHERE: True}))
    receipt = _kept(submission)
    log("submission stored", form=here.form.slug)
    return _to_receipt(here, receipt.reference)


def _to_receipt(here: FormRequest, sent_as: str) -> Response:
    """It is stored, and nothing that fails now may say otherwise: a receipt opens by its reference alone too."""
    address = here.outside("sent", sent_as)
    try:
        return here.go(address)
    except Unavailable:
        return see_other(address)


def _kept(submission: Submission) -> Receipt:
    """Keep the submission; under another reference where the minted one is another submission's.

    The draft says under which it was sent. Nobody has seen the first.
    """
    for _ in range(MINTED):
        try:
            return submissions.keep(submission)
        except ReferenceTaken:
            submission = submission.under(reference.mint())
    raise Unavailable("dynamodb", "ReferencesTaken")


def _sent(here: FormRequest) -> Response:
    """The same submission again leads to the same receipt. Other answers are not sent, and the page says so."""
    if here.request.typed.text(DIGEST_INPUT) == here.draft.sent_digest:
        return _to_receipt(here, here.draft.reference)
    return here.go(here.address("copy", **{AGAIN: True}))


def _not_sent(here: FormRequest, failed: Unavailable | NotOpened) -> Response:
    """Nothing is known to be kept. The answers are in the draft: say so, offer to try again, and another way."""
    log("not stored", form=here.form.slug, **facts_of(failed))
    return here.drawn(
        words_for(failed).status,
        "Sorry, we could not send your answers",
        "not_sent",
        expires=here.draft.expires if here.opened else None,
        confirm=here.address("confirm"),
        hidden=here.hidden(**{DIGEST_INPUT: here.request.typed.text(DIGEST_INPUT)}),
    ).with_retry()


def _receipt_page(here: FormRequest, typed: str) -> Response:
    try:
        receipt = receipts.find(reference.read(typed))
    except reference.NotAReference as slip:
        raise NotFound from slip
    if receipt is None or receipt.form != here.form.slug:
        raise NotFound
    here.name = access.name_held(here.request, here.form, receipt.submission)
    if clean := here.without_key():
        return clean
    sender = _is_sender(here, receipt)
    return here.drawn(
        HTTPStatus.OK,
        "We have received what you sent",
        "receipt",
        receipt=receipt,
        sender=sender,
        sent=True,
        limits=[(time_limits.time_limits()[one.rule], one) for one in receipt.limits],
        day_in_words=clock.in_words,
        copy=here.address("copy") if sender else "",
        panel=_panel(here, receipt),
    )


def _is_sender(here: FormRequest, receipt: Receipt) -> bool:
    """Whether this browser holds the draft that was sent, or brings a key to it.

    A receipt is shown all the same where that cannot be told, or a key is spent.
    """
    try:
        opened = access.open_sent(here.request, here.form, receipt.submission)
    except (NoDraft, NotOpened, DraftExpired, KeySpent, Unavailable):
        return False
    here.hold(opened)
    return True


def _panel(here: FormRequest, receipt: Receipt) -> dict[str, object] | None:
    """The Panel meeting a submission is in time for: a date only where SBNI has confirmed it."""
    if not any(limit.rule == PANEL_RULE for limit in here.form.limits):
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


handler = form_handler(_page)
