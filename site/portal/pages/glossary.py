"""The words of the process in plain words, and which abbreviations need no explaining: `glossary.toml`."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import written
from cmr.files.written_addresses import Here


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """Some words, what they are shortened to, what they mean, and where this site says more."""

    term: str
    plain: str
    short: str = field(default="", metadata=written(r"[A-Z][A-Za-z]*[A-Z]", "letters, a capital first and last"))
    address: Here = ""


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """Every term in the order of the alphabet, and the abbreviations that need no explaining."""

    file: TomlFile
    terms: tuple[GlossaryTerm, ...]
    everyday: frozenset[str]

    @property
    def in_full(self) -> Mapping[str, str]:
        """The words of every abbreviation: "SBNI" to "Safeguarding Board for Northern Ireland"."""
        return {term.short: term.term for term in self.terms if term.short}


def load_glossary(content: Path) -> Glossary:
    """Read `glossary.toml`. Raises ContentError naming file and line, also where a term is there twice."""
    whole = Row.whole(TomlFile.read(content / "glossary.toml"))
    whole.only({"term", "everyday"})
    terms: list[GlossaryTerm] = []
    for row in whole.rows("term", "a term", at_least=1):
        term = row.made(GlossaryTerm)
        for key in ("term", "short"):
            _refuse_twice(row, key, getattr(term, key), {getattr(one, key).casefold() for one in terms})
        terms.append(term)
    ordered = sorted(terms, key=lambda term: term.term.casefold())
    return Glossary(file=whole.file, terms=tuple(ordered), everyday=frozenset(whole.words("everyday")))


def _refuse_twice(row: Row, key: str, words: str, known: Container[str]) -> None:
    if words and words.casefold() in known:
        raise row.wrong(f"{key}: it is there twice", key)
