"""Telephone numbers that are not helplines: of these islands as they are written there, of others with their code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmr.anonymity.finding import Found
from cmr.anonymity.number_runs import NumberRun, numbers

SHORTEST, LONGEST = 8, 17
LOCAL, WHOLE = 8, 10
TEXTPHONE = ("18001", "18002")
_CALLED = re.compile(
    r"\b(?:tel|telephone|phone|ph|mobile|mob|call(?:ed|s|ing)?|ring(?:ing)?|rang|text(?:ed|s|ing)?|fax|whatsapp|landline|"
    r"dial(?:led|ling)?|extension|contact(?:ed|able)?|voicemail)\b[^0-9\n]{0,25}$", re.IGNORECASE,
)  # fmt: skip
_CALLED_AFTER = re.compile(
    r"[ ,]{0,2}\(?(?:her |his |their |the |a |home |work )*(?:tel|phone|mobile|mob|landline)\b", re.IGNORECASE
)
_COUNTING = "01234567891011121314151617181920"
_TAIL = re.compile(r"\d[-./_]$")
_DAY_FIRST = re.compile(
    r"\(?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)?\d\d(?!\d)|\(?\d{1,2} \d{1,2} (?:19|20)\d\d(?!\d)"
)


def national(digits: str) -> str:
    """One form for a number, whichever way it is dialled: without 18001, 00, 44 and the leading nought."""
    for prefix in TEXTPHONE:
        digits = digits.removeprefix(prefix) if len(digits) > 11 else digits
    digits = digits.removeprefix("00") if len(digits) > 11 else digits
    digits = digits.removeprefix("44") if len(digits) > 10 else digits
    return digits.removeprefix("0")


def find(text: str, helplines: frozenset[str]) -> Iterator[Found]:
    """Telephone numbers in `text`, but for the helplines."""
    done = -1
    at, choices = -1, list[NumberRun]()
    for number in [*numbers(text, SHORTEST, LONGEST), None]:
        if number is not None and number.start == at:
            choices.append(number)
            continue
        if choices and at >= done:
            known = next((one for one in choices if national(one.digits) in helplines), None)
            meant = known or next((one for one in choices if _is_one(text, one)), None)
            done = meant.end if meant else done
            if meant and not known:
                yield Found(meant.start, meant.end, "telephone")
        at, choices = (number.start, [number]) if number else (-1, [])


def _is_one(text: str, number: NumberRun) -> bool:
    if _TAIL.match(text, max(0, number.start - 2), number.start):
        return False  # the tail of something longer
    written = text[number.start : number.end]
    if (written.count("/") > 1 or number.odd) and not (number.dialled or number.plus):
        return False
    if number.odd and len(number.digits) < WHOLE:
        return False
    if _DAY_FIRST.match(written) or number.digits in _COUNTING:
        return False
    digits = number.digits
    for prefix in TEXTPHONE:
        digits = digits.removeprefix(prefix) if len(digits) > 13 else digits
    if number.plus or digits.startswith("00"):
        return _possible(f"+{digits.removeprefix('00')}", None)
    if digits.startswith("0"):
        return _from_here(number, digits) or (len(digits) == 9 and _called(text, number))
    if digits.startswith(("44", "353")) and len(digits) in (11, 12) and number.groups[0] in (2, 3, 4, 5, len(digits)):
        return _possible(f"+{digits}", None)
    return _called(text, number) and (len(digits) == LOCAL or (len(digits) == 10 and digits[0] in "278"))


def _from_here(number: NumberRun, digits: str) -> bool:
    """As it is dialled in the United Kingdom, or in Ireland: 01 and seven digits, or nine digits after 0."""
    if len(digits) == 9 and number.groups in {(2, 7), (2, 3, 4), (3, 6), (3, 3, 3)}:
        return digits[1] != "0" and _possible(digits, "IE")
    return len(digits) in (10, 11) and digits[1] != "0" and (_possible(digits, "GB") or _possible(digits, "IE"))


def _possible(digits: str, country: str | None) -> bool:
    import phonenumbers  # slow to load: only when there is something to dial

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(digits, country))
    except phonenumbers.NumberParseException:
        return False


def _called(text: str, number: NumberRun) -> bool:
    return (
        _CALLED_AFTER.match(text, number.end) is not None
        or _CALLED.search(text[max(0, number.start - 45) : number.start]) is not None
    )
