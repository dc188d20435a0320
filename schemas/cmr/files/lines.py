"""The line of a TOML file on which a thing is declared."""

from __future__ import annotations

import re

from cmr.files.toml_file import TomlFile

Trail = tuple[str | int, ...]
"""The steps that lead to a thing, such as ("duties", 1, "who")."""


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
