"""The pages for what a function refuses: what happened, what became of the answers, how to reach a person."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from casebook.errors import (
    DraftExpired,
    FromElsewhere,
    IntakeError,
    KeySpent,
    NoDraft,
    NotAForm,
    NotFound,
    NotOpened,
    TooLarge,
    TooMuch,
    Unavailable,
    WrongMethod,
)
from casebook.settings import settings
from cmr.forms.form import Form
from signin import access
from web import pages
from web.http import READS, Request, Response, method_of, moved
from web.log import facts_of, log

Handler = Callable[[Request], Response]


@dataclass(frozen=True)
class RefusalWords:
    """A refusal in the reader's words."""

    title: str
    lines: tuple[str, ...]
    start_again: bool = False
    call: bool = False  # show how to reach a person


WORDS: Mapping[type[IntakeError], RefusalWords] = {
    NotFound: RefusalWords(
        "Page not found",
        (
            "If you typed the address, check it is correct.",
            "If you followed a link, start again from the form’s first page.",
        ),
        start_again=True,
    ),
    WrongMethod: RefusalWords(
        "That cannot be done here", ("Nothing was changed. Start again from the form’s first page.",), start_again=True
    ),
    TooLarge: RefusalWords(
        "What you sent is too long",
        (
            "Nothing on that page was saved. Go back, and shorten the longest answer.",
            "Put the detail in a briefing report instead, or tell us by telephone.",
        ),
        call=True,
    ),
    TooMuch: RefusalWords(
        "There is more here than the form can hold",
        ("Nothing was sent. Go back, and shorten the longest answers, or put the detail in a briefing report.",),
        call=True,
    ),
    NotAForm: RefusalWords(
        "We could not read what was sent",
        ("Nothing was saved. This address takes what a web form sends, and no other kind of file.",),
        start_again=True,
    ),
    FromElsewhere: RefusalWords(
        "That did not come from this site",
        ("Another website tried to send this form for you. Nothing was saved or sent.",),
        start_again=True,
    ),
    NoDraft: RefusalWords(
        "We cannot find these answers",
        (
            "This browser does not open them. They may have been deleted, or typed in another browser.",
            "If you have a reference, what you sent then is safe.",
        ),
        start_again=True,
        call=True,
    ),
    NotOpened: RefusalWords(
        "We cannot open your answers for the moment",
        ("They have not been deleted. Wait some minutes, then load this page again.", "Nothing was sent just now."),
        call=True,
    ),
    KeySpent: RefusalWords(
        "This page can be opened once only",
        (
            "Your browser keeps no cookies for this site, so the address of each page works once, and for a minute.",
            "What you typed on the page before this one has been kept, but only a page that is still open leads to it. "
            "Close this one and press a button there. If there is none, you have to start again.",
        ),
        start_again=True,
        call=True,
    ),
    DraftExpired: RefusalWords(
        "Your answers have been deleted",
        (
            "We keep answers that have not been sent for a limited time, and that time is over.",
            "Nothing has been sent. You need to start again.",
        ),
        start_again=True,
        call=True,
    ),
    Unavailable: RefusalWords(
        "Sorry, the service is unavailable",
        ("Nothing was sent just now. Answers saved before this page are kept.", "Wait a minute, then try again."),
        call=True,
    ),
}
SORRY = RefusalWords(
    "Sorry, there is a problem with the service",
    (
        "We do not know that what you sent was stored, so take it as not sent.",
        "Try again later. Saved answers are kept.",
    ),
    call=True,
)


def answering(handler: Handler) -> Callable[[Mapping[str, Any], object], dict[str, Any]]:
    """A Lambda handler from a function of a request: every refusal becomes its page, and nothing typed is logged."""

    def handle(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        answer = _answer(handler, event)
        return (answer.without_body() if method_of(event) == "HEAD" else answer).event()

    return handle


def _answer(handler: Handler, event: Mapping[str, Any]) -> Response:
    try:
        request = Request.of(event)
        if request.method not in READS:
            request.refuse_elsewhere(settings().site_origin)
            request.refuse_unreadable()
        return moved(request) if request.misses_slash else handler(request)
    except IntakeError as refused:
        return refusal(refused)
    except Exception as bug:
        log("bug", kind=type(bug).__name__, where=_where(bug))
        return pages.drawn(HTTPStatus.INTERNAL_SERVER_ERROR, SORRY.title, "problem", words=SORRY)


def form_refusal(refused: IntakeError, request: Request, form: Form) -> Response:
    """The page for a refusal at a form's address. The cookie of a draft that is gone for good is taken away."""
    page = refusal(refused, form)
    name = request.path[3] if request.path[2:3] == ("d",) and len(request.path) > 3 else ""
    gone = isinstance(refused, NoDraft | DraftExpired) and name in access.held(request, form)
    return page.with_cookies(access.no_cookies(request, form, (name,))) if gone else page


def refusal(refused: IntakeError, form: Form | None = None) -> Response:
    """The page for a refusal, and its line in the log."""
    log(type(refused).__name__, status=int(refused.status), **facts_of(refused))
    return _problem_page(refused, form)


def _problem_page(refused: IntakeError, form: Form | None = None) -> Response:
    words = next((words for kind, words in WORDS.items() if isinstance(refused, kind)), SORRY)
    answer = pages.drawn(refused.status, words.title, "problem", form=form, words=words)
    if isinstance(refused, WrongMethod):
        return Response(answer.status, answer.body, {**answer.headers, "allow": ", ".join(refused.allowed)})
    return answer.with_retry() if isinstance(refused, Unavailable | NotOpened) else answer


def _where(bug: Exception) -> list[str]:
    """File and line of every step to a bug. Not its message: that may quote what somebody typed."""
    steps = traceback.extract_tb(bug.__traceback__)
    return [f"{step.filename.rpartition('/')[2]}:{step.lineno} {step.name}" for step in steps[-6:]]
