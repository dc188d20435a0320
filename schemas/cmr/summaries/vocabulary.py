"""The lists under which summaries are found, and the settings of the collection: `content/summaries.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cmr.contacts import load_contacts
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import at_least
from cmr.files.written_addresses import Id

FILE = "summaries.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One entry of a list: what summaries say, what people read, and a sentence about it."""

    id: Id
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
    least_shared: int = field(metadata=at_least(1))
    noindex: bool


def load_vocabulary(content: Path) -> Vocabulary:
    """Read the lists, and the groups of `contacts.toml`. Raises ContentError naming file and line: an id twice, too."""
    whole = Row.whole(TomlFile.read(content / FILE))
    lists = {"kinds": "kind", "age_bands": "age-band", "themes": "theme", "agencies": "agency"}
    whole.only({*lists.values(), "least_shared", "noindex"})
    terms = {name: _by_id(whole, key) for name, key in lists.items()}
    groups = frozenset(group for number in load_contacts(content).numbers for group in number.groups)
    return whole.without(*lists.values()).made(Vocabulary, support=groups, **terms)


def _by_id(whole: Row, key: str) -> Mapping[str, Term]:
    terms: dict[str, Term] = {}
    for row in whole.rows(key, f"a [[{key}]]", at_least=1):
        term = row.made(Term)
        if term.id in terms:
            raise row.wrong(f"the id '{term.id}' is written twice", "id")
        terms[term.id] = term
    return terms
