"""Days in figures, with or without signs between them; with the month in Roman ones, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cmr.anonymity.beside_a_day import CALLED, DAY, NUMBERED, ON, TH, VERSION, WEEKDAY, WHEN, before, called
from cmr.anonymity.months import LAST_MONTH

_FIGURES = re.compile(
    r"(?<![\d£$€])(?<!\d[./-])(\d{1,2}) ?([/.:_\\|-]) ?(\d{1,2}) ?([/.:_\\|-]) ?((?:19|20)\d\d|'?\d\d)(?!\d)(?![./-]\d)"
)
_SPACED = re.compile(r"(?<![\d£$€])(?<!\d[./-])(\d{1,2}) {1,2}(\d{1,2}) {1,2}((?:19|20)\d\d|\d\d)(?![\d%]| ?\d)")
_SPREAD = re.compile(r"(?<!\d)(?<!\d )(\d ?\d?) ?[/.-] ?(\d ?\d?) ?[/.-] ?((?:1 ?9|2 ?0) ?\d ?\d)(?! ?\d)")
_BOTH_TH = re.compile(
    rf"(?<!\d)({DAY}){TH} of the (\d{{1,2}}){TH}(?:[ ,]{{1,2}}(?:of )?(?:19|20)\d\d\b|(?= month))", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)(?<!\d[./-])(?<![A-Z]/)((?:19|20)\d\d) ?([-/._]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?!\d)(?![./-]\d)")
_ISO_SPACED = re.compile(r"(?<!\d)((?:19|20)\d\d) (0[1-9]|1[0-2]) ([0-2]\d|3[01])(?![\d%]| ?[-A-Za-z])")
_CLOSED_UP = re.compile(
    r"(?<![\dA-Za-z/-])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T\d{4,6}Z?)?(?![\dA-Za-z])"
)
_CLOSED_UP_OURS = re.compile(r"(?<![\dA-Za-z/-])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)?\d\d)(?![\dA-Za-z/])")
_SHORT = re.compile(
    rf"\b(?:on|born|dob|d\.o\.b\.?|dated|died|date of (?:birth|death)|"
    rf"{WEEKDAY})[ :,]{{1,3}}(\d{{1,2}}) ?([/.]) ?(\d{{1,2}})"
    r"(?![\d/%.]|[ ]?(?:of|cover|support|care|hours?|access))", re.IGNORECASE,
)  # fmt: skip
_THREE_GROUPS = re.compile(r"\d ?[/.:_\\| -] ?\d ?\d? ?[/.:_\\| -] {0,2}'?\d ?\d|\d{6}|(?:st|nd|rd|th) of the \d")
_SHORT_WORDS = frozenset(
    [
        "on",
        "born",
        "dob",
        "d",
        "dated",
        "died",
        "date",
        "mon",
        "monday",
        "tue",
        "tues",
        "tuesday",
        "wed",
        "wednesday",
        "thu",
        "thurs",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
    ]
)
_PLAIN_FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4", "24/7", "9/11", "7/7", "1/1"})
_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = re.compile(
    rf"(?<!\d)(?<!\d[./-])(\d{{1,2}}) ?([./-]) ?({'|'.join(_MONTHS)}) ?\2 ?((?:19|20)?\d\d)(?!\d|[./-]\d)",
    re.IGNORECASE,
)
_ONE_BY_ONE = re.compile(r"(?<!\d)(?<!\d )([0-3]) (\d) ([01]) (\d) (?:1 9|2 0) \d \d(?! ?\d)")
LEAP_YEAR = 2000


def find(text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    """Every day that is written in figures. `words` are those of the text."""
    if _THREE_GROUPS.search(text):
        yield from _figures(text)
        yield from _one_by_one(text)
    if not words.isdisjoint(_MONTHS):
        yield from _roman(text)
    if not words.isdisjoint(_SHORT_WORDS):
        yield from (match for match in _SHORT.finditer(text) if _short_fits(match))


def _figures(text: str) -> Iterator[re.Match[str]]:
    for match in _FIGURES.finditer(text):
        day, first, month, second, year = match.groups()
        whole = len(year) == 4
        if _is_day(day, month) and (whole or first == second) and _fits(match, first, whole=whole):
            yield match
    yield from (match for match in _SPACED.finditer(text) if _is_day(match[1], match[2]) and _spaced_fits(match))
    yield from (
        match for match in _ISO.finditer(text) if _is_day(match[4], match[3]) and not VERSION.search(before(match))
    )
    yield from (match for match in _ISO_SPACED.finditer(text) if _is_day(match[3], match[2]))
    for pattern in (_SPREAD, _BOTH_TH):
        yield from (
            match for match in pattern.finditer(text) if _is_day(match[1].replace(" ", ""), match[2].replace(" ", ""))
        )
    yield from _CLOSED_UP.finditer(text)
    yield from (match for match in _CLOSED_UP_OURS.finditer(text) if called(match))


def _fits(match: re.Match[str], sign: str, *, whole: bool) -> bool:
    """Not 2.10.19 of a version, nor 10:15:30 of a clock."""
    if sign in ".:" and not whole:
        preceding = match.string[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
        padded = len(match[1]) == len(match[3]) == len("03")
        dated = padded or int(match[1]) > LAST_MONTH or WHEN.search(preceding) is not None
        return called(match) or (sign == "." and dated and not NUMBERED.search(preceding))
    if sign == "|" and not whole:
        return False  # the cells of a table
    return whole or sign != "-" or match.string[match.end() : match.end() + 1] != "-"


def _spaced_fits(match: re.Match[str]) -> bool:
    padded = len(match[1]) == len(match[2]) == 2 and len(match[3]) == 4
    said = len(match[3]) == 4 and ON.search(before(match)) is not None
    return padded or said or called(match)


def _short_fits(match: re.Match[str]) -> bool:
    written = f"{match[1]}{match[2]}{match[3]}"
    called = CALLED.search(match.group()[: match.start(1) - match.start()]) is not None
    return _is_day(match[1], match[3]) and written not in _PLAIN_FRACTIONS and (match[2] == "/" or called)


def _is_day(day: str, month: str) -> bool:
    """A day and a month, in either order."""
    first, second = int(day), int(month)
    return 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= LAST_MONTH


def _roman(text: str) -> Iterator[re.Match[str]]:
    """A doctor's 12.iii.2019; section 12.iii.19 stays."""
    for match in _ROMAN.finditer(text):
        month = _MONTHS.index(match[3].lower()) + 1
        if _in_the_calendar(int(match[1]), month) and (match[2] != "." or len(match[4]) > len("19")):
            yield match


def _one_by_one(text: str) -> Iterator[re.Match[str]]:
    """A day spaced or said digit by digit: 1 2 0 3 2 0 1 9."""
    for match in _ONE_BY_ONE.finditer(text):
        if _in_the_calendar(int(match[1] + match[2]), int(match[3] + match[4])):
            yield match


def _in_the_calendar(day: int, month: int) -> bool:
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
