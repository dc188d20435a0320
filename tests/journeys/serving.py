"""The frozen site alone, served as CloudFront serves it: the same headers and error pages, its text compressed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from waitress.server import create_server
from werkzeug.wrappers import Request, Response

from laptop import edge, template
from laptop.api import Api
from laptop.frozen import Frozen
from laptop.gateway import Gateway
from laptop.mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUALITY = 5  # of Brotli: AWS does not say which CloudFront takes, and this is a middling one
COMPRESSED = ("text/", "application/json", "image/svg+xml")
NOWHERE = "http://127.0.0.1:9"


@contextmanager
def serving(site: Path, beside: Path) -> Iterator[str]:
    """Serve the frozen site in `site`, without functions, and give its address. What is kept goes to `beside`."""
    mailbox = Mailbox(NOWHERE, beside / "mail.jsonl")
    gateway = Gateway(Frozen(site), Api(NOWHERE, "none"), mailbox, edge.read(template.read()))
    server = create_server(partial(_compressed, gateway), host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


def _compressed(gateway: Gateway, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The gateway's answer, its text compressed for a browser that says it can read that."""
    answer = Response.from_app(gateway, environ)
    if "br" in Request(environ).accept_encodings and answer.mimetype.startswith(COMPRESSED):
        answer.set_data(_shrunk(answer.get_data()))
        answer.headers["Content-Encoding"] = "br"
    return answer(environ, start_response)


@cache
def _shrunk(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=QUALITY))
