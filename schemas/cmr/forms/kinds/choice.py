"""Choosing from our own words: one thing, several things, or yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import fields, validate

from cmr.forms.kinds.kind import Kind, mistake, twice
from cmr.forms.option_lists import Option
from cmr.forms.posted import Typed
from cmr.forms.question import NOT_KNOWN, Question

LONGEST_RADIO_LIST = 12
"""A longer list is drawn as a select: two screens of radios on a phone help nobody."""

NOT_KNOWN_OPTION = Option(value=NOT_KNOWN, label="Not known")


class OptionField(fields.String):
    """One of the question's options, by its value."""

    def __init__(self, question: Question, **settings: Any) -> None:
        values = [option.value for option in question.kind.options(question)]
        super().__init__(validate=validate.OneOf(values), **settings)
        self.question = question

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        chosen = str(super()._deserialize(value, attr, data, **kwargs))
        if chosen not in {option.value for option in self.question.kind.options(self.question)}:
            raise mistake(self.question, "unlisted")
        return chosen


class OfOptions(Kind):
    """What has options: a kind that is answered with one of them, with several, or with one in place of an answer."""

    takes = frozenset({"options", "list"})

    def lacks(self, question: Question) -> Iterator[str]:
        values = [option.value for option in self.options(question)]
        if not values:
            yield f"'{question.id}' offers nothing to choose: give options or a list"
        for value in twice(values):
            yield f"'{question.id}' offers '{value}' twice"
        for value in sorted({value for advice in question.advice for value in advice.when} - {*values}):
            yield f"the advice of '{question.id}' waits for '{value}', which is never answered"


class Choice(OfOptions):
    """One of a list."""

    name = "choice"
    takes = OfOptions.takes | {"not_known", "advice"}
    emailable = True
    steers = True
    on_paper = "boxes"
    messages: ClassVar[Mapping[str, str]] = {"unlisted": "Select one of the answers shown for ‘{title}’"}

    def asks_not_known(self, question: Question) -> bool:
        return False  # it is one of the options

    def options(self, question: Question) -> tuple[Option, ...]:
        return (*question.options, NOT_KNOWN_OPTION) if question.not_known else question.options

    def drawn_as_select(self, question: Question) -> bool:
        return len(self.options(question)) > LONGEST_RADIO_LIST

    def field(self, question: Question) -> fields.Field[Any]:
        return OptionField(question)

    def lines(self, question: Question, answer: Any) -> list[str]:
        return [question.label_of(answer)]


class YesNo(Choice):
    """Yes or no, and "not known" where a fact may be."""

    name = "yes_no"

    def options(self, question: Question) -> tuple[Option, ...]:
        given = question.options or (Option(value="yes", label="Yes"), Option(value="no", label="No"))
        return (*given, NOT_KNOWN_OPTION) if question.not_known else given


class OptionsField(fields.List[str]):
    """Several of the question's options; one that is exclusive stands alone."""

    def __init__(self, question: Question, **settings: Any) -> None:
        super().__init__(OptionField(question), **settings)
        self.question = question

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        offered = question_options(self.question)
        if any(chosen not in offered for chosen in value):
            raise mistake(self.question, "unlisted")
        alone = [chosen for chosen in value if offered[chosen].exclusive]
        if alone and len(value) > 1:
            raise mistake(self.question, "exclusive", alone=offered[alone[0]].label)
        return [chosen for chosen in offered if chosen in value]


def question_options(question: Question) -> dict[str, Option]:
    """The question's options by value, in their order."""
    return {option.value: option for option in question.kind.options(question)}


class Choices(OfOptions):
    """Any number of a list."""

    name = "choices"
    takes = Choice.takes
    emailable = True
    steers = True
    several = True
    on_paper = "boxes"
    messages: ClassVar[Mapping[str, str]] = {
        **Choice.messages,
        "exclusive": "Select ‘{alone}’ on its own, or the other answers without it",
    }

    def asks_not_known(self, question: Question) -> bool:
        return False

    def options(self, question: Question) -> tuple[Option, ...]:
        alone = Option(value=NOT_KNOWN, label=NOT_KNOWN_OPTION.label, exclusive=True)
        return (*question.options, alone) if question.not_known else question.options

    def read(self, question: Question, typed: Typed) -> Any:
        return list(typed.all(question.id)) or None

    def field(self, question: Question) -> fields.Field[Any]:
        return OptionsField(question)

    def lines(self, question: Question, answer: Any) -> list[str]:
        return [question.label_of(chosen) for chosen in answer]
