"""What narrows the collection down: theme, year, kind and age band, with a page for every value of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmr.summaries.vocabulary import Term, Vocabulary
from cmr.summary import ADDRESS
from portal.summaries.entry import Entry

THEME = "theme"
"""The id of the facet that the collection counts and charts."""


@dataclass(frozen=True)
class Facet:
    """A way of narrowing down: its id (part of addresses), its title, its values by id, and those of a summary."""

    id: str
    title: str
    values: Mapping[str, str]
    of: Callable[[Entry], Sequence[str]]

    def address(self, value: str) -> str:
        """Where the summaries with that value are listed."""
        return f"{ADDRESS}{self.id}/{value}/"


def facets(known: Vocabulary, entries: Sequence[Entry]) -> Sequence[Facet]:
    """All four, in the order in which pages show them. The years are those of `published_in`."""
    years = {year: year for year in published_in(entries)}
    titles = {key: {term.id: term.title for term in terms.values()} for key, terms in _lists(known).items()}
    return [
        Facet(THEME, "Theme", titles["theme"], lambda entry: entry.themes),
        Facet("year", "Year of publication", years, lambda entry: (entry.year,)),
        Facet("kind", "What happened", titles["kind"], lambda entry: (entry.kind,)),
        Facet("age", "Age of the child", titles["age"], lambda entry: (entry.age_band,)),
    ]


def published_in(entries: Iterable[Entry]) -> Sequence[str]:
    """The years in which something was published, in the order of `entries`: newest first."""
    return list(dict.fromkeys(entry.year for entry in entries))


def _lists(known: Vocabulary) -> Mapping[str, Mapping[str, Term]]:
    return {"theme": known.themes, "kind": known.kinds, "age": known.age_bands}
