"""A date as people know it: the day, or only the month, or only the year, or not at all."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from marshmallow import fields

from cmr import clock
from cmr.forms.kinds.kind import Json, Kind, mistake
from cmr.forms.posted import Typed
from cmr.forms.question import Question

DAY, MONTH, YEAR = "-day", "-month", "-year"
EARLIEST_YEAR = 1900
LATEST_YEAR = 2199
AS_KEPT = r"^\d{4}(-\d{2}){0,2}$"


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """As it is kept: "2026-11-23", "2026-11" or "2026"."""
        known = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(known)

    @classmethod
    def read(cls, kept: str) -> PartialDate:
        """The date that `str` kept."""
        return cls(*(int(part) for part in kept.split("-")))

    def earliest(self) -> date:
        """The first day it can have been."""
        return date(self.year, self.month or 1, self.day or 1)

    def in_words(self) -> str:
        """As people read it: "23 November 2026", "November 2026" or "2026"."""
        month = clock.MONTHS[self.month - 1] if self.month else None
        return " ".join(str(part) for part in (self.day, month, self.year) if part)


@dataclass(frozen=True, kw_only=True)
class DateRules:
    """What a question says of a date."""

    past: bool = False  # it cannot lie ahead
    partial: bool = False  # only the month, or only the year, may be known


class DateField(fields.Field[PartialDate]):
    """Day, month and year as typed (month names too) to a PartialDate; one message, for the worst mistake."""

    def __init__(self, question: Question, **settings: Any) -> None:
        super().__init__(**settings)
        self.question = question
        self.rules: DateRules = question.rules

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:
        if isinstance(value, str):
            return PartialDate.read(value)
        self._complete(value)
        found = self._real(value)
        if self.rules.past and found.earliest() > clock.today():
            raise mistake(self.question, "past", *self._given(value))
        return found

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return str(value) if value is not None else None

    def _given(self, typed: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(part for part in (DAY, MONTH, YEAR) if typed[part])

    def _complete(self, typed: Mapping[str, str]) -> None:
        missing = tuple(part for part in (DAY, MONTH, YEAR) if not typed[part])
        if self.rules.partial and missing in {(DAY,), (DAY, MONTH)}:
            return
        if missing:
            names = " and ".join(f"a {part[1:]}" for part in missing)
            raise mistake(self.question, "incomplete", *missing, missing=names)

    def _real(self, typed: Mapping[str, str]) -> PartialDate:
        year, month, day = self._year(typed[YEAR]), self._month(typed[MONTH]), self._number(typed[DAY], DAY)
        if month is None:
            return PartialDate(year)
        if not 1 <= month <= 12:
            raise mistake(self.question, "real", MONTH)
        if day is not None and not 1 <= day <= monthrange(year, month)[1]:
            raise mistake(self.question, "real", *self._given(typed))
        return PartialDate(year, month, day)

    def _year(self, typed: str) -> int:
        if not re.fullmatch(r"[0-9]{4}", typed):
            raise mistake(self.question, "year", YEAR)
        year = int(typed)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise mistake(self.question, "real", YEAR)
        return year

    def _month(self, typed: str) -> int | None:
        named = typed.lower().rstrip(".")
        if len(named) >= 3 and named.isalpha():
            for number, name in enumerate(clock.MONTHS, start=1):
                if name.lower().startswith(named) or (named in ("sept",) and name == "September"):
                    return number
        return self._number(typed, MONTH)

    def _number(self, typed: str, part: str) -> int | None:
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,2}", typed):
            raise mistake(self.question, "real", part)
        return int(typed)


class Date(Kind):
    """A date in three boxes."""

    name = "date"
    rules = DateRules
    on_paper = "date"
    messages: ClassVar[Mapping[str, str]] = {
        "incomplete": "{title} must include {missing}",
        "year": "Year must include 4 numbers",
        "real": "{title} must be a real date",
        "past": "{title} must be today or in the past",
    }

    def parts(self, question: Question) -> tuple[str, ...]:
        return (DAY, MONTH, YEAR)

    def meaning(self, question: Question) -> dict[str, Json]:
        return {**super().meaning(question), "partial": question.rules.partial}

    def read(self, question: Question, typed: Typed) -> Any:
        given = {part: typed.text(f"{question.id}{part}") for part in (DAY, MONTH, YEAR)}
        return given if any(given.values()) else None

    def field(self, question: Question) -> fields.Field[Any]:
        return DateField(question)

    def shape(self, question: Question, of: Callable[[Question], Json]) -> dict[str, Json]:
        return {"type": "string", "pattern": AS_KEPT}

    def lines(self, question: Question, answer: Any) -> list[str]:
        return [answer.in_words()]

    def in_csv(self, question: Question, answer: Any) -> dict[str, str]:
        return {question.title: str(answer)}
