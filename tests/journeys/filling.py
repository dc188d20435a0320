"""Fills in a page as somebody would, from what a persona file says for each question.

A text input takes words; radios and a select take an answer's value, or its words; check boxes a list of values.
A question of several inputs is named once: a date as "27 3 2026", "3 2026", "2026", "today" or "10 days ago".
"Not known" ticks that box where the question has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

from playwright.sync_api import Page

from cmr import clock
from promises import text_of

NOT_KNOWN = "Not known"


class Filling:
    """A page's inputs, by name. `root` is the page as it was sent."""

    def __init__(self, page: Page, root: Element) -> None:
        self.page = page
        self.inputs: dict[str, list[Element]] = {}
        self.labels = {label.get("for", ""): text_of(label) for label in root.iter("label")}
        for element in root.iter():
            if element.tag in ("input", "select", "textarea") and element.get("name"):
                self.inputs.setdefault(element.get("name", ""), []).append(element)
        self.typed: list[str] = []

    def fill(self, answers: Mapping[str, Any]) -> list[str]:
        """Fill in each, in the order given, and give the words that were typed."""
        for name, answer in answers.items():
            for part, given in self._parts(name, answer):
                self._put(part, given)
        return self.typed

    def held(self, names: Iterable[str]) -> dict[str, str]:
        """What these inputs hold: the words typed in, or the value chosen."""
        return {name: self._held(name) for name in names}

    def _held(self, name: str) -> str:
        if self.inputs[name][0].get("type") in ("radio", "checkbox"):
            return str(self.page.locator(f'[name="{name}"]:checked').get_attribute("value"))
        return str(self._locate(name).input_value())

    def _parts(self, name: str, answer: Any) -> Iterator[tuple[str, Any]]:
        if f"{name}-day" in self.inputs and answer != NOT_KNOWN:
            parts = date_parts(answer)
            yield from ((f"{name}-{part}", text) for part, text in zip(("day", "month", "year"), parts, strict=True))
        elif answer == NOT_KNOWN and f"{name}-not-known" in self.inputs:
            yield f"{name}-not-known", ["yes"]
        else:
            yield name, answer

    def _put(self, name: str, answer: Any) -> None:
        assert name in self.inputs, f"the page '{self.page.title()}' has no input '{name}', only {[*self.inputs]}"
        first = self.inputs[name][0]
        kind = first.get("type", "text") if first.tag == "input" else first.tag
        if kind == "radio":
            self._locate(name, self._value(name, answer)).check()
        elif kind == "checkbox":
            self._tick(name, [answer] if isinstance(answer, str) else answer)
        elif kind == "select":
            self._locate(name).select_option(answer)
        else:
            self._locate(name).fill(answer)
            self.typed.append(answer)

    def _tick(self, name: str, wanted: list[str]) -> None:
        values = [box.get("value", "") for box in self.inputs[name]]
        assert {*wanted} <= {*values}, f"'{name}' offers {values}, not {wanted}"
        for value in values:
            self._locate(name, value).set_checked(value in wanted)

    def _value(self, name: str, answer: str) -> str:
        """The value of the radio with these words, or the answer where it is a value itself."""
        offered = {self.labels.get(one.get("id", ""), ""): one.get("value", "") for one in self.inputs[name]}
        assert answer in {*offered, *offered.values()}, f"'{name}' offers {offered}, not '{answer}'"
        return offered.get(answer, answer)

    def _locate(self, name: str, value: str | None = None) -> Any:
        return self.page.locator(f'[name="{name}"]' + (f'[value="{value}"]' if value is not None else ""))


def date_parts(answer: str) -> tuple[str, str, str]:
    """Day, month and year as somebody types them; the day, or the day and the month, may be empty."""
    ago = re.fullmatch(r"(\d+) days ago", answer)
    if ago or answer == "today":
        day = clock.today() - timedelta(days=int(ago[1]) if ago else 0)
        return str(day.day), str(day.month), str(day.year)
    parts = answer.split()
    missing = [""] * (3 - len(parts))
    day_text, month, year = [*missing, *parts]
    return day_text, month, year
