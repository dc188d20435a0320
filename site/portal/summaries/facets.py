"""What narrows the collection down: theme, year, kind and age band, with a page for every value of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cmr.summaries.summary import ADDRESS
from cmr.summaries.vocabulary import Term, Vocabulary
from portal.summaries.entry import Entry


@dataclass(frozen=True)
class Facet:
    """A way of narrowing down: its id (a part of addresses), its title, its values by id, and those of a summary."""

    id: str
    title: str
    values: Mapping[str, str]
    of: Callable[[Entry], Sequence[str]]

    def address(self, value: str) -> str:
        """Where the summaries with that value are listed."""
        return f"{ADDRESS}{self.id}/{value}/"


def facets(known: Vocabulary, entries: Sequence[Entry]) -> Sequence[Facet]:
    """All four. The years are those in which something was published, newest first."""
    years = dict.fromkeys(entry.year for entry in entries)
    titles = {key: {term.id: term.title for term in terms.values()} for key, terms in _lists(known).items()}
    return [
        Facet("theme", "Theme", titles["theme"], lambda entry: entry.themes),
        Facet("year", "Year of publication", {year: year for year in years}, lambda entry: (entry.year,)),
        Facet("kind", "What happened", titles["kind"], lambda entry: (entry.kind,)),
        Facet("age", "Age of the child", titles["age"], lambda entry: (entry.age_band,)),
    ]


def _lists(known: Vocabulary) -> Mapping[str, Mapping[str, Term]]:
    return {"theme": known.themes, "kind": known.kinds, "age": known.age_bands}
