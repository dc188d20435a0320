"""The site as its tests see it: an application whose client checks every page, and the frozen files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import create_app
from portal.freezing import build
from promises import broken_promises

ROOT = Path(__file__).parents[2]
STYLESHEET = ROOT / "build" / "styles" / "site.css"


class CheckedClient(FlaskClient):
    """A client that looks at every page it fetches, whatever the test is about."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        assert "Set-Cookie" not in response.headers
        if response.mimetype == "text/html" and response.status_code == 200:
            assert broken_promises(response.text, response.request.path) == []
        return response


@pytest.fixture(scope="session")
def stylesheet() -> Path:
    """The compiled stylesheet."""
    assert STYLESHEET.is_file(), "run `make build` first: these tests look at the stylesheet that it compiles"
    return STYLESHEET


@pytest.fixture(scope="session")
def app(stylesheet: Path) -> Flask:
    """The site of the real content."""
    app = create_app(ROOT / "content", {"STYLESHEET": stylesheet, "PROPAGATE_EXCEPTIONS": True})
    app.test_client_class = CheckedClient
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Fetches pages, and checks each of them."""
    return app.test_client()


@pytest.fixture(scope="session")
def frozen(stylesheet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the frozen site, the frame beside it."""
    folder = tmp_path_factory.mktemp("build") / "site"
    build(ROOT / "content", folder, {"STYLESHEET": stylesheet})
    return folder
