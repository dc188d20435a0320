"""The laptop's one address answers as the distribution does: the same routes, headers and error pages."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from werkzeug.test import Client

from infra.routing import CONCERN, REDIRECTS, REQUESTS
from laptop import edge
from laptop.api import Api
from laptop.frozen import Frozen
from laptop.gateway import Gateway
from laptop.mailbox import Mailbox
from release import template

EDGE = replace(edge.read(template.read()), redirects=REDIRECTS)


class Echo(BaseHTTPRequestHandler):
    """Stands where the API stands: answers with what it was asked, or with the status that a path names."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = {"line": self.requestline, "headers": dict(self.headers.items()), "body": body.decode()}
        self._send(int(self.path.rpartition("/")[2] or 200) if "/status/" in self.path else 200, json.dumps(asked))

    do_GET = do_POST = do_DELETE = answer  # noqa: N815 (http.server's names)

    def _send(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Set-Cookie", "first=1; Path=/forms")
        self.send_header("Set-Cookie", "second=2; Path=/forms")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its own."""


@pytest.fixture(scope="module")
def api() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every file that `routing` reads, and a secret beside it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    files = {expected for *_, expected in REQUESTS if expected.startswith("/")}
    for address in files | {"/404.html", "/500.html", "/503.html", "/assets/site.css"}:
        path = folder / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the file {address}")
    (folder.parent / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def client(site: Path, api: str, tmp_path: Path) -> Client:
    gateway = Gateway(Frozen(site), Api(api, "api123"), Mailbox(api, tmp_path / "mail.jsonl"), EDGE)
    return Client(gateway, use_cookies=False)


@pytest.mark.parametrize(("method", "address", "cookies", "expected"), REQUESTS)
def test_an_address_leads_where_the_distribution_leads_it(
    client: Client, method: str, address: str, cookies: str, expected: str
) -> None:
    answer = client.open(address, method=method, headers={"Cookie": cookies} if cookies else {})
    if expected == "api":
        assert json.loads(answer.text)["line"].startswith(f"{method} {address} ")
    elif expected == "405":
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    elif expected.startswith("-> "):
        assert (answer.status_code, answer.headers["Location"]) == (301, expected.removeprefix("-> "))
    elif expected.startswith("=> "):
        assert (answer.status_code, answer.headers["Location"]) == (303, expected.removeprefix("=> "))
        assert answer.headers["Cache-Control"] == "no-store"
    else:
        assert answer.status_code == 200
        assert answer.text == ("" if method == "HEAD" else f"the file {expected}")


def test_a_page_of_the_site_is_the_same_for_every_browser(client: Client) -> None:
    nobody = client.get("/forms/concern/?another")
    holder = client.get("/forms/concern/?another", headers={"Cookie": CONCERN})
    assert (holder.data, holder.headers) == (nobody.data, nobody.headers)
    assert "Set-Cookie" not in holder.headers


@pytest.mark.parametrize(
    "address", ["/", "/nothing/", "/help", "/forms/notification/", "/_local/nothing", "/searching/"]
)
def test_every_answer_carries_the_headers_of_the_template(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.getlist(name) for name in EDGE.headers} == {
        name: [value] for name, value in EDGE.headers.items()
    }


@pytest.mark.parametrize(
    "address",
    [
        "/search/",
        "/search/index.js",
        "/summaries/",
        "/summaries/theme/neglect/",
        "/time-limits/",
        "/raise-a-concern/",
        "/forms/concern/",
        "/forms/concern/d/k3v9x0q2m7w1p8za/check/",
        "/forms/concern/sent/7KQX-M3PD-W9TF/",
    ],
)
def test_the_pages_with_a_script_carry_the_headers_of_their_path(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers.getlist("Content-Security-Policy") == [EDGE.paths["/search/*"]["Content-Security-Policy"]]
    assert headers.getlist("Content-Security-Policy") != [EDGE.headers["Content-Security-Policy"]]


@pytest.mark.parametrize("address", ["/nothing/", "/nothing", "/guidance/../../secret.txt", "/%2e%2e/secret.txt"])
def test_what_the_site_does_not_have_is_the_sites_404(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.text) == (404, "the file /404.html")


@pytest.mark.parametrize("address", ["//evil.example/help", "/\\evil.example/help"])
def test_moving_on_never_leads_to_another_site(client: Client, address: str) -> None:
    assert not client.get(address, base_url="http://127.0.0.1").headers.get("Location", "/").startswith(("//", "/\\"))


@pytest.mark.parametrize("status", [404, 405, 413, 422, 503])
def test_an_error_page_of_the_functions_arrives_as_it_was_sent(client: Client, status: int) -> None:
    answer = client.get(f"/forms/status/{status}")
    assert answer.status_code == status
    assert "/forms/status/" in json.loads(answer.text)["line"]


@pytest.mark.parametrize(("status", "page"), [(500, "/500.html"), (502, "/503.html"), (504, "/503.html")])
def test_a_crash_is_told_in_the_sites_words_with_its_true_status(client: Client, status: int, page: str) -> None:
    answer = client.get(f"/forms/status/{status}")
    assert (answer.status_code, answer.text) == (status, f"the file {page}")
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_api_that_cannot_be_reached_is_502_and_says_when_to_try_again(site: Path, tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    client = Client(Gateway(Frozen(site), Api(nowhere, "api123"), Mailbox(nowhere, tmp_path / "mail.jsonl"), EDGE))
    answer = client.get("/forms/notification/")
    assert (answer.status_code, answer.text) == (502, "the file /503.html")
    assert answer.headers["Retry-After"] == "30"


def test_cookies_bodies_and_queries_pass_through(client: Client) -> None:
    answer = client.post(
        "/forms/concern/?a=1&a=2",
        data="name=%F0%9F%99%82&note=caf%C3%A9",
        headers={"Cookie": "draft=abc; other=1", "Content-Type": "application/x-www-form-urlencoded"},
    )
    asked = json.loads(answer.text)
    assert asked["line"] == "POST /forms/concern/?a=1&a=2 HTTP/1.1"
    assert asked["body"] == "name=%F0%9F%99%82&note=caf%C3%A9"
    assert asked["headers"]["Cookie"] == "draft=abc; other=1"
    assert asked["headers"]["Host"] == "api123.execute-api.localhost"
    assert answer.headers.getlist("Set-Cookie") == ["first=1; Path=/forms", "second=2; Path=/forms"]


def test_a_body_larger_than_an_http_api_takes_is_refused(client: Client) -> None:
    assert client.post("/forms/concern/", data=b"a" * (10 * 1024 * 1024 + 1)).status_code == 413


def test_a_stylesheet_is_served_as_one(client: Client) -> None:
    assert client.get("/assets/site.css").headers["Content-Type"] == "text/css; charset=utf-8"
