"""A service that refuses: stands between the functions and the emulator, and passes on what it does not refuse."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Refusing(ThreadingHTTPServer):
    """Refuses the next ``refusals`` requests with 500, then passes every request on to ``endpoint``.

    Set ``endpoint`` once the emulator runs. ``refused`` and ``passed`` count what it did.
    """

    endpoint = ""
    refusals = 0
    refused = 0
    passed = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where the functions find it."""
        return f"http://127.0.0.1:{self.server_port}"

    def refuses(self) -> bool:
        """Whether the next request is to be refused."""
        with self.lock:
            refuse = self.refusals > 0
            self.refusals -= refuse
            self.refused += refuse
            self.passed += not refuse
            return refuse


class _Handler(BaseHTTPRequestHandler):
    server: Refusing

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.refuses():
            self._answer(500, b'{"message":"refused by the test"}')
            return
        connection = http.client.HTTPConnection(urlsplit(self.server.endpoint).netloc, timeout=10)
        # Every header as it came, the host it was signed for included.
        connection.request("POST", self.path, body, dict(self.headers.items()))
        answer = connection.getresponse()
        self._answer(answer.status, answer.read())
        connection.close()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its own."""


@contextmanager
def refusing() -> Iterator[Refusing]:
    """A running service that refuses nothing until it is told to."""
    with Refusing() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
