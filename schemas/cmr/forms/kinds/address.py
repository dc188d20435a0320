"""A postal address: two lines, a town and a postcode, as much of it as is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import fields

from cmr.forms.kinds.kind import Json, Kind, mistake
from cmr.forms.posted import Typed, unprintable
from cmr.forms.question import Question

PARTS = {
    "-line-1": "Address line 1",
    "-line-2": "Address line 2 (optional)",
    "-town": "Town or city",
    "-postcode": "Postcode",
}
SAME = "-same"
"""The input that takes an address over from an earlier item of the group, by the item's id; it is not kept itself."""
LONGEST_PART = 120


class AddressField(fields.Field[dict[str, str]]):
    """The parts that were given, by name. An address may be partial: where a child slept may be all that is known."""

    def __init__(self, question: Question, **settings: Any) -> None:
        super().__init__(**settings)
        self.question = question

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, str]:
        for part, text in value.items():
            name = PARTS[f"-{part}"].removesuffix(" (optional)")
            if unprintable(text):
                raise mistake(self.question, "unprintable", f"-{part}", part=name)
            if len(text) > LONGEST_PART:
                raise mistake(self.question, "too_long", f"-{part}", part=name, longest=LONGEST_PART)
        return dict(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> dict[str, str] | None:
        return dict(value) if value is not None else None


@dataclass(frozen=True, kw_only=True)
class AddressRules:
    """What a question says of an address: whether an earlier item of its group may share it (WCAG 2.2, 3.3.7)."""

    same_as_earlier: bool = False


class Address(Kind):
    """A postal address."""

    name = "address"
    rules = AddressRules
    on_paper = "parts"
    messages: ClassVar[Mapping[str, str]] = {
        "too_long": "{part} must be {longest} characters or fewer",
        "unprintable": "{part} has characters that cannot be shown. Type it again",
    }

    labels: ClassVar[Mapping[str, str]] = PARTS

    def parts(self, question: Question) -> tuple[str, ...]:
        return tuple(PARTS)

    def read(self, question: Question, typed: Typed) -> Any:
        given = {part[1:]: typed.text(f"{question.id}{part}") for part in PARTS}
        return {part: text for part, text in given.items() if text} or None

    def field(self, question: Question) -> fields.Field[Any]:
        return AddressField(question)

    def shape(self, question: Question, of: Callable[[Question], Json]) -> dict[str, Json]:
        parts = {part[1:]: {"type": "string"} for part in PARTS}
        return {"type": "object", "properties": parts, "additionalProperties": False}

    def may_share(self, question: Question) -> bool:
        rules: AddressRules = question.rules
        return rules.same_as_earlier

    def lines(self, question: Question, answer: Any) -> list[str]:
        return [answer[part[1:]] for part in PARTS if part[1:] in answer]

    def in_csv(self, question: Question, answer: Any) -> dict[str, str]:
        columns = {
            part[1:]: f"{question.title}: {name.removesuffix(' (optional)').lower()}" for part, name in PARTS.items()
        }
        return {column: answer.get(part, "") for part, column in columns.items()}
