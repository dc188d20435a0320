"""Checks a table of a TOML file with a marshmallow schema, and names file and line of the first thing wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from marshmallow import Schema, ValidationError, fields

from cmr.errors import ContentError
from cmr.toml_file import TomlFile

Trail = tuple[str | int, ...]


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


def line_of(file: TomlFile, trail: Trail) -> int:
    """The line that declares `trail`, such as ("title",) or ("duties", 1, "who"); of its table where absent."""
    start, end = _table(file.text, trail)
    key = re.escape(str([step for step in trail if isinstance(step, str)][-1]))
    found = re.compile(rf'^[ \t]*"?{key}"?[ \t]*=', re.MULTILINE).search(file.text, start, end)
    found = found or re.compile(rf"^\[+{key}\]", re.MULTILINE).search(file.text, start)
    return file.first_line + file.text.count("\n", 0, found.start() if found else start)


def _table(text: str, trail: Trail) -> tuple[int, int]:
    """Where the table that `trail` speaks of starts and ends.

    That is the n-th `name` for ("name", n, …), the table `name` for ("name", "key"), and the top for ("key",).
    """
    headers = list(re.finditer(r"^\[+([^\]\n]+)\]+", text, re.MULTILINE))
    named = [number for number, header in enumerate(headers) if header.group(1) == trail[0]]
    at = trail[1] if len(trail) > 1 and isinstance(trail[1], int) else 0
    if len(trail) < 2 or at >= len(named):
        return _row_in_place(text, trail) or (0, headers[0].start() if headers else len(text))
    number = named[at]
    return headers[number].start(), headers[number + 1].start() if number + 1 < len(headers) else len(text)


def _row_in_place(text: str, trail: Trail) -> tuple[int, int] | None:
    """Where the n-th `{ … }` of `name = [ … ]` starts and ends, for ("name", n, …)."""
    opened = re.search(rf"^[ \t]*{re.escape(str(trail[0]))}[ \t]*=[ \t]*\[", text, re.MULTILINE)
    if opened is None or len(trail) < 2 or not isinstance(trail[1], int):
        return None
    found = re.compile(r"#[^\n]*|(\{[^{}]*\})").finditer(text, opened.end())  # a comment may show a row
    rows = [match for match in found if match.group(1)]
    return rows[trail[1]].span() if trail[1] < len(rows) else None


def _first(messages: Any) -> tuple[Trail, str]:
    """The first complaint in marshmallow's nested messages, and the steps that lead to it."""
    if isinstance(messages, dict):
        step, inner = next(iter(messages.items()))
        trail, problem = _first(inner)
        return (step, *trail), problem
    return (), str(messages[0])
