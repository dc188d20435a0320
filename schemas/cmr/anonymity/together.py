"""Details that are harmless alone and find a family together: an area, a parent's job, a child's age (facts 3.2)."""

from __future__ import annotations

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
MOST = 2


def find(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """What `found`, the findings of one text, amounts to."""
    ordered = sorted(found)
    yield from _practitioners(text, ordered)
    yield from _many_in_a_paragraph(text, ordered)
    first = {kind: next((one for one in ordered if one.rule in rules), None)
             for kind, rules in (("area", PLACES), ("age", AGES), ("work", {"occupation"}))}  # fmt: skip
    known = [one for one in first.values() if one]
    if len(known) == len(first):
        last = max(known)
        yield Found(last.start, last.end, "area-age-occupation")


def _practitioners(text: str, found: list[Found]) -> Iterator[Found]:
    for one in found:
        if one.rule in PLACES:
            start = practitioner_before(text, one.start)
            if start is not None:
                yield Found(start, one.end, "practitioner-and-place")


def _many_in_a_paragraph(text: str, found: list[Found]) -> Iterator[Found]:
    """One finding for a paragraph with more than two kinds of detail, at the one that is too many."""
    paragraphs: dict[int, dict[str, Found]] = {}
    for one in found:
        if one.rule in KINDS:
            kinds = paragraphs.setdefault(text.rfind("\n", 0, one.start), {})
            kinds.setdefault(KINDS[one.rule], one)
    for kinds in paragraphs.values():
        if len(kinds) > MOST:
            third = list(kinds.values())[MOST]
            yield Found(third.start, third.end, "many-details")
