"""Details that are harmless alone and find a family together: an area, a parent's job, a child's age."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cmr.anonymity.descriptions import practitioner_before
from cmr.anonymity.finding import Found

PLACES = frozenset(
    {"town", "street", "trust-area", "school", "hospital", "court", "parish", "postcode-area", "postcode", "eircode"}
)
AGES = frozenset({"age", "exact-age"})
KINDS = {
    **dict.fromkeys(PLACES, "place"),
    **dict.fromkeys(AGES, "age"),
    **dict.fromkeys(("school", "hospital", "court"), "institution"),
    **dict.fromkeys(("sibling-set", "twin"), "family"),
    **dict.fromkeys(("ethnicity", "religion", "nationality"), "community"),
    **dict.fromkeys(("holiday", "exact-date"), "day"),
    "occupation": "work", "rare-illness": "illness", "named-event": "event", "quotation": "words", "name": "name",
    "initials": "name", "titled-name": "name", "full-name": "name",
}  # fmt: skip
_JIGSAW = {"area": PLACES, "age": AGES, "work": frozenset({"occupation"})}
MOST = 2


_PARAGRAPH = re.compile(r"\n[ \t>]*\n|\n(?=[ \t]*(?:[-*#|]|\d{1,3}[.)] ))")


def find(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """What `found`, the findings of one text where they stand in it, amounts to."""
    ordered = sorted(found)
    yield from _many_in_a_paragraph(text, ordered)
    first = {kind: next((one for one in ordered if one.rule in rules), None) for kind, rules in _JIGSAW.items()}
    known = [one for one in first.values() if one]
    if len(known) == len(first):
        last = max(known)
        yield Found(last.start, last.end, "area-age-occupation")


def practitioners(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """The roles that stand before a place: a health visitor in a named town is one person."""
    for one in found:
        if one.rule in PLACES:
            start = practitioner_before(text, one.start)
            if start is not None:
                yield Found(start, one.end, "practitioner-and-place")


def _many_in_a_paragraph(text: str, found: list[Found]) -> Iterator[Found]:
    """One finding for a paragraph with more than two kinds of detail, at the one that is too many."""
    breaks = [match.start() for match in _PARAGRAPH.finditer(text)]
    paragraphs: dict[int, dict[str, Found]] = {}
    for one in found:
        if one.rule in KINDS:
            kinds = paragraphs.setdefault(bisect_right(breaks, one.start), {})
            kinds.setdefault(KINDS[one.rule], one)
    for kinds in paragraphs.values():
        if len(kinds) > MOST:
            third = list(kinds.values())[MOST]
            yield Found(third.start, third.end, "many-details")
