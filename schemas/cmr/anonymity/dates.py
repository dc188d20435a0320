"""Exact days, however they are written. A month and its year may stay (facts 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmr.anonymity import days_apart
from cmr.anonymity.finding import Found
from cmr.anonymity.months import LAST_MONTH, MONTH, MONTHS, SHORT_MONTHS

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?: ?(?:st|nd|rd|th)|ú)"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_GAP = r"[ ,./_-]{0,3}"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"

_DAY_MONTH = re.compile(
    rf"(?<![\d£$€])(?<!\d[.:,])(?P<day>{_DAY})(?P<th>{_TH})?(?: day)?(?:[ ./_-]{{0,3}}|"
    rf",(?! )|, (?={MONTH}, ?(?:19|20)\d\d))(?P<of>of (?:the month of )?)?"
    rf"(?P<month>{MONTH})(?![^\W\d_])\.?(?:{_GAP}(?:in )?(?:the year )?(?P<year>{_YEAR})(?!\d|[-/]\d))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W_])(?P<month>{MONTH})(?![^\W\d_])(?P<gap>\.?{_GAP})(?P<the>(?-i:the)"
    rf" )?(?P<day>{_DAY})(?P<th>{_TH}\b)?(?![\d%])(?![.,:]\d)"
    rf"(?P<year>[ ,./-]{{1,3}}(?:19|20)\d\d(?!\d))?(?![A-Za-z])",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d/])(?:19|"
    rf"20)\d\d(?P<gap>[ ,./-]{{0,3}})(?P<month>{MONTH})(?![^\W\d_])[ ,./-]{{0,3}}{_DAY}(?P<th>{_TH})?(?!\d)",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\d£$€])(?<!\d[./-])(\d{1,2}) ?([/.:_\\|-]) ?(\d{1,2}) ?([/.:_\\|-]) ?((?:19|20)\d\d|'?\d\d)(?!\d)(?![./-]\d)"
)
_SPACED = re.compile(r"(?<![\d£$€])(?<!\d[./-])(\d{1,2}) {1,2}(\d{1,2}) {1,2}((?:19|20)\d\d|\d\d)(?![\d%]| ?\d)")
_SPREAD = re.compile(r"(?<!\d)(?<!\d )(\d ?\d?) ?[/.-] ?(\d ?\d?) ?[/.-] ?((?:1 ?9|2 ?0) ?\d ?\d)(?! ?\d)")
_BOTH_TH = re.compile(
    rf"(?<!\d)({_DAY}){_TH} of the (\d{{1,2}}){_TH}(?:[ ,]{{1,2}}(?:of )?(?:19|20)\d\d\b|(?= month))", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)(?<!\d[./-])((?:19|20)\d\d) ?([-/._]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?!\d)(?![./-]\d)")
_ISO_SPACED = re.compile(r"(?<!\d)((?:19|20)\d\d) (0[1-9]|1[0-2]) ([0-2]\d|3[01])(?![\d%]| ?[-A-Za-z])")
_CLOSED_UP = re.compile(
    r"(?<![\dA-Za-z/-])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T\d{4,6}Z?)?(?![\dA-Za-z])"
)
_CLOSED_UP_OURS = re.compile(r"(?<![\dA-Za-z/-])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)?\d\d)(?![\dA-Za-z/])")
_SHORT = re.compile(
    rf"\b(?:on|born|dob|d\.o\.b\.?|dated|died|date of (?:birth|death)|"
    rf"{_WEEKDAY})[ :,]{{1,3}}(\d{{1,2}}) ?([/.]) ?(\d{{1,2}})"
    r"(?![\d/%.]|[ ]?(?:of|cover|support|care|hours?|access))", re.IGNORECASE,
)  # fmt: skip
_THAT_MONTH = re.compile(
    rf"\b{_DAY}{_TH} (?:day )?of (?:that|the same|the following|the next|this|last) month\b", re.IGNORECASE
)
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
_CALLED = re.compile(r"\b(?:born|birth|d\.?o\.?b\.?|death|died|dated?|deceased)\b[^0-9\n]{0,20}$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:sections?|articles?|regulations?|rules?|paragraphs?|paras?|pages?|schedules?|chapters?|parts?|orders?|"
    r"appendix|appendices|tables?|figures?|steps?|recommendations?|actions?|standards?|versions?|v|items?|release|edition|"
    r"numbers?|nos?|points?|volume|vol|issue|clauses?|principles?|stages?|levels?|tiers?|finding|all|only|another|these|those|"
    r"other|some|about|around|over|under|than|aged?) ?\(?$", re.IGNORECASE,
)  # fmt: skip
_VERSION = re.compile(_COUNTED.pattern.replace("(?:sections?", r"(?:IP|address|sections?"), re.IGNORECASE)
_ON = re.compile(rf"(?:\b(?:on|dated|born|until|of|since|birth|death|{_WEEKDAY})[:,]? ?)$", re.IGNORECASE)
_GOES_ON = re.compile(
    r" *(?:[.,;:)!?|\"\n]|$|(?:the|he|she|they|his|her|their|when|at|in|and|a|an|it|with|was|to|for|this|that|"
    r"after|before)\b)"
)
_NUMBERED = re.compile(
    _VERSION.pattern.removesuffix("$") + r"(?:[\d.]+,? ?(?:(?:and|to|or) )?)*$", re.IGNORECASE
)  # versions 1.2.19 and …
_LABEL_AFTER = re.compile(r"[ ,]{0,2}\(?(?:d\.?o\.?b\b|date of birth|birthday)", re.IGNORECASE)
_WHEN = re.compile(
    rf"\b(?:on|by|until|since|before|after|of|dated|seen|{_WEEKDAY}|between\b[^.\n]*\band)[:,]? $", re.IGNORECASE
)
_SHARE = re.compile(r" (?:in|of|out of) (?:the |every )?\d")
_COMPOUND = re.compile(r"-[a-z]|'s \d")  # the 12 may-have-beens; the first of April's two meetings
_NO_MONTH = re.compile(
    r"(?<=[Mm]ay) (?:be|have|not|need|make|find|lead|mean|help|want|wish|take|require|include|apply|seem|"
    r"feel|give|come|go|"
    r"say|see|differ|vary|fall|rise|exceed)\b"
)
_IN_A_LIST = re.compile(r"\d[,;]? ?$")
_LIST_GOES_ON = re.compile(rf"[,;] ?(?:and )?{MONTH}(?![^\W\d_])", re.IGNORECASE)
_PLAIN_FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4", "24/7", "9/11", "7/7", "1/1"})


def find(text: str, words: frozenset[str]) -> Iterator[Found]:
    """Every exact day."""
    if not words.isdisjoint(MONTHS):
        yield from _with_month_names(text)
    for match in _figures(text) if _THREE_GROUPS.search(text) else ():
        yield Found(*match.span(), "exact-date")
    yield from (Found(*match.span(), "exact-date") for match in days_apart.find(text))
    if not words.isdisjoint(_SHORT_WORDS):
        yield from (Found(*match.span(), "exact-date") for match in _SHORT.finditer(text) if _short_fits(match))
    if "month" in words:
        yield from (Found(*match.span(), "exact-date") for match in _THAT_MONTH.finditer(text))


def _with_month_names(text: str) -> Iterator[Found]:
    tests = ((_DAY_MONTH, _is_day_month), (_MONTH_DAY, _is_month_day), (_YEAR_FIRST, _is_year_first))
    for pattern, sure in tests:
        yield from (Found(*match.span(), "exact-date") for match in pattern.finditer(text) if sure(match))


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 24) : match.start()].rpartition("\n")[2]


def _is_day_month(match: re.Match[str]) -> bool:
    """12 March, unless it is "section 12 March …", "the 12 may …" or "3 March-past …"."""
    if not match["year"] and _COMPOUND.match(match.string, match.end()):
        return False
    if not match["year"] and _NO_MONTH.match(match.string, match.end()) and not _ON.search(_before(match)):
        return False
    if match["year"] and (len(match["year"]) == 4 or match["th"] or not _COUNTED.search(_before(match))):
        return True
    if match["month"].islower() and match["month"] in ("may", "march", "mar", "dec", "sat", "jan"):
        return bool(match["of"]) or _ON.search(_before(match).removesuffix("the ")) is not None
    return bool(match["th"]) or not _COUNTED.search(_before(match))


def _is_month_day(match: re.Match[str]) -> bool:
    """March 12th, or March 12 where it cannot be March and twelve of something."""
    before = _before(match)
    if ". " in match["gap"] and match["month"].casefold() not in SHORT_MONTHS:
        return False  # a sentence ended
    if match["month"].islower() and match["month"] in ("may", "march", "mar") and not match["year"]:
        return bool(match["th"]) and _ON.search(before) is not None
    if match["year"] or match["th"]:
        return True
    sure = re.search(rf"\b(?:on|dated|born|until|{_WEEKDAY})[:,]? ?$", before, re.IGNORECASE)
    if not sure and ("," in match["gap"] or _SHARE.match(match.string, match.end())):
        return False  # in July, 15; by March 6 in 10
    return bool(sure) or (
        bool(_GOES_ON.match(match.string, match.end()))
        and not _IN_A_LIST.search(before)
        and not _LIST_GOES_ON.match(match.string, match.end())
    )


def _is_year_first(match: re.Match[str]) -> bool:
    return (
        bool(match["th"])
        or "-" in match["gap"]
        or "/" in match["gap"]
        or _GOES_ON.match(match.string, match.end()) is not None
    )


def _figures(text: str) -> Iterator[re.Match[str]]:
    for match in _FIGURES.finditer(text):
        day, first, month, second, year = match.groups()
        whole = len(year) == 4
        if _is_day(day, month) and (whole or first == second) and _fits(match, first, whole=whole):
            yield match
    yield from (match for match in _SPACED.finditer(text) if _is_day(match[1], match[2]) and _spaced_fits(match))
    yield from (
        match for match in _ISO.finditer(text) if _is_day(match[4], match[3]) and not _VERSION.search(_before(match))
    )
    yield from (match for match in _ISO_SPACED.finditer(text) if _is_day(match[3], match[2]))
    for pattern in (_SPREAD, _BOTH_TH):
        yield from (
            match for match in pattern.finditer(text) if _is_day(match[1].replace(" ", ""), match[2].replace(" ", ""))
        )
    yield from _CLOSED_UP.finditer(text)
    yield from (match for match in _CLOSED_UP_OURS.finditer(text) if _called(match))


def _called(match: re.Match[str]) -> bool:
    """Is it called a day of birth or death, before it or after it?"""
    return _CALLED.search(_before(match)) is not None or _LABEL_AFTER.match(match.string, match.end()) is not None


def _fits(match: re.Match[str], sign: str, *, whole: bool) -> bool:
    """Not 2.10.19 of a version, nor 10:15:30 of a clock."""
    if sign in ".:" and not whole:
        before = match.string[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
        padded = len(match[1]) == len(match[3]) == len("03")
        dated = padded or int(match[1]) > LAST_MONTH or _WHEN.search(before) is not None
        return _called(match) or (sign == "." and dated and not _NUMBERED.search(before))
    if sign == "|" and not whole:
        return False  # the cells of a table
    return whole or sign != "-" or match.string[match.end() : match.end() + 1] != "-"


def _spaced_fits(match: re.Match[str]) -> bool:
    before = _before(match)
    padded = len(match[1]) == len(match[2]) == 2 and len(match[3]) == 4
    said = len(match[3]) == 4 and _ON.search(before) is not None
    return padded or said or _called(match)


def _short_fits(match: re.Match[str]) -> bool:
    written = f"{match[1]}{match[2]}{match[3]}"
    called = _CALLED.search(match.group()[: match.start(1) - match.start()]) is not None
    return _is_day(match[1], match[3]) and written not in _PLAIN_FRACTIONS and (match[2] == "/" or called)


def _is_day(day: str, month: str) -> bool:
    """A day and a month, in either order."""
    first, second = int(day), int(month)
    return 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= LAST_MONTH
