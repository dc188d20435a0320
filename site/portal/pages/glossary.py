"""The words of the process in plain words, and which abbreviations need no explaining: `glossary.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.errors import ContentError
from cmr.files.address_fields import HereField
from cmr.files.checked_table import checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """Some words, what they are shortened to, what they mean, and where this site says more."""

    term: str
    plain: str
    short: str = ""
    address: str = ""


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


class GlossaryTermSchema(Schema):
    """One `[[term]]` table."""

    term = fields.String(required=True, validate=validate.Length(min=1))
    plain = fields.String(required=True, validate=validate.Length(min=1))
    short = fields.String(validate=validate.Regexp(r"^[A-Z][A-Za-z]*[A-Z]\Z"))
    address = HereField()


GlossarySchema = Schema.from_dict(
    {
        "term": fields.List(fields.Nested(GlossaryTermSchema), required=True),
        "everyday": fields.List(fields.String(), required=True),
    }
)


def load_glossary(content: Path) -> Glossary:
    """Read `glossary.toml`. Raises ContentError naming file and line, also where a term is there twice."""
    file = TomlFile.read(content / "glossary.toml")
    data = checked(GlossarySchema(), file, file.data)
    terms = [GlossaryTerm(**row) for row in data["term"]]
    for key in ("term", "short"):
        _refuse_twice(file, key, [getattr(term, key).casefold() for term in terms])
    ordered = sorted(terms, key=lambda term: term.term.casefold())
    return Glossary(file=file, terms=tuple(ordered), everyday=frozenset(data["everyday"]))


def _refuse_twice(file: TomlFile, key: str, words: list[str]) -> None:
    for number, word in enumerate(words):
        if word and word in words[:number]:
            raise ContentError(file.path, line_of(file, ("term", number, key)), f"{key}: it is there twice")
