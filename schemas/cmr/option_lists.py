"""The lists people choose from (agencies, trusts, legal statuses): editable data, with source and date checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cmr.toml_file import TomlFile

LIST_FILES = ("agencies.toml", "lists.toml")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen: what is stored, what is read, and a hint beneath it."""

    value: str
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
        file = TomlFile.read(content / name)
        for list_id, table in file.data.get("lists", {}).items():
            if list_id in lists:
                raise file.wrong(f"the list '{list_id}' is declared twice")
            lists[list_id] = _option_list(file, list_id, table)
    return lists


def _option_list(file: TomlFile, list_id: str, table: dict[str, Any]) -> OptionList:
    try:
        rows = table["option"]
        options = tuple(Option(**_read_by_forms(row)) for row in rows)
        title, mark, source, checked = (table[key] for key in ("title", "mark", "source", "checked"))
    except KeyError as missing:
        raise file.wrong(f"the list '{list_id}' says no {missing}") from missing
    except TypeError as odd:
        raise file.wrong(f"the list '{list_id}' has an option that cannot be read: {odd}") from odd
    values = [option.value for option in options]
    for value in values:
        if values.count(value) > 1:
            raise file.wrong(f"the list '{list_id}' has the value '{value}' twice", key="value", value=value)
    if not isinstance(checked, date):
        raise file.wrong(f"the list '{list_id}' must say on which date it was checked")
    return OptionList(
        id=list_id, title=str(title), options=options, mark=str(mark), source=str(source), checked=checked
    )


def _read_by_forms(row: dict[str, Any]) -> dict[str, Any]:
    """An option as a form uses it. `formerly` is for the reader: the old name is part of what people look for."""
    option = {key: text for key, text in row.items() if key != "formerly"}
    if "formerly" in row:
        option["hint"] = f"Formerly {row['formerly']}"
    return option
