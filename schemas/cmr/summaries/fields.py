"""The kinds of value in a summary's front matter, as marshmallow fields with messages for editors.

They are our own because marshmallow's take "true" for true and 5 for "5", and because thousands are read in a build.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar

from marshmallow import ValidationError, fields

from cmr.summary import Month

T = TypeVar("T")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
FIRST_YEAR = 2000
"""Reviews of this kind are younger than that: an earlier year is a slip of the hand."""
_ABSENT: dict[str, Any] = {"required": "it is missing: every summary says this"}


class _Value(fields.Field[T]):
    default_error_messages = _ABSENT


class WordsField(_Value[str]):
    """A text; one with something in it where it is required."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError('write it as text, in quotation marks: "…"')
        text = value.strip()
        if self.required and not text:
            raise ValidationError("it is empty: write it")
        return text


class Several(_Value[tuple[str, ...]]):
    """A list of texts, none of them empty, none there twice; with something in it where it is required."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, ...]:
        if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise ValidationError('write it as a list of texts: ["…", "…"]')
        texts = tuple(one.strip() for one in value)
        if "" in texts:
            raise ValidationError("a text in this list is empty: fill it in or take it out")
        if len(set(texts)) < len(texts):
            raise ValidationError(f"'{next(text for text in texts if texts.count(text) > 1)}' is there twice")
        if self.required and not texts:
            raise ValidationError("the list is empty: it needs at least one")
        return texts


class Truth(_Value[bool]):
    """true or false, and not "true"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("write true or false, without quotation marks")
        return value


class MonthOfYear(_Value[Month]):
    """A year and month, as "2026-09"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Month:
        found = MONTH.fullmatch(value) if isinstance(value, str) else None
        if found is None or int(found.group(1)) < FIRST_YEAR:
            raise ValidationError('write a year and month in quotation marks, as in "2026-09"')
        return Month(int(found.group(1)), int(found.group(2)))


class Day(fields.Field[date]):
    """A TOML date. A date with a time of day is refused: a summary is reviewed, and published, on a day."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if type(value) is not date:
            raise ValidationError("Write a date, as in 2026-11-23.")
        return value
