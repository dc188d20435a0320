"""The one way from a table of TOML to an object. A table knows where it stands: what is wrong is named by its line.

`Row.made` reads a dataclass, which says once what a table holds: each key, its type, whether it may be left out, and
in its metadata what a value must be beyond that (`values.py`). The front matter of summaries alone is read with a
schema, for the speed of thousands (`quick_schema.py`, decision 21).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, replace
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any, TypeVar

from cmr.errors import ContentError
from cmr.files.lines import Trail, line_of
from cmr.files.toml_file import TomlFile
from cmr.files.values import MUST, Must, are_texts, fitting, is_number, lasting, read_elsewhere

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One table of a file: what it is called in messages, what it says, and its place, such as ("topic", 2)."""

    file: TomlFile
    called: str
    data: Mapping[str, Any]
    place: Trail = ()
    in_place: bool = False  # written inside another table's line, which is as near as a message gets
    counted: Counter[str] = field(default_factory=Counter)

    @classmethod
    def whole(cls, file: TomlFile) -> Row:
        """The whole of a file, called by the file's name. Raises ContentError where it is not TOML."""
        return cls(file, file.path.name, file.data)

    def wrong(self, problem: str, key: str = "") -> ContentError:
        """A ContentError at the line where this table says `key`; at its first line where it does not."""
        trail = (*self.place, key) if key and not self.in_place else self.place
        return ContentError(self.file.path, line_of(self.file, trail) if trail else self.file.first_line, problem)

    def rows(self, key: str, called: str, *, at_least: int = 0) -> list[Row]:
        """The tables that this one holds under `key`, whether written as [[tables]] or in place."""
        found = self._rows(key, called)
        if len(found) < at_least:
            raise self.wrong(f"{self.called} must have {at_least} [[{key}]] or more", key)
        return found

    def _rows(self, key: str, called: str) -> list[Row]:
        given = self.data.get(key, [])
        if not (isinstance(given, list) and all(isinstance(one, dict) for one in given)):
            raise self.wrong(f"write each '{key}' of {self.called} as a table of its own", key)
        table = ".".join([*(step for step in self.place if isinstance(step, str)), key])
        if f"[[{table}]]" not in self.file.text and not self.place:
            return [Row(self.file, called, one, (key, at), False, self.counted) for at, one in enumerate(given)]
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
        if not (isinstance(given, list) and all(map(is_number, given))):
            raise self.wrong(f"write '{key}' as a list of whole numbers", key)
        return tuple(given)

    def texts(self, key: str) -> Mapping[str, str]:
        """The table of texts under `key`, empty where it is not given."""
        given = self.table(key).data
        if not are_texts(given):
            raise self.wrong(f"write each line of '{key}' as text in quotation marks", key)
        return given

    def table(self, key: str) -> Row:
        """The table under `key`, empty where it is not given."""
        given = self.data.get(key, {})
        if not isinstance(given, dict):
            raise self.wrong(f"write '{key}' as a table", key)
        of_tables = any(isinstance(step, int) for step in self.place)
        name = key if of_tables else ".".join([*map(str, self.place), key])
        if not of_tables and re.search(rf"^\[{re.escape(name)}\]", self.file.text, re.MULTILINE):
            return Row(self.file, f"[{name}]", given, (name,), False, self.counted)
        return Row(self.file, f"[{name}]", given, (*self.place, key), True, self.counted)

    def without(self, *keys: str) -> Row:
        """The same table without these keys."""
        return replace(self, data={key: given for key, given in self.data.items() if key not in keys})

    def only(self, keys: Iterable[str]) -> None:
        """Raises ContentError where this table says anything else: a slip in a key must not go unnoticed."""
        for odd in sorted(set(self.data) - set(keys)):
            raise self.wrong(f"{self.called} cannot say '{odd}'", odd)

    def made(self, what: type[T], **more: Any) -> T:
        """This table as a `what`, a dataclass, with `more` over what it says. Lists become tuples.

        Raises ContentError at the key that does not fit: what must be said is text, a number or a list with something
        in it, what may be left out has a default.
        """
        given = {**{key: lasting(value) for key, value in self.data.items()}, **more}
        fields = {one.name: one for one in dataclass_fields(what)}  # type: ignore[arg-type]  # always a dataclass
        self.only({*fields, *more})
        for one in fields.values():
            self._fits(one, more.get(one.name, self.data.get(one.name)), one.name in more)
        return what(**given)

    def _fits(self, one: Field[Any], value: Any, is_read: bool) -> None:
        """Raises ContentError where `value` does not fit. What another reader gave may be of any type."""
        fits, plainly = fitting(str(one.type))
        if is_read and fits is read_elsewhere:
            return
        needed = one.default is MISSING and one.default_factory is MISSING
        if value is None and needed:
            raise self.wrong(f"{self.called} must also say '{one.name}'", one.name)
        if value is None:
            return
        if not fits(value):
            raise self.wrong(f"'{one.name}' of {self.called} must be {plainly}", one.name)
        if needed and value in ("", [], (), {}):
            raise self.wrong(f"'{one.name}' of {self.called} must not be empty", one.name)
        must: Must | None = one.metadata.get(MUST)
        if must and not all(map(must.fits, value if isinstance(value, (list, tuple)) else [value])):
            raise self.wrong(f"'{one.name}' of {self.called} must be {must.plainly}", one.name)

    def _next(self, table: str) -> Trail:
        self.counted[table] += 1
        return (table, self.counted[table] - 1)
