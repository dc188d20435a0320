"""Who may open what. Every page asks here and nowhere else.

Today a form opens for anybody who comes to it, a draft for the browser that holds its token, and a receipt for whoever
knows its reference (it says when something was received, and nothing about the child). Invitations and sign-in change
these three functions and nothing besides.
"""

from __future__ import annotations

from pathlib import Path

from cmr import clock
from cmr.catalogue import load_form
from cmr.errors import UnknownForm
from cmr.form import Form
from intake import drafts
from intake.drafts import Draft
from intake.errors import NoDraft, NotFound
from intake.settings import settings
from intake.web import Request

TOKEN_INPUT = "draft"  # noqa: S105 - the name of an input, not what it holds
"""The hidden input that carries the token too, so that a form is sent even where a browser keeps no cookies."""


def form_of(request: Request, content: Path) -> Form:
    """The form a request is about. Raises NotFound."""
    if len(request.path) < 2 or request.path[0] != "forms":
        raise NotFound
    try:
        return load_form(request.path[1], content)
    except UnknownForm as unknown:
        raise NotFound from unknown


def draft_of(request: Request, form: Form) -> Draft:
    """The draft this browser holds. Raises NoDraft, DraftExpired, Unavailable."""
    token = token_of(request, form)
    if not token:
        raise NoDraft
    return drafts.load(token, form)


def token_of(request: Request, form: Form) -> str:
    """The token a request carries: from the page that was posted, else from the cookie; "" where neither has one."""
    posted = request.typed.text(TOKEN_INPUT) if request.method == "POST" else ""
    return posted or request.cookies.get(cookie_name(form), "")


def came_by_cookie(request: Request, form: Form) -> bool:
    """Whether the token is the cookie's. A page left open from an earlier draft posts its own, and the cookie stays."""
    held = request.cookies.get(cookie_name(form), "")
    return bool(held) and token_of(request, form) == held


def cookie_name(form: Form) -> str:
    return f"draft-{form.slug}"


def cookie_for(draft: Draft, form: Form) -> str:
    """The cookie that lets this browser come back. For the public form it goes when the browser closes."""
    left = int((draft.expires - clock.now()).total_seconds())
    life = "" if form.audience == "public" else f"; Max-Age={left}"
    return f"{cookie_name(form)}={draft.token}{life}{_attributes(form)}"


def no_cookie(form: Form) -> str:
    """The cookie that takes the other away."""
    return f"{cookie_name(form)}=gone; Max-Age=0{_attributes(form)}"


def _attributes(form: Form) -> str:
    return f"; Path=/forms/{form.slug}/; HttpOnly; SameSite=Lax{'; Secure' if settings().secure else ''}"
