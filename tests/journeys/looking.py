"""Looks at every page that somebody comes to, in a real browser, and says what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote_plus, urldefrag, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from promises import broken_promises

ROOT = Path(__file__).parents[2]
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN_AXE = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
  preload: false}).then(
  found => found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`)))"""
# What a reader would have to scroll sideways to see, given that only a table may scroll by itself.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => `${one.tagName} ${one.className}`.trim()).slice(0, 8)
    .concat([`${document.documentElement.scrollWidth} px on a screen of ${innerWidth}`])"""
SHORTEST_CANARY = 6


@cache
def _axe() -> str:
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert script.is_file(), "run `make setup` first: it installs axe-core"
    return script.read_text("utf-8")


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds on a page: WCAG 2.2 A and AA, and its best practice. Scripts must be on."""
    page.evaluate(f"{_axe()}; 0")
    return list(page.evaluate(RUN_AXE, TAGS))


def too_wide(page: Page) -> list[str]:
    """What makes a page scroll sideways; nothing where it fits."""
    return list(page.evaluate(TOO_WIDE))


@dataclass
class Watch:
    """What a browser asks for and complains about while somebody uses it. `origin` is the site's own."""

    origin: str
    scripts: bool
    kept: Path | None = None  # where pages are kept, to be validated together at the end
    requests: list[str] = field(default_factory=list)
    complaints: list[ConsoleMessage] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # what the browser's history calls the pages
    answered: set[tuple[str, int]] = field(default_factory=set)  # the pages looked at, and their statuses
    problems: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Begin to watch a browser."""
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.problems.append(f"a script failed: {error.error}"))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message)

    @property
    def elsewhere(self) -> list[str]:
        """Every address asked for that is not the site's own."""
        return [url for url in self.requests if origin_of(url) != self.origin]

    def look_at(self, page: Page, answer: Response, *, again: bool = False) -> str:
        """Hold a page to everything that holds for all pages; gives its HTML as it was sent.

        `again` leaves out axe, by far the slowest, on a page that it has just found right.
        """
        html = answer.text()
        self.titles.append(page.title())
        self.answered.add((urldefrag(answer.url).url, answer.status))
        found = (
            broken_promises(html, urlsplit(answer.url).path)
            + too_wide(page)
            + (axe_violations(page) if self.scripts and not again else [])
        )
        found += [f"the browser says: {one.text} ({one.location['url']})" for one in self.complaints if self._bad(one)]
        self.complaints.clear()
        self.problems += [f"{answer.url} ({answer.status}): {one}" for one in found]
        if self.kept:
            (self.kept / f"{hashlib.sha256(html.encode()).hexdigest()[:16]}.html").write_text(html, "utf-8")
        return html

    def _bad(self, message: ConsoleMessage) -> bool:
        """Whether a complaint is one: that a page was answered with a 4xx is what its step expects."""
        status = re.fullmatch(r"Failed to load resource: .* status of (\d+) \(.*\)", message.text)
        address = urldefrag(message.location["url"]).url
        return not (status and (address, int(status[1])) in self.answered)

    def history_with(self, typed: list[str]) -> list[str]:
        """The addresses and titles that hold something somebody typed: a browser keeps both, and shows them."""
        words = [text.lower() for text in canaries(typed)]
        kept = [unquote_plus(url) for url in self.requests] + self.titles
        return [one for one in kept if any(word in one.lower() for word in words)]


def canaries(typed: list[str]) -> set[str]:
    """What was typed and is long enough that finding it elsewhere is no accident."""
    return {text for text in typed if len(text) >= SHORTEST_CANARY}


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
