"""Numbers in words, written as digits: "nought seven seven double-o", "two thousand and nineteen", "the twelfth"."""

from __future__ import annotations

import re

from cmr.anonymity.reading import Reading

ONES = {
    "zero": 0, "nought": 0, "naught": 0, "nil": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "niner": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
TIMES = {"double": 2, "treble": 3, "triple": 3}
NUMBERS = frozenset({*ONES, *TEENS, *TENS, *ORDINALS})
SAID_IN_A_ROW = NUMBERS | TIMES.keys() | {"hundred"}

_ONE = "|".join(ONES)
_TEEN = "|".join(sorted(TEENS, key=len, reverse=True))
_TEN = "|".join(TENS)
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_UNDER_100 = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_TEEN}|{_ONE})"
_SPOKEN = re.compile(
    rf"\b(?:(?P<year>two[- ]thousand)(?:(?:[- ]and)?[- ](?P<rest>{_UNDER_100}))?"
    rf"|(?P<century>nineteen|twenty)[- ](?P<of>{_TEN}|{_TEEN}|"
    rf"oh[- ](?:{_ONE}))(?:[- ](?P<odd>{_ONE}))?(?![- ](?:{_ONE})\b)"
    rf"|(?P<tens>{_TEN})[- ](?P<nth>{_ORDINAL})"
    rf"|(?<![a-z]-)(?P<ordinal>{_ORDINAL})"
    rf"|(?P<hundreds>{_ONE})[- ]hundred(?:[- ]and[- ](?P<over>{_UNDER_100}))?"
    rf"|(?P<ten>{_TEN})(?:[- ](?P<one>{_ONE}))?"
    rf"|(?P<teen>{_TEEN})"
    rf"|(?P<times>double|treble|triple)[- ](?P<again>{_ONE}|o|\d)"
    rf"|(?P<digit>{_ONE}))\b",
    re.IGNORECASE,
)
# "0 7 7 0 0" from five words in a row, and the letter O that people say for nought.
_LETTER = re.compile(r"(?<=\d[ -])[oO](?=[ -,]+\d)|(?<=\d, )[oO](?=, \d)|(?<![^\W_])[oO](?=[ -]\d[ -]\d)")


_PAUSE = re.compile(rf"\b({_ONE}|{_TEEN}|{_TEN}),(?= +(?:{_ONE}|{_TEEN}|{_TEN}|double|treble|triple)\b)", re.IGNORECASE)


def in_digits(reading: Reading) -> Reading:
    """The reading with its number words as digits; the pauses of somebody who dictates are left out."""
    return (
        reading.changed(_PAUSE, lambda match: match[1]).changed(_SPOKEN, _digits).changed(_LETTER, lambda _match: "0")
    )


def _digits(match: re.Match[str]) -> str:
    said = {name: value.lower() for name, value in match.groupdict().items() if value}
    if "year" in said:
        return str(2000 + _under_100(said.get("rest", "")))
    if "century" in said:
        start = 1900 if said["century"] == "nineteen" else 2000
        return str(start + _under_100(said["of"].removeprefix("oh").strip(" -")) + ONES.get(said.get("odd", ""), 0))
    if "nth" in said:
        return _th(TENS[said["tens"]] + ORDINALS[said["nth"]])
    if "ordinal" in said:
        return _th(ORDINALS[said["ordinal"]])
    if "hundreds" in said:
        return str(ONES[said["hundreds"]] * 100 + _under_100(said.get("over", "")))
    if "times" in said:
        again = said["again"]
        return (again if again.isdigit() else str(ONES.get(again, 0))) * TIMES[said["times"]]
    if "ten" in said:
        return str(TENS[said["ten"]] + ONES.get(said.get("one", ""), 0))
    return str(TEENS[said["teen"]] if "teen" in said else ONES[said["digit"]])


def _under_100(words: str) -> int:
    return sum({**ONES, **TEENS, **TENS}[word] for word in re.split(r"[- ]", words) if word)


def _th(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
