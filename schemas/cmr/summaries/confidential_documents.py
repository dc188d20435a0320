"""The kinds of document that may never be published, and what gives each of them away: `confidential.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from marshmallow import Schema, fields

from cmr.files.checked_table import checked
from cmr.files.toml_file import TomlFile

RULES_FILE = Path(__file__).with_name("confidential.toml")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A kind of document, and what gives it away."""

    called: str
    named: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """What a heading of it starts with, whole words."""
        return tuple(f"{name} " for name in self.named)


class _DocumentSchema(Schema):
    called = fields.String(required=True)
    named = fields.List(fields.String())
    alone = fields.List(fields.String())
    lines = fields.List(fields.String())
    together = fields.List(fields.List(fields.String()))


_FileSchema = Schema.from_dict({"document": fields.List(fields.Nested(_DocumentSchema), required=True)})


@cache
def giveaways() -> re.Pattern[str]:
    """What finds the words of any kind. Most names, titles and headings have none, and are quickly done with."""
    words = {words for one in documents() for words in (*one.named, *one.alone)}
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")


@cache
def documents() -> tuple[Document, ...]:
    """Every kind there is. Raises ContentError."""
    file = TomlFile.read(RULES_FILE)
    return tuple(
        Document(
            called=row["called"],
            **{key: tuple(row.get(key, ())) for key in ("named", "alone", "lines")},
            together=tuple(tuple(words) for words in row.get("together", ())),
        )
        for row in checked(_FileSchema(), file, file.data)["document"]
    )
