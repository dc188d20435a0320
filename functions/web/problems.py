"""The pages for what a function refuses: what happened, what became of the answers, how to reach a person."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from casebook.errors import DraftExpired, KeySpent, NoDraft, NotOpened, Refusal, TooMuch, Unavailable
from cmr.forms.form import Form
from web import pages
from web.errors import FromElsewhere, NotAForm, NotFound, TooLarge, WrongMethod
from web.http import READS, Request, Response, method_of, moved
from web.log import facts_of, log
from web.settings import settings

Handler = Callable[[Request], Response]


@dataclass(frozen=True)
class RefusalWords:
    """A refusal as HTTP says it, and in the reader's words."""

    status: HTTPStatus
    title: str
    lines: tuple[str, ...]
    start_again: bool = False
    call: bool = False  # show how to reach a person


WORDS: Mapping[type[Refusal], RefusalWords] = {
    NotFound: RefusalWords(
        HTTPStatus.NOT_FOUND,
        "Page not found",
        (
            "If you typed the address, check it is correct.",
            "If you followed a link, start again from the form’s first page.",
        ),
        start_again=True,
    ),
    WrongMethod: RefusalWords(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "That cannot be done here",
        ("Nothing was changed. Start again from the form’s first page.",),
        start_again=True,
    ),
    TooLarge: RefusalWords(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "What you sent is too long",
        (
            "Nothing on that page was saved. Go back, and shorten the longest answer.",
            "Put the detail in a briefing report instead, or tell us by telephone.",
        ),
        call=True,
    ),
    TooMuch: RefusalWords(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "There is more here than the form can hold",
        ("Nothing was sent. Go back, and shorten the longest answers, or put the detail in a briefing report.",),
        call=True,
    ),
    NotAForm: RefusalWords(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "We could not read what was sent",
        ("Nothing was saved. This address takes what a web form sends, and no other kind of file.",),
        start_again=True,
    ),
    FromElsewhere: RefusalWords(
        HTTPStatus.BAD_REQUEST,  # not 403: CloudFront puts the site's 404 page in its place (infra/template.yaml)
        "That did not come from this site",
        ("Another website tried to send this form for you. Nothing was saved or sent.",),
        start_again=True,
    ),
    NoDraft: RefusalWords(
        HTTPStatus.NOT_FOUND,
        "We cannot find these answers",
        (
            "This browser does not open them. They may have been deleted, or typed in another browser.",
            "If you have a reference, what you sent then is safe.",
        ),
        start_again=True,
        call=True,
    ),
    NotOpened: RefusalWords(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "We cannot open your answers for the moment",
        ("They have not been deleted. Wait some minutes, then load this page again.", "Nothing was sent just now."),
        call=True,
    ),
    KeySpent: RefusalWords(
        HTTPStatus.GONE,
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
        HTTPStatus.GONE,
        "Your answers have been deleted",
        (
            "We keep answers that have not been sent for a limited time, and that time is over.",
            "Nothing has been sent. You need to start again.",
        ),
        start_again=True,
        call=True,
    ),
    Unavailable: RefusalWords(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Sorry, the service is unavailable",
        ("Nothing was sent just now. Answers saved before this page are kept.", "Wait a minute, then try again."),
        call=True,
    ),
}
PROBLEM = "web/problem.html"
SORRY = RefusalWords(
    HTTPStatus.INTERNAL_SERVER_ERROR,
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
    except Refusal as refused:
        return refusal(refused)
    except Exception as bug:
        log("bug", kind=type(bug).__name__, where=_where(bug))
        return pages.drawn(SORRY.status, SORRY.title, PROBLEM, words=SORRY)


def refusal(refused: Refusal, form: Form | None = None) -> Response:
    """The page for a refusal, and its line in the log."""
    words = words_for(refused)
    log(type(refused).__name__, status=int(words.status), **facts_of(refused))
    answer = pages.drawn(words.status, words.title, PROBLEM, form=form, words=words)
    if isinstance(refused, WrongMethod):
        return Response(answer.status, answer.body, {**answer.headers, "allow": ", ".join(refused.allowed)})
    return answer.with_retry() if isinstance(refused, Unavailable | NotOpened) else answer


def words_for(refused: Refusal) -> RefusalWords:
    """The status and the words of a refusal. What no page has words for is a mistake of ours."""
    return next((words for kind, words in WORDS.items() if isinstance(refused, kind)), SORRY)


def _where(bug: Exception) -> list[str]:
    """File and line of every step to a bug. Not its message: that may quote what somebody typed."""
    steps = traceback.extract_tb(bug.__traceback__)
    return [f"{step.filename.rpartition('/')[2]}:{step.lineno} {step.name}" for step in steps[-6:]]
