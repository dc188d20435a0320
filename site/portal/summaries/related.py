"""Which summaries to read next: those that share most themes, found near it in the list of each theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from portal.summaries.entry import Entry

MOST = 3
NEAR = 2
"""How far to look to either side in a theme's list: looking at all of them would take the square of their number."""


def related(entries: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    """For every slug the summaries to read next, the one that shares most themes first, then the newest."""
    shelves: dict[str, list[int]] = defaultdict(list)
    places: list[list[tuple[list[int], int]]] = []
    for number, entry in enumerate(entries):
        places.append([(shelves[theme], len(shelves[theme])) for theme in entry.themes])
        for theme in entry.themes:
            shelves[theme].append(number)
    return {entry.slug: [entries[at] for at in _best(number, places[number])] for number, entry in enumerate(entries)}


def _best(own: int, places: Sequence[tuple[list[int], int]]) -> list[int]:
    shared: dict[int, int] = {}
    for shelf, place in places:
        for at in shelf[max(place - NEAR, 0) : place + NEAR + 1]:
            shared[at] = shared.get(at, 0) + 1
    del shared[own]
    return sorted(shared, key=lambda at: (-shared[at], at))[:MOST]
