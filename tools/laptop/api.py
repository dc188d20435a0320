"""Passes a request on to the emulator's HTTP API, and the answer back, unchanged."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

# They belong to one connection (RFC 9110, section 7.6.1), or are worked out again for the next.
OWN_TO_A_CONNECTION = frozenset(
    {
        "connection",
        "content-length",
        "date",
        "host",
        "keep-alive",
        "proxy-connection",
        "server",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
# What an HTTP API takes at most.
LARGEST_BODY = 10 * 1024 * 1024
RETRY_AFTER = "Retry-After"
RETRY_SECONDS = "30"
SECONDS = 35  # an HTTP API gives up after 30


@dataclass(frozen=True)
class Api:
    """The HTTP API ``api_id`` of the emulator at ``endpoint``."""

    endpoint: str
    api_id: str

    def answer(self, request: Request, address: str) -> Response:
        """What the API answers; 502 where it cannot be reached, as CloudFront says."""
        if (request.content_length or 0) > LARGEST_BODY:
            return Response('{"message":"Request Entity Too Large"}', HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
        connection = http.client.HTTPConnection(str(urlsplit(self.endpoint).netloc), timeout=SECONDS)
        try:
            connection.request(request.method, address + query, request.get_data(), self._headers(request))
            return _response(connection.getresponse())
        except OSError:
            return Response(status=HTTPStatus.BAD_GATEWAY, headers={RETRY_AFTER: RETRY_SECONDS})
        finally:
            connection.close()

    def _headers(self, request: Request) -> dict[str, str]:
        kept = {name: value for name, value in request.headers.items() if name.lower() not in OWN_TO_A_CONNECTION}
        return {**kept, "Host": f"{self.api_id}.execute-api.localhost"}


def _response(received: http.client.HTTPResponse) -> Response:
    answer = Response(received.read(), received.status)
    answer.headers.clear()
    for name, value in received.getheaders():
        if name.lower() not in OWN_TO_A_CONNECTION:
            answer.headers.add(name, value)
    return answer
