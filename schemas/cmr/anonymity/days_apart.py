"""Days in rarer figures: the month in Roman numerals, or a day that is spaced or said digit by digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = re.compile(
    rf"(?<!\d)(?<!\d[./-])(\d{{1,2}}) ?([./-]) ?({'|'.join(_MONTHS)}) ?\2 ?((?:19|20)?\d\d)(?!\d|[./-]\d)",
    re.IGNORECASE,
)
_ONE_BY_ONE = re.compile(r"(?<!\d)(?<!\d )([0-3]) (\d) ([01]) (\d) (?:1 9|2 0) \d \d(?! ?\d)")
LEAP_YEAR = 2000


def find(text: str) -> Iterator[re.Match[str]]:
    """A doctor's 12.iii.2019, and 1 2 0 3 2 0 1 9. Section 12.iii.19 stays."""
    for match in _ROMAN.finditer(text):
        month = _MONTHS.index(match[3].lower()) + 1
        if _is_day(int(match[1]), month) and (match[2] != "." or len(match[4]) > len("19")):
            yield match
    for match in _ONE_BY_ONE.finditer(text):
        if _is_day(int(match[1] + match[2]), int(match[3] + match[4])):
            yield match


def _is_day(day: int, month: int) -> bool:
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
