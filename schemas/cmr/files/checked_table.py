"""Checks a table of a TOML file with a marshmallow schema, and names file and line of the first thing wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from marshmallow import Schema, ValidationError, fields

from cmr.errors import ContentError
from cmr.files.lines import Trail, line_of
from cmr.files.toml_file import TomlFile


class Day(fields.Field[date]):
    """A TOML date. A date with a time of day is refused: a page is reviewed, and a number checked, on a day."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if type(value) is not date:
            raise ValidationError("Write a date, as in 2026-11-23.")
        return value


def checked(schema: Schema, file: TomlFile, data: Mapping[str, Any]) -> dict[str, Any]:
    """`data`, a table of `file`, as `schema` loads it. Raises ContentError at the line of the first thing wrong."""
    try:
        return cast(dict[str, Any], schema.load(data))
    except ValidationError as refused:
        trail, problem = _first(refused.messages)
        where = ".".join(str(step) for step in trail)
        raise ContentError(file.path, line_of(file, trail), f"{where}: {problem}") from refused


def _first(messages: Any) -> tuple[Trail, str]:
    """The first complaint in marshmallow's nested messages, and the steps that lead to it."""
    if isinstance(messages, dict):
        step, inner = next(iter(messages.items()))
        trail, problem = _first(inner)
        return (step, *trail), problem
    return (), str(messages[0])
