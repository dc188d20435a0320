"""The lists people choose from (agencies, trusts, legal statuses): editable data, with source and date checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import ID, Id

LIST_FILES = ("agencies.toml", "lists.toml")
_KEYS = ("title", "mark", "source", "checked", "option")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen: what is stored, what is read, and a hint beneath it."""

    value: Id
    label: str
    hint: str = ""
    exclusive: bool = False  # "None of these": cannot be ticked together with others


@dataclass(frozen=True, kw_only=True)
class OptionList:
    """A named list of options, with how sure its source is and the day somebody checked it."""

    id: str
    title: str
    options: tuple[Option, ...]
    mark: str
    source: str
    checked: date


def load_option_lists(content: Path) -> Mapping[str, OptionList]:
    """Every list in `content`'s list files, by id. Raises ContentError naming file and line."""
    lists: dict[str, OptionList] = {}
    for name in LIST_FILES:
        for list_id, row in _tables(TomlFile.read(content / name)):
            if list_id in lists:
                raise row.wrong(f"the list '{list_id}' is declared twice")
            lists[list_id] = _option_list(list_id, row)
    return lists


def _tables(file: TomlFile) -> Iterator[tuple[str, Row]]:
    whole = Row(file, "a file of lists", file.data)
    whole.only({"lists"})
    lists = whole.table("lists")
    for list_id in lists.data:
        table = lists.table(list_id)
        yield list_id, Row(file, f"the list '{list_id}'", table.data, (f"lists.{list_id}",), counted=whole.counted)


def _option_list(list_id: str, row: Row) -> OptionList:
    if not ID.fits(list_id):
        raise row.wrong(f"write the name of a list as {ID.plainly}: '{list_id}'")
    row.only(_KEYS)
    options = tuple(_option(one) for one in row.rows("option", f"an option of the list '{list_id}'"))
    if not options:
        raise row.wrong(f"the list '{list_id}' has no option")
    values = [option.value for option in options]
    for value in values:
        if values.count(value) > 1:
            raise row.file.wrong(f"the list '{list_id}' has the value '{value}' twice", key="value", value=value)
    title, mark, source = (row.text(key) for key in ("title", "mark", "source"))
    return OptionList(id=list_id, title=title, options=options, mark=mark, source=source, checked=row.day("checked"))


def _option(row: Row) -> Option:
    """An option as a form uses it. `formerly` is for the reader: the old name is part of what people look for."""
    if "formerly" not in row.data:
        return row.made(Option)
    return row.without("formerly").made(Option, hint=f"Formerly {row.text('formerly')}")
