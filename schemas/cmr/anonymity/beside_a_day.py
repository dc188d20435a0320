"""What stands beside a day, and beside figures that only look like one."""

from __future__ import annotations

import re

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
TH = r"(?: ?(?:st|nd|rd|th)|ú)"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
CALLED = re.compile(r"\b(?:born|birth|d\.?o\.?b\.?|death|died|dated?|deceased)\b[^0-9\n]{0,20}$", re.IGNORECASE)
_LABEL_AFTER = re.compile(r"[ ,]{0,2}\(?(?:d\.?o\.?b\b|date of birth|birthday)", re.IGNORECASE)
COUNTED = re.compile(
    r"\b(?:sections?|articles?|regulations?|rules?|paragraphs?|paras?|pages?|schedules?|chapters?|parts?|orders?|"
    r"appendix|appendices|tables?|figures?|steps?|recommendations?|actions?|standards?|versions?|v|items?|release|edition|"
    r"numbers?|nos?|points?|volume|vol|issue|clauses?|principles?|stages?|levels?|tiers?|finding|all|only|another|these|those|"
    r"other|some|about|around|over|under|than|aged?) ?\(?$", re.IGNORECASE,
)  # fmt: skip
VERSION = re.compile(COUNTED.pattern.replace("(?:sections?", r"(?:IP|address|sections?"), re.IGNORECASE)
NUMBERED = re.compile(
    VERSION.pattern.removesuffix("$") + r"(?:[\d.]+,? (?:(?:and|to|or) )?)*$", re.IGNORECASE
)  # versions 1.2.19 and …
ON = re.compile(rf"(?:\b(?:on|dated|born|until|of|since|birth|death|{WEEKDAY})[:,]? ?)$", re.IGNORECASE)
WHEN = re.compile(
    rf"\b(?:on|by|until|since|before|after|of|dated|seen|{WEEKDAY}|between\b[^.\n]*\band)[:,]? $", re.IGNORECASE
)
SHARE = re.compile(r" (?:in|of|out of) (?:the |every )?\d")
COMPOUND = re.compile(r"-[a-z]|'s (?:\d|and\b)")  # the 12 may-have-beens; the first of April's two meetings
NO_MONTH = re.compile(
    r"(?<=[Mm]ay) (?:be|have|not|need|make|find|lead|mean|help|want|wish|take|require|include|apply|seem|"
    r"feel|give|come|go|"
    r"say|see|differ|vary|fall|rise|exceed)\b"
)
# A year that begins or ends on a day is every child's: the financial year, the school year.
_TURN_OF_A_YEAR = re.compile(
    r"(?:31 March|(?:1|5|6) April|31 August|1 September|30 June|1 July|31 December|1 January)\b", re.IGNORECASE
)
_THE_YEAR = re.compile(
    r"\byears? (?:that )?(?:ends?|ended|ending|to|runs?|running|from|begins?|starts?)(?: on| from)?"
    r"(?: \d\d? [A-Z][a-z]+ to)? $"
)
_EACH_YEAR = re.compile(r"(?: to \d\d? [A-Z][a-z]+)? (?:of |in )?(?:each|every) year\b")


def before(match: re.Match[str]) -> str:
    """What stands right before it, on its line."""
    return match.string[max(0, match.start() - 24) : match.start()].rpartition("\n")[2]


def called(match: re.Match[str]) -> bool:
    """Is it called a day of birth or death, before it or after it?"""
    return CALLED.search(before(match)) is not None or _LABEL_AFTER.match(match.string, match.end()) is not None


def turns(match: re.Match[str]) -> bool:
    """Is it the first or the last day of a year that is everybody's?"""
    if not _TURN_OF_A_YEAR.match(match.group()):
        return False
    preceding = match.string[max(0, match.start() - 40) : match.start()]
    return _THE_YEAR.search(preceding) is not None or _EACH_YEAR.match(match.string, match.end()) is not None
