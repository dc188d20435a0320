"""Visits the running stack over HTTP as a browser without scripts does, and checks every page it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from checked_page import CheckedPage
from laptop.stack import Stack

FORM = "application/x-www-form-urlencoded"
SECONDS = 60


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
        """Post inputs, and follow the 303 that comes back, if it does."""
        answer = self.ask("POST", address, urlencode(inputs, doseq=True), content_type=FORM)
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def submit(self, page: CheckedPage, answers: dict[str, Any] | None = None, *, button: str = "") -> CheckedPage:
        """Fill in a page's own form and press its button."""
        return self.post(*page.form_with(answers or {}, button=button))

    def concern(self, **answers: str) -> CheckedPage:
        """Check your answers of a concern, filled in with these over what everybody must answer."""
        given = {"danger": "no", "what-happened": "Something happened.", "stay-anonymous": "yes", "understand": "yes"}
        named = {name.replace("_", "-"): value for name, value in answers.items()}
        return self.submit(self.get("/forms/concern/"), given | named)


def reference_on(page: CheckedPage) -> str:
    """The reference that a receipt's address holds."""
    assert page.heading == "We have received what you sent", page.shown
    return page.address.rstrip("/").rpartition("/")[2]
