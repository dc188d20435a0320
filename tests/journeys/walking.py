"""Walks a persona's steps in a real browser, looking at every page on the way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

from cmr.forms import reference
from journeys.filling import Filling
from journeys.looking import Watch
from journeys.personas import Persona, Step, with_words
from laptop.stack import Stack
from promises import text_of

WIDE = {"viewport": {"width": 1280, "height": 900}}
# WCAG 1.4.10: a screen of 1280 by 1024 at 400 %, which is also a narrow telephone.
AT_400_PERCENT = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
MILLISECONDS = 15_000
EXIT = "Exit this page"
RECEIPT, DRAFT = re.compile(r"/forms/[\w-]+/sent/([\w-]+)/$"), re.compile(r"/forms/[\w-]+/d/([a-z0-9]+)/")


@dataclass
class Walk:
    """A persona on the way through the site of `stack`."""

    browser: Browser
    stack: Stack
    persona: Persona
    watch: Watch
    typed: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=lambda: {"minted": reference.mint()})

    def __post_init__(self) -> None:
        self.context = self._new_context()
        self.page = self._new_page()

    def done(self) -> None:
        """Do everything that the persona does. Raises AssertionError at the first page that is not the expected."""
        answer = self._open(self.persona.starts)
        for number, step in enumerate(self.persona.steps, start=1):
            assert answer is not None, f"step {number}: nothing more was to come"
            self._learn(answer)
            root = self._arrived(number, with_words_of(step, self.words), answer)
            answer = self._on(with_words_of(step, self.words), root)
        self.context.close()

    def _learn(self, answer: Response) -> None:
        """The name of the draft that an address holds, and the reference: from a receipt, and from nowhere else."""
        if answer.status == 200 and (receipt := RECEIPT.search(answer.url)):
            self.words.setdefault("reference", receipt[1])
        if draft := DRAFT.search(answer.url):
            self.words["draft"] = draft[1]

    def _arrived(self, number: int, step: Step, answer: Response) -> Element:
        root: Element = html5lib.parse(
            self.watch.look_at(self.page, answer, again=step.again), namespaceHTMLElements=False
        )
        where = f"{self.persona.name}, step {number}, {answer.url}"
        heading, shown = text_of(next(root.iter("h1"))), " ".join(self.page.locator("body").inner_text().split())
        assert (heading, answer.status) == (step.on, step.status), f"{where}: {errors_of(root)}"
        assert errors_of(root) == [*step.errors], f"{where}: {errors_of(root)}"
        assert text_of(next(root.iter("title"))).startswith("Error: ") == bool(step.errors), where
        assert [text for text in step.sees if text not in shown] == [], f"{where}: {shown}"
        assert [text for text in step.lacks if text in shown] == [], where
        return root

    def _on(self, step: Step, root: Element) -> Response | None:
        """Do what a step says, and give the page that follows; None where the site is left."""
        if step.meanwhile:
            self._meanwhile(step.meanwhile)
        filling = Filling(self.page, root)
        assert filling.held(step.holds) == dict(step.holds), self.page.url
        self.typed += filling.fill(step.fill)
        if step.leaves_for:
            self._leave(self._button(step.press).click, step.leaves_for)
        elif step.press:
            return self._next(self._button(step.press).click)
        if step.follow:
            return self._next(self._link(step.follow).click)
        return self._open(step.open) if step.open else self._go(step.go)

    def _button(self, name: str) -> Locator:
        """The button with this name. Of the two that leave at once, the one that is always on the screen."""
        if name == EXIT:
            return self.page.locator(".cmr-exit__button")
        return self.page.get_by_role("button", name=name, exact=True)

    def _link(self, name: str) -> Locator:
        if name.endswith("…"):
            return self.page.get_by_role("link", name=re.compile(f"^{re.escape(name.rstrip(' …'))}"))
        return self.page.get_by_role("link", name=name, exact=True)

    def _go(self, how: str) -> Response | None:
        if how == "back":
            return self.page.go_back()
        if how == "refresh":
            return self.page.reload()
        return self._come_back() if how else None

    def _next(self, act: Callable[[], None]) -> Response:
        with self.page.expect_navigation(wait_until="load") as following:
            act()
        answer = following.value
        assert answer is not None
        return answer

    def _leave(self, act: Callable[[], None], address: str) -> None:
        """Go to another site: the browser asks for it, is told that there is no such host (conftest.py), and closes."""
        with self.context.expect_event("requestfailed", lambda request: request.url == address):
            act()
        self.page.close()
        self.page = self._new_page()

    def _open(self, address: str) -> Response:
        answer = self.page.goto(self.stack.address + address)
        assert answer is not None
        return answer

    def _come_back(self) -> Response:
        """Close the browser, which forgets what was for this sitting only, and open the page it was on again."""
        address = self.page.url.removeprefix(self.stack.address)
        kept = [cookie for cookie in self.context.cookies() if cookie["expires"] > 0]
        self.context.close()
        self.context = self._new_context()
        self.context.add_cookies(kept)  # type: ignore[arg-type]
        self.page = self._new_page()
        return self._open(address)

    def _meanwhile(self, event: str) -> None:
        table, drafts = self.stack.outputs["DraftsTable"], self.stack.clients.dynamodb
        name = f"draft-{self.persona.form}-{self.words['draft']}"
        (token,) = [one["value"] for one in self.context.cookies() if one["name"] == name]
        key = {"draft": {"S": hashlib.sha256(token.encode()).hexdigest()}}
        assert "Item" in drafts.get_item(TableName=table, Key=key)
        if event == "the draft is deleted":
            drafts.delete_item(TableName=table, Key=key)
            return
        drafts.update_item(
            TableName=table,
            Key=key,
            UpdateExpression="SET expires = :long_ago",
            ExpressionAttributeValues={":long_ago": {"N": "1"}},
        )

    def _new_context(self) -> BrowserContext:
        shape = WIDE if self.watch.scripts else AT_400_PERCENT
        context = self.browser.new_context(java_script_enabled=self.watch.scripts, locale="en-GB", **shape)
        context.set_default_timeout(MILLISECONDS)
        self.watch.over(context)
        return context

    def _new_page(self) -> Page:
        return self.context.new_page()


def with_words_of(step: Step, words: dict[str, str]) -> Step:
    """A step with what is known only while walking put in."""
    return Step(**with_words(vars(step), **words))


def errors_of(root: Element) -> list[str]:
    """The lines of the error summary."""
    summaries = [one for one in root.iter("div") if "govuk-error-summary" in one.get("class", "").split()]
    return [text_of(link) for summary in summaries for link in summary.iter("a")]
