"""What the site says of itself, its stages, and the people and words of the process.

`site.toml`, `roles.toml` and `glossary.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.files.address_fields import ElsewhereField, HereField, IdField
from cmr.files.checked_table import checked
from cmr.files.toml_file import TomlFile
from cmr.process.roles import Role, load_roles
from portal.pages.glossary import Glossary, load_glossary


@dataclass(frozen=True, kw_only=True)
class Official:
    """The document that this site explains and that prevails over it."""

    title: str
    subtitle: str
    publisher: str
    place: str
    link: str


@dataclass(frozen=True, kw_only=True)
class StageWords:
    """A part of the process under which guidance pages are gathered."""

    id: str
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Review:
    """How many days a page stays reviewed, and a telephone number checked."""

    pages: int
    numbers: int


@dataclass(frozen=True, kw_only=True)
class NamedLink:
    """A few words that lead to an address."""

    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """All of it."""

    file: TomlFile
    name: str
    about: str
    official: Official
    review: Review
    stages: Mapping[str, StageWords]
    navigation: tuple[NamedLink, ...]
    footer: tuple[NamedLink, ...]
    roles: Mapping[str, Role]
    glossary: Glossary

    def in_menu(self, address: str) -> tuple[str, str]:
        """Which entry of the main menu leads to a page or to what it belongs to, and `aria-current` for either."""
        for link in self.navigation:
            if address.startswith(link.address):
                return link.address, "page" if address == link.address else "true"
        return "", ""


def _texts(*names: str) -> dict[str, fields.Field[str]]:
    return {name: fields.String(required=True) for name in names}


OfficialSchema = Schema.from_dict(
    {**_texts("title", "subtitle", "publisher", "place"), "link": ElsewhereField(required=True)}
)
StageSchema = Schema.from_dict({"id": IdField(required=True), **_texts("title", "summary")})
_Days = partial(fields.Integer, strict=True, required=True, validate=validate.Range(min=1))
ReviewSchema = Schema.from_dict({"pages": _Days(), "numbers": _Days()})
LinkSchema = Schema.from_dict({**_texts("text"), "address": HereField(required=True)})
SiteSchema = Schema.from_dict(
    {
        **_texts("name", "about"),
        "official": fields.Nested(OfficialSchema, required=True),
        "review": fields.Nested(ReviewSchema, required=True),
        "stage": fields.List(fields.Nested(StageSchema), required=True),
        "navigation": fields.List(fields.Nested(LinkSchema), required=True),
        "footer": fields.List(fields.Nested(LinkSchema), required=True),
    }
)


def load_wording(content: Path) -> Wording:
    """Read the three files. Raises ContentError naming file and line."""
    file = TomlFile.read(content / "site.toml")
    site = checked(SiteSchema(), file, file.data)
    stages = [StageWords(**row) for row in site.pop("stage")]
    return Wording(
        file=file,
        official=Official(**site.pop("official")),
        review=Review(**site.pop("review")),
        stages={stage.id: stage for stage in stages},
        navigation=tuple(NamedLink(**row) for row in site.pop("navigation")),
        footer=tuple(NamedLink(**row) for row in site.pop("footer")),
        roles=load_roles(content),
        glossary=load_glossary(content),
        **site,
    )
