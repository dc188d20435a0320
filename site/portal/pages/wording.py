"""What the site says of itself, its stages, and the people and words of the process.

`site.toml`, `roles.toml` and `glossary.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import at_least
from cmr.files.written_addresses import Elsewhere, Here, Id
from cmr.process.roles import Role, load_roles
from portal.pages.glossary import Glossary, load_glossary


@dataclass(frozen=True, kw_only=True)
class Official:
    """The document that this site explains and that prevails over it."""

    title: str
    subtitle: str
    publisher: str
    place: str
    link: Elsewhere


@dataclass(frozen=True, kw_only=True)
class StageWords:
    """A part of the process under which guidance pages are gathered."""

    id: Id
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Review:
    """How many days a page stays reviewed, and a telephone number checked."""

    pages: int = field(metadata=at_least(1))
    numbers: int = field(metadata=at_least(1))


@dataclass(frozen=True, kw_only=True)
class NamedLink:
    """A few words that lead to an address."""

    text: str
    address: Here


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


def load_wording(content: Path) -> Wording:
    """Read the three files. Raises ContentError naming file and line."""
    whole = Row.whole(TomlFile.read(content / "site.toml"))
    whole.only({"name", "about", "official", "review", "stage", "navigation", "footer"})
    stages = [row.made(StageWords) for row in whole.rows("stage", "a stage", at_least=1)]
    return Wording(
        file=whole.file,
        name=whole.text("name"),
        about=whole.text("about"),
        official=whole.table("official").made(Official),
        review=whole.table("review").made(Review),
        stages={stage.id: stage for stage in stages},
        navigation=_links(whole, "navigation"),
        footer=_links(whole, "footer"),
        roles=load_roles(content),
        glossary=load_glossary(content),
    )


def _links(whole: Row, key: str) -> tuple[NamedLink, ...]:
    return tuple(row.made(NamedLink) for row in whole.rows(key, f"a link of '{key}'", at_least=1))
