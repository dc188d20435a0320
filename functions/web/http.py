"""Requests and responses of an API Gateway HTTP API (payload format 2.0), and nothing about forms."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote

from cmr.forms.posted import Typed
from web.errors import FromElsewhere, NotAForm, TooLarge

LARGEST_BODY = 1_000_000
"""Bytes of a posted page. The longest honest page, every text at its limit in 4-byte characters, is half of this."""
MOST_INPUTS = 1_000
MOST_ASKED = 20
FORM_TYPE = "application/x-www-form-urlencoded"
READS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Request:
    """One request, as the functions need it."""

    method: str
    path: tuple[str, ...]  # its steps: ("forms", "concern", "check")
    ends_in_slash: bool
    query: str
    headers: Mapping[str, str]  # names in small letters
    cookies: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Request:
        """The request an event holds. Raises NotAForm where its body is not the base64 that it says it is."""
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        path = event.get("rawPath", "/")
        return cls(
            method=method_of(event),
            path=tuple(step for step in path.split("/") if step),
            ends_in_slash=path.endswith("/"),
            query=event.get("rawQueryString") or "",
            headers=headers,
            cookies=_cookies([*(event.get("cookies") or ()), headers.get("cookie", "")]),
            body=_body(event),
        )

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """What the query says, each name once."""
        try:
            return dict(reversed(parse_qsl(self.query, keep_blank_values=True, max_num_fields=MOST_ASKED)))
        except ValueError:  # far more than any address of ours has
            return {}

    @property
    def misses_slash(self) -> bool:
        """Whether a page was asked for without the slash at the end of its address."""
        return self.method in READS and not self.ends_in_slash

    def refuse_elsewhere(self, origin: str) -> None:
        """Raise FromElsewhere where a page of another site posted this. `origin` is our own.

        A browser says where a page came from (Fetch Metadata); an older one says its origin; one that says neither is
        older than both, or no browser, and could not be made to send a cookie of ours (SameSite).
        """
        site = self.headers.get("sec-fetch-site")
        from_here = site in {"same-origin", "none"} if site else self.headers.get("origin", origin) == origin
        if not from_here:
            raise FromElsewhere

    def refuse_unreadable(self) -> None:
        """Raise what `typed` would raise, for pages that do not look at what was posted."""
        _ = self.typed

    @cached_property
    def typed(self) -> Typed:
        """What was posted. Raises TooLarge or NotAForm."""
        if len(self.body) > LARGEST_BODY:
            raise TooLarge
        if self.body and self.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
            raise NotAForm
        try:
            pairs = parse_qsl(
                self.body.decode("utf-8", "replace"),
                keep_blank_values=True,
                errors="replace",
                max_num_fields=MOST_INPUTS,
            )
        except ValueError as crowded:
            raise TooLarge from crowded
        return Typed.of(pairs)


@dataclass(frozen=True)
class Response:
    """One answer. Nothing a function answers may be kept by a cache: it is about one person's form."""

    status: HTTPStatus
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()

    def event(self) -> dict[str, Any]:
        """As API Gateway takes it."""
        common = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
        return {
            "statusCode": int(self.status),
            "headers": {**common, **self.headers},
            "cookies": list(self.cookies),
            "body": self.body,
        }

    def with_retry(self) -> Response:
        """The same, and it says when to try again: in a minute."""
        return Response(self.status, self.body, {**self.headers, "retry-after": "60"}, self.cookies)

    def without_body(self) -> Response:
        """The same as an answer to HEAD: without its body."""
        return Response(self.status, "", self.headers, self.cookies)

    def with_cookies(self, cookies: tuple[str, ...]) -> Response:
        """The same, also setting cookies."""
        return Response(self.status, self.body, self.headers, (*self.cookies, *cookies))


def see_other(address: str, *cookies: str) -> Response:
    """303: the thing was done; its result is at `address`, by GET."""
    return Response(HTTPStatus.SEE_OTHER, headers={"location": address}, cookies=cookies)


def moved(request: Request) -> Response:
    """301: the page is at the same address with a slash at its end."""
    address = quote("/".join(("", *request.path, "")), safe="/%:@!$&'()*+,;=")  # what was encoded stays as it was
    query = f"?{request.query}" if request.query else ""
    return Response(HTTPStatus.MOVED_PERMANENTLY, headers={"location": f"{address}{query}"})


def method_of(event: Mapping[str, Any]) -> str:
    """The method of the request that an event holds, in capitals."""
    return str(event["requestContext"]["http"]["method"]).upper()


def _body(event: Mapping[str, Any]) -> bytes:
    text: str = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return text.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as garbled:
        raise NotAForm from garbled


def _cookies(given: list[str]) -> dict[str, str]:
    """Cookies from API Gateway's list and from the header. A malformed one is left out; the first of a name counts."""
    found: dict[str, str] = {}
    for pair in (pair for text in given for pair in text.split(";")):
        try:
            morsels = SimpleCookie(pair.strip())
        except CookieError:
            continue
        for name, morsel in morsels.items():
            found.setdefault(name, morsel.value)
    return found
