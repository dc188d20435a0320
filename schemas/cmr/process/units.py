"""The units in which a time limit is counted, and how they read: on the site, on a receipt, in an email or document.

How each is counted is in `time_limits.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

UNITS: Mapping[str, tuple[str, str]] = {
    "working-days": ("{count} working day", "{count} working days"),
    "days": ("{count} day", "{count} days"),
    "weeks": ("{count} week", "{count} weeks"),
    "months": ("{count} month", "{count} months"),
    "month-inclusive": ("{count} month, with the first day counted", "{count} months, with the first day counted"),
    "quarter-ends": ("By the end of the quarter", "By the end of quarter {count}"),
}
"""The words of each unit for a count of one, and for any other."""
UNCOUNTED: Mapping[str, str] = {
    "none": "No time limit",
    "plan": "As the Case Plan says",
    "order": "Before it happens",
    "every": "Each time, or each year",
    "figure": "A number of people, not a date",
    "test": "A test, not a date",
}
"""The words of each kind of limit that gives no date."""


def period(unit: str, count: int) -> str:
    """So many of a unit: "1 working day", "2 weeks", "By the end of quarter 2". Raises KeyError for another unit."""
    one, several = UNITS[unit]
    return (one if count == 1 else several).format(count=count)


def lower_first(text: str) -> str:
    """A sentence as it goes on after a colon."""
    return text[:1].lower() + text[1:]
