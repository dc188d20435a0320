"""Health numbers of these islands: ten digits, the last a check of the other nine.

H&C Number, NHS number, CHI and IHI share one algorithm, which the `nhs-number` package knows. The first ten digits of
an ISBN share it too, so a book's number is told apart by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cmr.anonymity.finding import Found
from cmr.anonymity.number_runs import NumberRun, numbers
from cmr.anonymity.telephones import national

LENGTH = 10
USUAL = {(10,), (3, 3, 4), (3, 4, 3), (4, 3, 3), (4, 6), (6, 4), (5, 5), (3, 7), (7, 3), (2,) * 5, (1,) * 10, (4, 4, 2)}
PRINTED = {(3, 3, 4), (6, 4)}
ISSUED = ((3_200_000_010, 3_999_999_999), (4_000_000_000, 4_999_999_999), (6_000_000_000, 8_599_999_999))
_CALLED = re.compile(
    r"\b(?:H ?(?:&|and|/) ?C(?: ?N)?|HCN|NHS|CHI|IHI|health(?: (?:and|&) (?:social )?care)?|patient)\b"
    r"[^0-9]{0,30}$", re.IGNORECASE,
)  # fmt: skip
_BOOK = re.compile(r"\bISBN(?:-?1[03])?[^0-9A-Za-z]{0,4}$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:number|no|num|id|identifier|ref|reference|HCN|CHI|IHI|is|was)\b[^0-9]{0,12}$", re.IGNORECASE
)


def find(text: str, helplines: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Health numbers with the right check digit; those that are called so and have a wrong one, to warn."""
    done = 0
    for number in numbers(text, LENGTH, LENGTH):
        if number.start < done or number.plus or national(number.digits) in helplines:
            continue
        before = text[max(0, number.start - 50) : number.start].rpartition("\n")[2]
        called = _CALLED.search(before) is not None
        if _is_one(number, called=called) and not _BOOK.search(before):
            done = number.end
            yield Found(number.start, number.end, "health-number")
        elif called and _NUMBERED.search(before):
            yield Found(number.start, number.end, "health-number-unchecked")


def _is_one(number: NumberRun, *, called: bool) -> bool:
    """Does the check digit fit, and is it written, or called, as such a number is?"""
    from nhs_number.validate import is_valid  # only when there are ten digits

    if not is_valid(number.digits):
        return False
    if number.odd and not called and number.groups not in PRINTED:
        return False
    if number.digits[0] in "012" or number.digits[:2] in ("30", "31"):
        return called or _begins_with_a_day(number.digits)
    issued = any(low <= int(number.digits) <= high for low, high in ISSUED)
    return called or number.groups in USUAL or (issued and not _years(number.groups, number.digits))


def _begins_with_a_day(digits: str) -> bool:
    """A Scottish CHI holds the day of birth: DDMMYY."""
    try:
        date(2000 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return digits[:4] == "2902"
    return True


def _years(groups: tuple[int, ...], digits: str) -> bool:
    return groups[0] == 4 and digits[:2] in ("19", "20")
