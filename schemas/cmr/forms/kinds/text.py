"""Text on one line, and text on many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import fields

from cmr.forms.kinds.kind import Kind, mistake
from cmr.forms.posted import unprintable
from cmr.forms.question import Question


class TextField(fields.String):
    """A String that refuses what cannot be shown and what is too long, in the question's own words."""

    def __init__(self, question: Question, *, most: int, lines: bool = False, **settings: Any) -> None:
        super().__init__(**settings, metadata={"maxLength": most})
        self.question = question
        self.most = most
        self.lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if unprintable(text, lines=self.lines):
            raise mistake(self.question, "unprintable")
        if len(text) > self.most:
            raise mistake(self.question, "too_long", most=self.most, over=len(text) - self.most)
        return text


@dataclass(frozen=True, kw_only=True)
class TypedRules:
    """What a question says of what is typed: what a browser may fill in (HTML, autofill)."""

    autocomplete: str = ""


@dataclass(frozen=True, kw_only=True)
class LongTextRules(TypedRules):
    """What a question says of a text on many lines: how many are shown, too."""

    rows: int = 5


class OneLine(Kind):
    """What is typed on one line, of whatever kind."""

    rules = TypedRules
    messages: ClassVar[Mapping[str, str]] = {
        "too_long": "{title} must be {most} characters or fewer. You have {over} too many",
        "unprintable": "{title} has characters that cannot be shown. Type it again, or paste it as plain text",
    }


class Text(OneLine):
    """Text on one line."""

    name = "text"
    takes = OneLine.takes | {"most"}
    most = 200

    def field(self, question: Question) -> fields.Field[Any]:
        return TextField(question, most=question.most)


class LongText(Text):
    """Text on many lines: an account of what happened."""

    name = "long_text"
    rules = LongTextRules
    most = 4000
    on_paper = "space"

    def field(self, question: Question) -> fields.Field[Any]:
        return TextField(question, most=question.most, lines=True)

    def lines(self, question: Question, answer: Any) -> list[str]:
        return str(answer).split("\n")
