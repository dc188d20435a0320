"""The lists under which summaries are found, and the settings of the collection: `content/summaries.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.contacts import load_contacts
from cmr.errors import ContentError
from cmr.files.address_fields import IdField
from cmr.files.checked_table import checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile

FILE = "summaries.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One entry of a list: what summaries say, what people read, and a sentence about it."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Every list by id, in the order of the file, and the groups of numbers that a summary may show.

    What fewer than `least_shared` summaries share is counted together with others; `noindex` asks search engines to
    leave single summaries out.
    """

    kinds: Mapping[str, Term]
    age_bands: Mapping[str, Term]
    themes: Mapping[str, Term]
    agencies: Mapping[str, Term]
    support: frozenset[str]
    least_shared: int
    noindex: bool


class _TermSchema(Schema):
    id = IdField(required=True)
    title = fields.String(required=True, validate=validate.Length(min=1))
    about = fields.String(required=True, validate=validate.Length(min=1))


def _terms() -> fields.List[dict[str, str]]:
    return fields.List(fields.Nested(_TermSchema), required=True, validate=validate.Length(min=1))


_VocabularySchema = Schema.from_dict(
    {
        "least_shared": fields.Integer(required=True, strict=True, validate=validate.Range(min=1)),
        "noindex": fields.Boolean(required=True),
        **{key: _terms() for key in ("kind", "age-band", "theme", "agency")},
    }
)


def load_vocabulary(content: Path) -> Vocabulary:
    """Read the lists, and the groups of `contacts.toml`. Raises ContentError naming file and line: an id twice, too."""
    file = TomlFile.read(content / FILE)
    data = checked(_VocabularySchema(), file, file.data)
    kinds, age_bands, themes, agencies = (
        _by_id(file, key, data[key]) for key in ("kind", "age-band", "theme", "agency")
    )
    groups = frozenset(group for number in load_contacts(content).numbers for group in number.groups)
    return Vocabulary(
        kinds=kinds, age_bands=age_bands, themes=themes, agencies=agencies, support=groups,
        least_shared=data["least_shared"], noindex=data["noindex"],
    )  # fmt: skip


def _by_id(file: TomlFile, key: str, rows: list[dict[str, str]]) -> Mapping[str, Term]:
    terms: dict[str, Term] = {}
    for at, row in enumerate(rows):
        if row["id"] in terms:
            raise ContentError(file.path, line_of(file, (key, at, "id")), f"the id '{row['id']}' is written twice")
        terms[row["id"]] = Term(**row)
    return terms
