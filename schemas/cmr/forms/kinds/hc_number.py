"""The Health and Care Number of Northern Ireland, or the reason why there is none to give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from marshmallow import fields

from cmr.forms.kinds.choice import OfOptions
from cmr.forms.kinds.kind import Json, mistake
from cmr.forms.posted import Typed
from cmr.forms.question import Question

NUMBER, REASON = "", "-reason"
LOWEST_FIRST_NINE = 320_000_001
HIGHEST_FIRST_NINE = 399_999_999

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")


class HcNumberField(fields.Field[dict[str, str]]):
    """`{"number": …}` or `{"reason": …}`.

    Ten digits, the last a modulus 11 check over weights 10 to 2, in Northern Ireland's range
    (NHS Data Dictionary, Health and Care Number): the check is the `nhs-number` package's.
    """

    def __init__(self, question: Question, **settings: Any) -> None:
        super().__init__(**settings)
        self.question = question

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, str]:
        if "number" in value and "reason" in value:
            raise mistake(self.question, "both", NUMBER, REASON)
        if "number" in value:
            return {"number": self._number(value["number"])}
        if value["reason"] not in {option.value for option in self.question.options}:
            raise mistake(self.question, "unlisted", REASON)
        return {"reason": value["reason"]}

    def _number(self, typed: str) -> str:
        digits = _SEPARATORS.sub("", typed)
        if not (digits.isascii() and digits.isdigit() and len(digits) == 10):
            raise mistake(self.question, "format", NUMBER)
        if not LOWEST_FIRST_NINE <= int(digits[:9]) <= HIGHEST_FIRST_NINE:
            raise mistake(self.question, "elsewhere", NUMBER)
        from nhs_number.validate import is_valid  # only when a number is checked

        if not is_valid(digits):
            raise mistake(self.question, "check", NUMBER)
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> dict[str, str] | None:
        return dict(value) if value is not None else None


class HcNumberKind(OfOptions):
    """A Health and Care Number, or why it cannot be given."""

    name = "hc_number"
    on_paper = "line or reason"
    messages: ClassVar[Mapping[str, str]] = {
        "format": "{title} must be 10 digits, like 999 000 0018",
        "elsewhere": "{title} must be a Northern Ireland number: those begin with 32 to 39. "
        "If the child has another number, select the reason why there is none",
        "check": "Check the {title}: one of its digits does not fit the last",
        "both": "Enter the {title}, or select why there is none, not both",
        "unlisted": "Select one of the reasons shown for ‘{title}’",
    }

    def parts(self, question: Question) -> tuple[str, ...]:
        return (NUMBER, REASON)

    def asks_not_known(self, question: Question) -> bool:
        return False  # "not available" is one of the reasons

    def read(self, question: Question, typed: Typed) -> Any:
        given = {"number": typed.text(question.id), "reason": typed.text(f"{question.id}{REASON}")}
        return {part: text for part, text in given.items() if text} or None

    def field(self, question: Question) -> fields.Field[Any]:
        return HcNumberField(question)

    def shape(self, question: Question, of: Callable[[Question], Json]) -> dict[str, Json]:
        return {"type": "object", "properties": {"number": {"type": "string"}, "reason": {"type": "string"}}}

    def lines(self, question: Question, answer: Any) -> list[str]:
        return [answer["number"] if "number" in answer else f"No number: {question.label_of(answer['reason'])}"]
