"""The published summaries as a whole: what is listed where, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from cmr.summaries.vocabulary import Vocabulary
from cmr.summary import ADDRESS
from portal.pages.summary_addresses import RECOMMENDATIONS
from portal.summaries.entry import Entry, ListedAdvice
from portal.summaries.facets import THEME, Facet, facets, published_in
from portal.summaries.listing import Listing, ListPage
from portal.summaries.related import related

Thing = TypeVar("Thing")


class Advised(NamedTuple):
    """A recommendation, the summary that makes it, and a mark that changes when either of them does."""

    entry: Entry
    advice: ListedAdvice
    mark: str


@dataclass(frozen=True)
class Shared:
    """How many summaries share something: a theme, or several themes that too few share to be told apart."""

    title: str
    address: str
    count: int


class Collection:
    """What the public may read, newest first; and what has been withdrawn, of which only a notice is left."""

    def __init__(self, entries: Sequence[Entry], known: Vocabulary) -> None:
        self.known = known
        self.entries = [entry for entry in entries if not entry.withdrawn]
        self.withdrawn = [entry for entry in entries if entry.withdrawn]
        self.by_slug = {entry.slug: entry for entry in entries}

    @cached_property
    def facets(self) -> Sequence[Facet]:
        """The ways in which it can be narrowed down."""
        return facets(self.known, self.entries)

    def facet(self, id: str) -> Facet:
        """The one with that id. Raises KeyError where there is none."""
        return {one.id: one for one in self.facets}[id]

    @cached_property
    def years(self) -> Sequence[str]:
        """The years in which something was published, newest first."""
        return published_in(self.entries)

    @cached_property
    def related(self) -> Mapping[str, Sequence[Entry]]:
        """What to read next, by slug."""
        return related(self.entries)

    @cached_property
    def counts(self) -> Mapping[str, Counter[str]]:
        """How many summaries have each value of each facet."""
        return {one.id: Counter(value for entry in self.entries for value in one.of(entry)) for one in self.facets}

    @cached_property
    def lists(self) -> Mapping[str, ListPage[Entry]]:
        """Every page of every list of summaries, by address."""
        everything = Listing(ADDRESS, "Published summaries", "", self.entries)
        return {page.address: page for listing in (everything, *self._narrowed()) for page in listing.pages}

    @cached_property
    def advice(self) -> Mapping[str, ListPage[Advised]]:
        """Every page of every list of recommendations, by address."""
        return {page.address: page for listing in self._advised() for page in listing.pages}

    @cached_property
    def shared(self) -> Sequence[Shared]:
        """How many summaries share each theme, most first; what singles a few out is counted together (section 29)."""
        counts, facet = self.counts[THEME], self.facet(THEME)
        told = [theme for theme in facet.values if counts[theme] >= self.known.least_shared]
        rest = [theme for theme in facet.values if 0 < counts[theme] < self.known.least_shared]
        rows = [Shared(facet.values[theme], facet.address(theme), counts[theme]) for theme in told]
        few = {entry.slug for entry in self.entries for theme in entry.themes if theme in rest}
        other = [Shared(f"Other themes ({len(rest)})", "", len(few))] if len(few) >= self.known.least_shared else []
        return [*sorted(rows, key=lambda row: -row.count), *other]

    def count_of(self, facet: Facet, value: str) -> str:
        """How many summaries have a value, in words where the number would point at a few (section 29)."""
        count, least = self.counts[facet.id][value], self.known.least_shared
        return str(count) if count == 0 or count >= least else f"fewer than {least}"

    @property
    def most_shared(self) -> int:
        """The longest bar of the chart."""
        return max(row.count for row in self.shared)

    def _narrowed(self) -> Iterator[Listing[Entry]]:
        for facet in self.facets:
            shelves = _shelved(self.entries, facet.values, facet.of)
            for value, title in facet.values.items():
                yield Listing(
                    facet.address(value), f"{facet.title}: {title}", self._about(facet, value), shelves[value]
                )

    def _about(self, facet: Facet, value: str) -> str:
        terms = {"theme": self.known.themes, "kind": self.known.kinds, "age": self.known.age_bands}.get(facet.id, {})
        return terms[value].about if value in terms else ""

    def _advised(self) -> Iterator[Listing[Advised]]:
        """All recommendations; those for the whole region; by type of agency; by theme."""
        every = [
            Advised(entry, one, f"{entry.card} {at}")
            for entry in self.entries
            for at, one in enumerate(entry.recommendations, 1)
        ]
        yield Listing(RECOMMENDATIONS, "Recommendations", "", every)
        regional = [one for one in every if one.advice.regional]
        yield Listing(f"{RECOMMENDATIONS}regional/", "Recommendations for the whole region", "", regional)
        by_agency = _shelved(every, self.known.agencies, lambda one: one.advice.agencies)
        by_theme = _shelved(every, self.known.themes, lambda one: one.advice.themes)
        for name, terms, shelves in (
            ("agency", self.known.agencies, by_agency),
            ("theme", self.known.themes, by_theme),
        ):
            for id, term in terms.items():
                address = f"{RECOMMENDATIONS}{name}/{id}/"
                yield Listing(address, f"Recommendations: {term.title}", term.about, shelves[id])


def _shelved(
    things: Iterable[Thing], values: Iterable[str], of: Callable[[Thing], Iterable[str]]
) -> dict[str, list[Thing]]:
    """Things under each of their values, in their order, in one pass; an empty list where nothing has the value."""
    shelves: dict[str, list[Thing]] = {value: [] for value in values}
    for thing in things:
        for value in of(thing):
            shelves[value].append(thing)
    return shelves
