"""Who may open what. Every page asks here and nowhere else.

Today a form opens for anybody who comes to it, a draft for the browser that holds its cookie, and a receipt for whoever
knows its reference (it says when something was received, and nothing about the child). A browser that keeps no cookies
carries the draft's token in its pages, and from a POST to the page after it by a one-use key (`keys.py`). No cookie is
ever set from either: a stranger could have planted it. Invitations and sign-in change these functions and nothing
besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook import drafts, keys
from casebook.drafts import Draft, id_of, name_of
from casebook.errors import DraftExpired, KeySpent, NoDraft, NotOpened
from cmr import clock
from cmr.errors import UnknownForm
from cmr.forms.catalogue import load_form
from cmr.forms.form import Form
from web.errors import NotFound
from web.http import Request
from web.settings import settings

TOKEN_INPUT = "draft"  # noqa: S105 - the name of an input, not what it holds
"""The hidden input that carries the token where a browser keeps no cookies."""
KEY = "key"
"""What the query calls a one-use key."""
MOST_HELD = 10
"""The most drafts that one browser holds: each is a cookie, and all of them go with every request."""
_EXPIRED = "Max-Age=0"


@dataclass(frozen=True)
class Opened:
    """A draft, and whether the browser's cookie opened it: else its pages carry its token."""

    draft: Draft
    by_cookie: bool


def form_of(request: Request, content: Path) -> Form:
    """The form a request is about. Raises NotFound."""
    if len(request.path) < 2 or request.path[0] != "forms":
        raise NotFound
    try:
        return load_form(request.path[1], content)
    except UnknownForm as unknown:
        raise NotFound from unknown


def open_draft(request: Request, form: Form, name: str) -> Opened:
    """The draft with this name. Raises NoDraft, NotOpened, DraftExpired, KeySpent, Unavailable."""
    token = held(request, form).get(name, "")
    if token:
        return Opened(load(request, form, token), by_cookie=True)
    token = _carried(request, form)
    if not token or name_of(token) != name:
        raise NoDraft
    return Opened(drafts.load(token, form), by_cookie=False)


def name_held(request: Request, form: Form, submission: str) -> str:
    """The name of the draft that was sent as this submission, where the browser holds it; else ""."""
    return next((name for name, token in held(request, form).items() if id_of(token) == submission), "")


def open_sent(request: Request, form: Form, submission: str) -> Opened:
    """The draft that was sent as this submission. Raises as `open_draft` does."""
    name = name_held(request, form, submission)
    if name:
        return open_draft(request, form, name)
    token = _carried(request, form)
    if not token or id_of(token) != submission:
        raise NoDraft
    return Opened(drafts.load(token, form), by_cookie=False)


def load(request: Request, form: Form, token: str) -> Draft:
    """The draft that a cookie opens. The cookie of the version before opens no draft but one that it began.

    Any host of the domain can set a cookie of that name, and could plant a draft of its own.
    """
    draft = drafts.load(token, form)
    if not draft.before and token not in _named(request, form).values():
        raise NoDraft
    return draft


def token_of(request: Request, form: Form, name: str) -> str:
    """The token of the draft with this name, which a cookie or a posted page carries. Raises NoDraft."""
    token = held(request, form).get(name) or request.typed.text(TOKEN_INPUT)
    if not token or name_of(token) != name:
        raise NoDraft
    return token


def _carried(request: Request, form: Form) -> str:
    """The token that the page itself brings: in what it posted, else behind a one-use key in its address."""
    if request.method == "POST":
        return request.typed.text(TOKEN_INPUT)
    key = request.asked.get(KEY, "")
    if not key:
        return ""
    if request.method == "HEAD":
        raise KeySpent  # it would be, and whoever looks first would have nothing to open
    if not _led_by_us(request):
        raise KeySpent
    return keys.spend(key, form)


def posted_name(request: Request, form: Form) -> str:
    """The name of the draft that a page of the version before means, which had no name in its address; "" for none."""
    token = request.typed.text(TOKEN_INPUT) if request.method == "POST" else ""
    return _name(token or request.cookies.get(_old_name(form), ""))


def held(request: Request, form: Form) -> Mapping[str, str]:
    """The tokens of the form's drafts that this browser holds, by the drafts' names.

    A cookie whose name is not its token's was altered, and counts as none.
    """
    old = request.cookies.get(_old_name(form), "")
    return {**({_name(old): old} if _name(old) else {}), **_named(request, form)}


def _named(request: Request, form: Form) -> Mapping[str, str]:
    start = _start(form)
    found = {cookie.removeprefix(start): token for cookie, token in request.cookies.items() if cookie.startswith(start)}
    return {name: token for name, token in found.items() if name and name == _name(token)}


def names_held(request: Request, form: Form) -> tuple[str, ...]:
    """The names of all the form's cookies, altered ones too: for taking them away."""
    start = _start(form)
    named = (cookie.removeprefix(start) for cookie in request.cookies if cookie.startswith(start))
    return tuple(dict.fromkeys((*held(request, form), *named)))


def _start(form: Form) -> str:
    return f"{_prefix()}draft-{form.slug}-"


def _name(token: str) -> str:
    """The name of a token's draft; "" where it can be no token."""
    try:
        return name_of(token) if token else ""
    except NoDraft:
        return ""


def each_held(request: Request, form: Form) -> Iterator[Draft]:
    """The form's drafts that this browser holds, those that are gone left out. Raises Unavailable."""
    for token in held(request, form).values():
        try:
            yield load(request, form, token)
        except (NoDraft, DraftExpired, NotOpened):
            continue


def _led_by_us(request: Request) -> bool:
    """Whether a page of ours leads here. A key stands behind a POST; from elsewhere it is a link somebody was sent.

    An older browser does not say where it comes from, but for the page that it leaves.
    """
    ours = settings().site_origin
    site, left = request.headers.get("sec-fetch-site"), request.headers.get("referer", ours)
    return site == "same-origin" if site else left == ours or left.startswith(f"{ours}/")


def cookie_for(draft: Draft, form: Form) -> str:
    """The cookie that lets this browser come back. For the public form it goes when the browser closes."""
    left = int((draft.expires - clock.now()).total_seconds())
    life = "" if form.audience == "public" else f"; Max-Age={left}"
    return f"{_cookie_name(form, draft.name)}={draft.token}{life}{_attributes()}"


def no_cookies(request: Request, form: Form, names: Iterable[str]) -> tuple[str, ...]:
    """The cookies that take those of these drafts away, the one of the version before among them."""
    names = tuple(names)
    gone = [f"{_cookie_name(form, name)}=gone; {_EXPIRED}{_attributes()}" for name in names]
    if _name(request.cookies.get(_old_name(form), "")) in names:
        gone.append(f"{_old_name(form)}=gone; {_EXPIRED}; Path=/forms/{form.slug}/; HttpOnly; SameSite=Lax{_secure()}")
    return tuple(gone)


def _cookie_name(form: Form, name: str) -> str:
    return f"{_start(form)}{name}"


def _prefix() -> str:
    """The start of a name that makes a cookie ours alone: no other host of our domain can set it (RFC 6265bis)."""
    return "__Host-" if settings().secure else ""


def _old_name(form: Form) -> str:
    """The one cookie of each form that the version before set. Its drafts live for 28 days at most."""
    return f"draft-{form.slug}"


def _attributes() -> str:
    return f"; Path=/; HttpOnly; SameSite=Lax{_secure()}"


def _secure() -> str:
    return "; Secure" if settings().secure else ""
