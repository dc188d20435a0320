"""The tables of a definition. Each knows where it stands, so that whatever is wrong in it is named by its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, replace
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any, TypeVar

from cmr.errors import ContentError
from cmr.files.lines import Trail, line_of
from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import HERE, ID

T = TypeVar("T")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return type(value) is int  # and not true, which Python takes for 1


def _are_texts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_read_elsewhere(_: object) -> bool:
    return False


_TYPES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "str": (_is_text, "text in quotation marks"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "int": (_is_number, "a whole number"),
    "Id": (ID.fits, ID.plainly),
    "Here": (HERE.fits, HERE.plainly),
    "Mapping[str, str]": (_are_texts, "a table of texts"),
}
"""The types of a dataclass that a table can give. Any other is the business of whoever reads the table."""
_NO_TYPE = (_is_read_elsewhere, "left out")


@dataclass(frozen=True)
class Row:
    """One table of a file: what it is called in messages, what it says, and its place, such as ("topic", 2)."""

    file: TomlFile
    called: str
    data: Mapping[str, Any]
    place: Trail = ()
    in_place: bool = False  # written inside another table's line, which is as near as a message gets
    counted: Counter[str] = field(default_factory=Counter)

    def wrong(self, problem: str, key: str = "") -> ContentError:
        """A ContentError at the line where this table says `key`; at its first line where it does not."""
        trail = (*self.place, key) if key and not self.in_place else self.place
        return ContentError(self.file.path, line_of(self.file, trail) if trail else self.file.first_line, problem)

    def rows(self, key: str, called: str) -> list[Row]:
        """The tables that this one holds under `key`, whether written as [[tables]] or in place."""
        given = self.data.get(key, [])
        if not (isinstance(given, list) and all(isinstance(one, dict) for one in given)):
            raise self.wrong(f"write each '{key}' of {self.called} as a table of its own", key)
        table = ".".join([*(step for step in self.place if isinstance(step, str)), key])
        if f"[[{table}]]" not in self.file.text:
            return [Row(self.file, called, one, (*self.place, key), True, self.counted) for one in given]
        return [Row(self.file, called, one, self._next(table), False, self.counted) for one in given]

    def text(self, key: str) -> str:
        """The text under `key`. Raises ContentError where there is none, as every reader does for another type."""
        given = self.data.get(key)
        if not isinstance(given, str) or not given.strip():
            raise self.wrong(f"{self.called} must say '{key}', as text in quotation marks", key)
        return given

    def day(self, key: str) -> date:
        """The date under `key`."""
        given = self.data.get(key)
        if type(given) is not date:
            raise self.wrong(f"{self.called} must say '{key}', as a date without quotation marks: 2026-11-23", key)
        return given

    def words(self, key: str) -> tuple[str, ...]:
        """The list of texts under `key`."""
        given = self.data.get(key, [])
        if not (isinstance(given, list) and all(isinstance(one, str) for one in given)):
            raise self.wrong(f"write '{key}' as a list of texts", key)
        return tuple(given)

    def word_or_words(self, key: str) -> tuple[str, ...]:
        """The text under `key` alone, or the list of texts."""
        given = self.data.get(key)
        return (given,) if isinstance(given, str) else self.words(key)

    def numbers(self, key: str) -> tuple[int, ...]:
        """The list of whole numbers under `key`."""
        given = self.data.get(key, [])
        if not (isinstance(given, list) and all(map(_is_number, given))):
            raise self.wrong(f"write '{key}' as a list of whole numbers", key)
        return tuple(given)

    def texts(self, key: str) -> Mapping[str, str]:
        """The table of texts under `key`, empty where it is not given."""
        given = self.table(key).data
        if not _are_texts(given):
            raise self.wrong(f"write each line of '{key}' as text in quotation marks", key)
        return given

    def table(self, key: str) -> Row:
        """The table under `key`, empty where it is not given."""
        given = self.data.get(key, {})
        if not isinstance(given, dict):
            raise self.wrong(f"write '{key}' as a table", key)
        return Row(self.file, f"[{key}]", given, (*self.place, key), True, self.counted)

    def without(self, *keys: str) -> Row:
        """The same table without these keys."""
        return replace(self, data={key: given for key, given in self.data.items() if key not in keys})

    def only(self, keys: Iterable[str]) -> None:
        """Raises ContentError where this table says anything else: a slip in a key must not go unnoticed."""
        for odd in sorted(set(self.data) - set(keys)):
            raise self.wrong(f"{self.called} cannot say '{odd}'", odd)

    def made(self, what: type[T], **more: Any) -> T:
        """This table as a `what`, with `more` over what it says. Raises ContentError at the key that does not fit."""
        given = {**self.data, **more}
        fields = {one.name: one for one in dataclass_fields(what)}  # type: ignore[arg-type]  # always a dataclass
        self.only({*fields, *more})
        for one in fields.values():
            self._fits(one, given.get(one.name), one.name in more)
        return what(**given)

    def _fits(self, one: Field[Any], value: Any, is_read: bool) -> None:
        """Raises ContentError where `value` does not fit. What another reader gave may be of any type."""
        fits, plainly = _TYPES.get(str(one.type), _NO_TYPE)
        if is_read and fits is _is_read_elsewhere:
            return
        if value is None and one.default is MISSING and one.default_factory is MISSING:
            raise self.wrong(f"{self.called} must also say '{one.name}'")
        if value is not None and not fits(value):
            raise self.wrong(f"'{one.name}' of {self.called} must be {plainly}", one.name)

    def _next(self, table: str) -> Trail:
        self.counted[table] += 1
        return (table, self.counted[table] - 1)
