"""How long a time limit is, in words, and how sure its figure is."""

from __future__ import annotations

from collections.abc import Mapping

from cmr.process.process import BEFORE, TimeLimit

UNITS: Mapping[str, tuple[str, str]] = {
    "working-days": ("{count} working day", "{count} working days"),
    "days": ("{count} day", "{count} days"),
    "weeks": ("{count} week", "{count} weeks"),
    "months": ("{count} month", "{count} months"),
    "month-inclusive": ("{count} month, with the first day counted", "{count} months, with the first day counted"),
    "quarter-ends": ("By the end of the quarter", "By the end of quarter {count}"),
}
UNCOUNTED: Mapping[str, str] = {
    "none": "No time limit",
    "plan": "As the Case Plan says",
    "order": "Before it happens",
    "every": "Each time, or each year",
    "figure": "A number of people, not a date",
    "test": "A test, not a date",
}
MARKS: Mapping[str, str] = {
    "guidance": "The guidance says so.",
    "regulations": "The Regulations say so, as made in 2012.",
    "reading": "This is our reading.",
}


def how_long(limit: TimeLimit) -> str:
    """How long a limit is: "2 working days", "At least 14 days before"; or that it has none."""
    if not limit.counted:
        return UNCOUNTED[limit.kind]
    one, several = UNITS[limit.unit]
    period = (one if limit.count == 1 else several).format(count=limit.count)
    return f"At least {period} before" if limit.kind == BEFORE else period


def in_a_sentence(limit: TimeLimit) -> str:
    """The same inside a sentence: "within 2 working days", "at least 14 days before", "by the end of quarter 2"."""
    words = how_long(limit)
    return lower_first(words) if words[0].isupper() else f"within {words}"


def lower_first(text: str) -> str:
    """A sentence as it goes on after a colon."""
    return text[:1].lower() + text[1:]


def how_sure(limit: TimeLimit) -> str:
    """Who says so: the guidance, the Regulations, or only we."""
    return MARKS[limit.mark]
