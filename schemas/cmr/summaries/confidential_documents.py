"""The kinds of document that may never be published, and what gives each of them away: `confidential.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from cmr.files.rows import Row
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


@cache
def giveaways() -> re.Pattern[str]:
    """What finds the words of any kind. Most names, titles and headings have none, and are quickly done with."""
    words = {words for one in documents() for words in (*one.named, *one.alone)}
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")


@cache
def documents() -> tuple[Document, ...]:
    """Every kind there is. Raises ContentError."""
    whole = Row.whole(TomlFile.read(RULES_FILE))
    whole.only({"document"})
    return tuple(row.made(Document) for row in whole.rows("document", "a document", at_least=1))
