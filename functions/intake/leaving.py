"""Leaving a form: what was typed is deleted, here and now, and the browser is told to forget the page.

From the public form it is "Exit this page": one press, and a neutral page elsewhere. The answer carries a Refresh
header rather than a redirect, because a browser holds the target of a posted form to this site's policy, redirects
included.
"""

from __future__ import annotations

from http import HTTPStatus

from intake import access, drafts, pages
from intake.errors import NoDraft, Unavailable
from intake.log import facts_of, log
from intake.visit import Visit
from intake.web import Response

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


def leave(visit: Visit) -> Response:
    """GET: ask first (a link never deletes). POST: delete the draft, expire the cookie, go."""
    if not visit.posting:
        return _ask(visit)
    gone = _gone(visit)
    headers = {**gone.headers, "clear-site-data": '"cache", "storage"'}
    return Response(gone.status, gone.body, headers, (access.no_cookie(visit.form),))


def _gone(visit: Visit) -> Response:
    """Who presses "Exit this page" goes, whatever fails: the token is taken away, and the draft runs out by itself."""
    token = access.token_of(visit.request, visit.form)
    try:
        if token:
            drafts.discard(token)
    except (Unavailable, NoDraft) as failed:
        if not visit.form.can_leave:
            raise
        log("not deleted", **facts_of(failed))
    return _exit() if visit.form.can_leave else _deleted(visit)


def _ask(visit: Visit) -> Response:
    return pages.drawn(
        HTTPStatus.OK,
        visit.title("Delete what you have typed?"),
        "leave",
        form=visit.form,
        action=visit.address("leave"),
        back=visit.address("check") if visit.form.single else visit.address(),
    )


def _deleted(visit: Visit) -> Response:
    return pages.drawn(HTTPStatus.OK, visit.title("Deleted"), "left", form=visit.form)


def _exit() -> Response:
    """A page that says nothing and is gone at once."""
    body = (
        '<!doctype html><html lang="en"><title>Weather</title><link rel="icon" href="/favicon.svg">'
        f'<p><a href="{NEUTRAL_PAGE}">Weather</a></p></html>'
    )
    return Response(HTTPStatus.OK, body, {"refresh": f"0; url={NEUTRAL_PAGE}"})
