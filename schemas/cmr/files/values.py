"""What a value of a table must be: of the type that a dataclass's field names, and what its metadata says beyond that.

`Row.made` holds a table to both. Of a list, each value must be so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cmr.files.written_addresses import ELSEWHERE, HERE, ID

Fits = Callable[[Any], bool]


def is_number(value: object) -> bool:
    """Whether it is a whole number, and not `true`, which Python takes for 1."""
    return type(value) is int


def are_texts(value: object) -> bool:
    """Whether it is a table of texts."""
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def read_elsewhere(_: object) -> bool:
    """Stands for a type that no table gives: whoever reads the table makes the value."""
    return False


_TYPES: Mapping[str, tuple[Fits, str]] = {
    "str": (lambda value: isinstance(value, str), "text in quotation marks"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "int": (is_number, "a whole number"),
    "date": (lambda value: type(value) is date, "a date without quotation marks, as 2026-11-23"),
    "Id": (ID.fits, ID.plainly),
    "Here": (HERE.fits, HERE.plainly),
    "Elsewhere": (ELSEWHERE.fits, ELSEWHERE.plainly),
    "Mapping[str, str]": (are_texts, "a table of texts"),
}
_LIST = re.compile(r"tuple\[(.*), \.\.\.\]")


def fitting(type_name: str) -> tuple[Fits, str]:
    """What tells whether a value is of the type of this name, and how that type is said plainly."""
    listed = _LIST.fullmatch(type_name)
    if listed is None:
        return _TYPES.get(type_name.removesuffix(" | None"), (read_elsewhere, "left out"))
    fits, plainly = fitting(listed[1])
    if fits is read_elsewhere:
        return fits, plainly
    return lambda value: isinstance(value, (list, tuple)) and all(map(fits, value)), f"a list, each one {plainly}"


def lasting(value: Any) -> Any:
    """A list as a tuple, at whatever depth: what was read is not changed any more."""
    return tuple(map(lasting, value)) if isinstance(value, list) else value


MUST = "must"
"""The key of the metadata."""


@dataclass(frozen=True)
class Must:
    """Whether a value is right, and how an editor is told what would be."""

    fits: Fits
    plainly: str


def one_of(values: Iterable[str]) -> Mapping[str, Must]:
    """It must be one of these texts."""
    known = tuple(values)
    return {MUST: Must(known.__contains__, f"one of: {', '.join(known)}")}


def between(least: int, most: int) -> Mapping[str, Must]:
    """It must be a number from `least` to `most`."""
    return {MUST: Must(lambda value: least <= value <= most, f"a whole number from {least} to {most}")}


def at_least(least: int) -> Mapping[str, Must]:
    """It must be a number that is not smaller."""
    return {MUST: Must(lambda value: bool(value >= least), f"a whole number, {least} or more")}


def written(pattern: str, plainly: str) -> Mapping[str, Must]:
    """The pattern must match it from its first character to its last; `plainly` says so in an editor's words."""
    compiled = re.compile(pattern)
    return {MUST: Must(lambda value: bool(compiled.fullmatch(value)), plainly)}
