"""Fetches pages for the freeze without a web server's ceremony: no cookies, no redirects followed, no copies made."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

ENVIRON = {**EnvironBuilder().get_environ()}
"""What a web server would say of a request. Only the path is ever read from it."""


class DirectClient(FlaskClient):
    """A client that asks the application itself. Frozen-Flask makes one for every page, so it must cost nothing."""

    def __init__(self, application: Any, *_: Any, **__: Any) -> None:
        self.application = application

    def get(self, address: str, **_: Any) -> Response:  # type: ignore[override]
        """The page at `address`."""
        with self.application.request_context({**ENVIRON, "PATH_INFO": address, "REQUEST_URI": address}):
            response: Response = self.application.full_dispatch_request()
            return response
