"""The frozen site as CloudFront delivers it: headers, error pages, compressed text, how long each file may be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from werkzeug.wrappers import Request, Response

from laptop import edge, ports, stack
from laptop.api import Api
from laptop.frozen import Frozen
from laptop.gateway import Gateway, path_of
from laptop.mailbox import Mailbox
from release import template
from release.caching import cache_control

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

QUALITY = 5  # of Brotli: AWS does not say which CloudFront takes, and this is a middling one
COMPRESSED = ("text/", "application/json", "image/svg+xml")
SMALLEST = 1_000  # bytes: CloudFront sends what is smaller as it is


@contextmanager
def serving(site: Path, beside: Path) -> Iterator[str]:
    """Serve the frozen site in `site`, without functions, and give its address. What is kept goes to `beside`."""
    nowhere = f"http://{ports.HOST}:{ports.free()}"
    mailbox = Mailbox(nowhere, beside / "mail.jsonl")
    gateway = Gateway(Frozen(site), Api(nowhere, "none"), mailbox, edge.read(template.read()))
    port = ports.free()
    with stack.serving(delivered(gateway), port):
        yield f"http://{ports.HOST}:{port}"


def delivered(gateway: Gateway) -> WSGIApplication:
    """The gateway's answers, each with how long it may be kept, and compressed for a browser that can read that."""

    def deliver(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request, answer = Request(environ), Response.from_app(gateway, environ)
        answer.headers.setdefault("Cache-Control", cache_control(path_of(request)))
        if request.accept_encodings.quality("br") and _is_compressed(answer):
            answer.set_data(_shrunk(answer.get_data()))
            answer.headers["Content-Encoding"] = "br"
            answer.headers["Vary"] = "Accept-Encoding"
        return answer(environ, start_response)

    return deliver


def _is_compressed(answer: Response) -> bool:
    return (answer.mimetype or "").startswith(COMPRESSED) and len(answer.get_data()) >= SMALLEST


@cache
def _shrunk(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=QUALITY))
