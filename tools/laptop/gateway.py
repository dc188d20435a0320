"""The laptop's one address: the frozen site, the forms' functions behind it, and the mailbox.

It answers as the distribution of infra/template.yaml does. A page that was frozen is read from the site, which is
told the address and nothing else of the request; an address that has moved leads to where the page is now; whoever
began that form before is led on; anything else at the functions' addresses goes to the API; the rest is the site's own
404.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from laptop import mailbox
from laptop.api import RETRY_AFTER, Api
from laptop.begun import holds_draft
from laptop.edge import Edge
from laptop.frozen import Frozen
from laptop.mailbox import Mailbox
from release.caching import cache_control
from release.media_types import media_type

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

READING = ("GET", "HEAD")
# What the site says of a file that it does not have, before the edge puts a page in its place.
NO_SUCH_FILE = HTTPStatus.FORBIDDEN


@dataclass(frozen=True)
class Gateway:
    """A WSGI application."""

    site: Frozen
    api: Api
    mailbox: Mailbox
    edge: Edge

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        answer = self._finished(self._answer(request), path_of(request))
        return answer(environ, start_response)

    def _answer(self, request: Request) -> Response:
        address = path_of(request)
        if address.startswith("/_local/"):
            return self._local(address)
        if request.method in READING and (to := self.edge.redirects.get(address)):
            return _moved(to, request)
        if request.method in READING and (file := self._file(address)):
            return _led_on(address) if holds_draft(request, address) else _page(file)
        if request.method in READING and self._is_page(f"{address}/"):
            return _moved(f"/{address.lstrip('/')}/", request)
        if self.edge.distribution.leads_to_api(address):
            return self.api.answer(request, address)
        if request.method not in READING:
            return Response(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(READING)})
        return Response(status=NO_SUCH_FILE)

    def _file(self, address: str) -> Path | None:
        """The site's file for an address. Of the forms it has pages only, each under the address of its folder."""
        of_forms = self.edge.distribution.leads_to_api(address)
        return None if of_forms and not address.endswith("/") else self.site.file(address)

    def _is_page(self, address: str) -> bool:
        return self.site.file(address) is not None

    def _finished(self, answer: Response, address: str) -> Response:
        """The answer as it leaves the edge: a page in place of some errors, and the security headers on everything."""
        if instead := self.edge.pages.get(answer.status_code):
            status, page = instead
            answer = self._error_page(status, page, answer.headers.get(RETRY_AFTER))
        for name, value in self.edge.headers_of(address).items():
            answer.headers[name] = value
        return answer

    def _error_page(self, status: int, address: str, retry_after: str | None) -> Response:
        page = self.site.file(address)
        if page is None:
            raise FileNotFoundError(f"The site has no {address}, which the template puts in place of errors")
        answer = Response(page.read_bytes(), status, content_type=media_type(page))
        answer.headers["Cache-Control"] = cache_control(address)
        if retry_after:
            answer.headers[RETRY_AFTER] = retry_after
        return answer

    def _local(self, address: str) -> Response:
        """What only a laptop has."""
        if address == "/_local/mail.json":
            return Response(json.dumps(self.mailbox.emails(), indent=2), content_type="application/json")
        if address == "/_local/mail/":
            return Response(mailbox.page(self.mailbox.emails()), content_type="text/html; charset=utf-8")
        return Response(status=NO_SUCH_FILE)


def path_of(request: Request) -> str:
    """The path as it was sent, percent signs and all."""
    sent = str(request.environ.get("REQUEST_URI") or request.path)
    return urlsplit(sent).path if "://" in sent else sent.partition("?")[0]


def _page(file: Path) -> Response:
    return Response(file.read_bytes(), mimetype=None, content_type=media_type(file))


def _led_on(address: str) -> Response:
    """To the page that asks whether to go on with the form that was begun."""
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"{address}d/", "Cache-Control": "no-store"})


def _moved(address: str, request: Request) -> Response:
    """For ever, to an address and perhaps a heading there. What was asked goes between the two."""
    page, mark, heading = address.partition("#")
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return Response(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"{page}{query}{mark}{heading}"})
