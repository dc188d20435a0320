"""A page a test was given: parsed strictly, and held to what every page of the product promises."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from promises import parsed, problems_of, text_of


@dataclass
class CheckedPage:
    """A page, checked as soon as it is made."""

    status: int
    text: str
    headers: dict[str, str]
    address: str

    def __post_init__(self) -> None:
        if "<main" in self.text:  # everything but the page that "Exit this page" flashes past
            self.check()

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        return parsed(self.text)

    @property
    def root(self) -> Element:
        return self._parsed[0]

    def all(self, tag: str) -> list[Element]:
        return list(self.root.iter(tag))

    @property
    def title(self) -> str:
        return text_of(self.all("title")[0])

    @property
    def heading(self) -> str:
        return text_of(self.all("h1")[0])

    @property
    def shown(self) -> str:
        """All the words of the page, spaces folded."""
        return text_of(self.all("main")[0])

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The error summary: words and where each leads."""
        summary = [one for one in self.all("div") if "govuk-error-summary" in one.get("class", "").split()]
        return [(text_of(link), link.get("href", "")) for one in summary for link in one.iter("a")]

    def links(self) -> dict[str, str]:
        """Every link by its words."""
        return {text_of(link): link.get("href", "") for link in self.all("a")}

    @property
    def names(self) -> set[str]:
        """The names of everything that can be filled in."""
        tags = ("input", "textarea", "select")
        return {one.get("name", "") for tag in tags for one in self.all(tag) if one.get("type") != "hidden"} - {""}

    def value(self, name: str) -> str:
        """What an input or text area holds."""
        for tag in ("input", "textarea"):
            for one in self.all(tag):
                if one.get("name") == name and (
                    one.get("type") not in {"radio", "checkbox"} or "checked" in one.attrib
                ):
                    return one.get("value", "") if tag == "input" else (one.text or "")
        return ""

    def form_with(self, answers: dict[str, Any], *, button: str = "") -> tuple[str, list[tuple[str, str]]]:
        """The address and inputs that the page's main form posts, with these answers over what it holds.

        A form that stands for a link, where no cookie opens one, is not the main form of a page that has another.
        """
        forms = list(self.all("main")[0].iter("form"))
        form = next((one for one in forms if one.get("class") != "cmr-to-form"), forms[0])
        pairs: list[tuple[str, str]] = []
        for one in form.iter():
            pairs += [(name, value) for name, value in held(one) if name not in answers]
        for name, given in answers.items():
            pairs += [(name, value) for value in ([given] if isinstance(given, str) else given)]
        if button:
            pressed = next(one for one in form.iter("button") if text_of(one) == button)
            if pressed.get("name"):
                pairs.append((pressed.get("name", ""), pressed.get("value", "")))
        return form.get("action", ""), pairs

    def check(self) -> None:
        """It keeps the promises of every page, and says "Error:" in its title exactly where it shows errors."""
        document, errors = self._parsed
        assert errors + problems_of(document, self.address.partition("?")[0]) == [], f"{self.address} ({self.status})"
        assert bool(self.errors) == self.title.startswith("Error: "), f"{self.address}: {self.title}"


def held(one: Element) -> list[tuple[str, str]]:
    """What a browser posts of an element that nobody touched."""
    name = one.get("name", "")
    if not name:
        return []
    if one.tag == "textarea":
        return [(name, (one.text or ""))]
    if one.tag == "select":
        chosen = [option for option in one.iter("option") if "selected" in option.attrib]
        return [(name, (chosen or list(one.iter("option")))[0].get("value", ""))]
    if one.tag == "input" and one.get("type", "text") in {"radio", "checkbox"}:
        return [(name, one.get("value", "on"))] if "checked" in one.attrib else []
    return [(name, one.get("value", ""))] if one.tag == "input" else []
