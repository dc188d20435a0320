"""Leaving a form: what was typed is deleted, here and now, and the browser is told to forget its pages.

From the public form it is "Exit this page": one press, every draft of that form that this browser holds, and a neutral
page elsewhere. The way there is an empty page of ours that carries a Refresh header: a browser holds the target of a
posted form to this site's policy, redirects included, so that a POST cannot lead straight out.
"""

from __future__ import annotations

from http import HTTPStatus

from casebook import drafts
from casebook.errors import NoDraft, Unavailable
from cmr.forms.form import Form
from intake.form_request import Visit
from signin import access
from web.http import Response, see_other
from web.log import facts_of, log

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"
FORGET = {"clear-site-data": '"cache", "storage"'}


def leave_form(visit: Visit) -> Response:
    """POST: delete every draft of a form that can be left at once. GET: a link never deletes.

    Of another form only pages of the version before post here, and mean the one draft whose token they carry.
    """
    if not visit.posting:
        return see_other(visit.outside("d"))
    if not visit.form.can_leave:
        return leave_draft(Visit(visit.request, visit.form, access.posted_name(visit.request, visit.form)))
    carried = visit.request.typed.text(access.TOKEN_INPUT)
    for token in {*access.held(visit.request, visit.form).values(), *([carried] if carried else [])}:
        if not _discarded(token, visit.form):
            break  # a service that fails would keep somebody who has to go
    return _left(visit, access.names_held(visit.request, visit.form))


def leave_draft(visit: Visit) -> Response:
    """GET: ask. POST: delete this draft and no other."""
    if not visit.posting:
        return visit.drawn(
            HTTPStatus.OK,
            "Delete what you have typed?",
            "leave",
            sent=bool(visit.draft.received),
            action=visit.address("leave"),
            back=visit.address(),
        )
    drafts.discard(access.token_of(visit.request, visit.form, visit.name), visit.form)
    return _left(visit, (visit.name,))


def _discarded(token: str, form: Form) -> bool:
    """Who presses "Exit this page" goes, whatever fails: the cookie is taken away, and the draft runs out by itself."""
    try:
        drafts.discard(token, form)
    except NoDraft:
        return True
    except Unavailable as failed:
        log("not deleted", **facts_of(failed))
        return False
    return True


def _left(visit: Visit, names: tuple[str, ...]) -> Response:
    answer = see_other(visit.outside("left"), *access.no_cookies(visit.request, visit.form, names))
    return Response(answer.status, "", {**answer.headers, **FORGET}, answer.cookies)


def left_page(visit: Visit) -> Response:
    """GET: where leaving leads. For "Exit this page" a page that says nothing and is gone at once."""
    visit.only("GET", "HEAD")
    if not visit.form.can_leave:
        return visit.drawn(HTTPStatus.OK, "Deleted", "left")
    body = (
        '<!doctype html><html lang="en"><title>Weather</title><link rel="icon" href="/favicon.svg">'
        f'<p><a href="{NEUTRAL_PAGE}">Weather</a></p></html>'
    )
    return Response(HTTPStatus.OK, body, {"refresh": f"0; url={NEUTRAL_PAGE}"})
