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
from intake.form_request import FormRequest
from signin import access
from web.http import Response, see_other
from web.log import facts_of, log

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"
FORGET = {"clear-site-data": '"cache", "storage"'}


def leave_form(here: FormRequest) -> Response:
    """POST: delete every draft of a form that can be left at once. GET: a link never deletes.

    Of another form only pages of the version before post here, and mean the one draft whose token they carry.
    """
    if not here.posting:
        return see_other(here.outside("d"))
    if not here.form.can_leave:
        return leave_draft(FormRequest(here.request, here.form, access.posted_name(here.request, here.form)))
    carried = here.request.typed.text(access.TOKEN_INPUT)
    for token in {*access.held(here.request, here.form).values(), *([carried] if carried else [])}:
        if not _discarded(token, here.form):
            break  # a service that fails would keep somebody who has to go
    return _left(here, access.names_held(here.request, here.form))


def leave_draft(here: FormRequest) -> Response:
    """GET: ask. POST: delete this draft and no other."""
    if not here.posting:
        return here.drawn(
            HTTPStatus.OK,
            "Delete what you have typed?",
            "leave",
            sent=bool(here.draft.received),
            action=here.address("leave"),
            back=here.address(),
        )
    drafts.discard(access.token_of(here.request, here.form, here.name), here.form)
    return _left(here, (here.name,))


def _discarded(token: str, form: Form) -> bool:
    """Whoever presses "Exit this page" leaves, whatever fails: the cookie goes, and the draft runs out by itself."""
    try:
        drafts.discard(token, form)
    except NoDraft:
        return True
    except Unavailable as failed:
        log("not deleted", **facts_of(failed))
        return False
    return True


def _left(here: FormRequest, names: tuple[str, ...]) -> Response:
    answer = see_other(here.outside("left"), *access.no_cookies(here.request, here.form, names))
    return Response(answer.status, "", {**answer.headers, **FORGET}, answer.cookies)


def left_page(here: FormRequest) -> Response:
    """GET: where leaving leads. For "Exit this page" a page that says nothing and is gone at once."""
    here.only("GET", "HEAD")
    if not here.form.can_leave:
        return here.drawn(HTTPStatus.OK, "Deleted", "left")
    body = (
        '<!doctype html><html lang="en"><title>Weather</title><link rel="icon" href="/favicon.svg">'
        f'<p><a href="{NEUTRAL_PAGE}">Weather</a></p></html>'
    )
    return Response(HTTPStatus.OK, body, {"refresh": f"0; url={NEUTRAL_PAGE}"})
