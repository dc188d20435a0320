"""Visits the running stack over HTTP as a browser without scripts does, and checks every page it is given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from checked_page import CheckedPage
from laptop.stack import Stack

FORM = "application/x-www-form-urlencoded"
SECONDS = 60
MOST_REDIRECTS = 5


@dataclass
class Visitor:
    """Somebody with a browser of their own. `cookies` are kept, unless it is told not to."""

    here: Stack
    keeps_cookies: bool = True
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, address: str, body: str = "", **headers: str) -> CheckedPage:
        """One request and its answer; header names are written with underscores."""
        connection = HTTPConnection(urlsplit(self.here.address).netloc, timeout=SECONDS)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, address.partition("#")[0], body or None, sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        for cookie in answer.headers.get_all("set-cookie", []) if self.keeps_cookies else ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return CheckedPage(answer.status, text, {name.lower(): one for name, one in answer.getheaders()}, address)

    def get(self, address: str) -> CheckedPage:
        return self.ask("GET", address)

    def post(self, address: str, inputs: Any) -> CheckedPage:
        """Post inputs, and come to the page that the redirects lead to, if there are any."""
        return self.led_on(self.ask("POST", address, urlencode(inputs, doseq=True), content_type=FORM))

    def led_on(self, answer: CheckedPage) -> CheckedPage:
        """The page to which an answer leads: itself, unless it is a redirect."""
        for _ in range(MOST_REDIRECTS):
            if answer.status != 303:
                return answer
            answer = self.get(answer.headers["location"])
        raise AssertionError(f"redirected for ever: {answer.address}")

    def submit(self, page: CheckedPage, answers: dict[str, Any] | None = None, *, button: str = "") -> CheckedPage:
        """Fill in a page's own form and press its button."""
        return self.post(*page.form_with(answers or {}, button=button))

    def concern(self, **answers: str) -> CheckedPage:
        """Check your answers of a new concern, filled in page by page with these over what everybody must answer."""
        given = {"danger": "no", "what-happened": "Something happened.", "stay-anonymous": "yes", "understand": "yes"}
        given |= {name.replace("_", "-"): value for name, value in answers.items()}
        page = self.get("/forms/concern/?another")
        for heading in ("Is a child in danger now?", "Your concern", "About you"):
            assert (page.heading, page.errors) == (heading, []), page.shown
            page = self.submit(page, {name: given.pop(name) for name in page.names & given.keys()})
        assert (page.heading, given) == ("Check your answers", {}), (page.address, page.errors, page.shown)
        return page


def draft_of(page: CheckedPage) -> str:
    """The address of the draft that a page is about."""
    found = re.match(r"/forms/[\w-]+/d/[a-z0-9]+/", page.address)
    assert found, page.address
    return found[0]


def reference_on(page: CheckedPage) -> str:
    """The reference that a receipt's address holds, and that it shows."""
    assert page.heading == "We have received what you sent", page.shown
    reference = page.address.partition("?")[0].rstrip("/").rpartition("/")[2]
    assert reference in page.shown
    return reference
