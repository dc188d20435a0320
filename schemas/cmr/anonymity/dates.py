"""Exact days, however they are written. A month and its year may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmr.anonymity import days_in_figures
from cmr.anonymity.beside_a_day import COMPOUND, COUNTED, DAY, NO_MONTH, ON, SHARE, TH, WEEKDAY, before, turns
from cmr.anonymity.finding import Found
from cmr.anonymity.months import MONTH, MONTHS, SHORT_MONTHS

_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_GAP = r"[ ,./_-]{0,3}"
_DAY_MONTH = re.compile(
    rf"(?<![\d£$€])(?<!\d[.:,])(?P<day>{DAY})(?P<th>{TH})?(?: day)?(?:[ ./_-]{{0,3}}|"
    rf",(?! )|(?P<comma>, )(?={MONTH},? ?(?:19|20)\d\d))(?P<of>of (?:the month of )?)?"
    rf"(?P<month>{MONTH})(?![^\W\d_])\.?(?:{_GAP}(?:in )?(?:the year )?(?P<year>{_YEAR})(?!\d|[-/]\d))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W_])(?P<month>{MONTH})(?![^\W\d_])(?P<gap>\.?{_GAP})(?P<the>(?-i:the)"
    rf" )?(?P<day>{DAY})(?P<th>{TH}\b)?(?![\d%])(?![.,:]\d)"
    rf"(?P<year>[ ,./-]{{1,3}}(?:19|20)\d\d(?!\d))?(?![A-Za-z])",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d/])(?:19|"
    rf"20)\d\d(?P<gap>[ ,./-]{{0,3}})(?P<month>{MONTH})(?![^\W\d_])[ ,./-]{{0,3}}{DAY}(?P<th>{TH})?(?!\d)",
    re.IGNORECASE,
)
_THAT_MONTH = re.compile(
    rf"\b{DAY}{TH} (?:day )?of (?:that|the same|the following|the next|this|last) month\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r" *(?:[.,;:)!?|\"\n]|$|(?:the|he|she|they|his|her|their|when|at|in|and|a|an|it|with|was|to|for|this|that|"
    r"after|before)\b)"
)
_IN_A_LIST = re.compile(r"\d[,;]? ?$")
_LIST_GOES_ON = re.compile(rf"[,;] ?(?:and )?{MONTH}(?![^\W\d_])", re.IGNORECASE)


def find(text: str, words: frozenset[str]) -> Iterator[Found]:
    """Every exact day. `words` are those of the text."""
    days = list(days_in_figures.find(text, words))
    if not words.isdisjoint(MONTHS):
        days += _with_month_names(text)
    if "month" in words:
        days += _THAT_MONTH.finditer(text)
    yield from (Found(*match.span(), "exact-date") for match in days)


def _with_month_names(text: str) -> Iterator[re.Match[str]]:
    tests = ((_DAY_MONTH, _is_day_month), (_MONTH_DAY, _is_month_day), (_YEAR_FIRST, _is_year_first))
    for pattern, sure in tests:
        yield from (match for match in pattern.finditer(text) if sure(match))


def _is_day_month(match: re.Match[str]) -> bool:
    """12 March, unless it is "section 12 March …", "the 12 may …" or "3 March-past …"."""
    if match["comma"] and not match["th"] and match["year"] and "," not in match.group().partition(match["month"])[2]:
        return False  # pages 11 and 12, March 2019
    if turns(match):
        return False
    if not match["year"] and COMPOUND.match(match.string, match.end()):
        return False
    if not match["year"] and NO_MONTH.match(match.string, match.end()) and not ON.search(before(match)):
        return False
    if match["year"] and (len(match["year"]) == 4 or match["th"] or not COUNTED.search(before(match))):
        return True
    if match["month"].islower() and match["month"] in ("may", "march", "mar", "dec", "sat", "jan"):
        return bool(match["of"]) or ON.search(before(match).removesuffix("the ")) is not None
    return bool(match["th"]) or not COUNTED.search(before(match))


def _is_month_day(match: re.Match[str]) -> bool:
    """March 12th, or March 12 where it cannot be March and twelve of something."""
    preceding = before(match)
    if ". " in match["gap"] and match["month"].casefold() not in SHORT_MONTHS:
        return False  # a sentence ended
    if match["month"].islower() and match["month"] in ("may", "march", "mar") and not match["year"]:
        return bool(match["th"]) and ON.search(preceding) is not None
    if match["year"] or match["th"]:
        return True
    sure = re.search(rf"\b(?:on|dated|born|until|{WEEKDAY})[:,]? ?$", preceding, re.IGNORECASE)
    if not sure and ("," in match["gap"] or SHARE.match(match.string, match.end())):
        return False  # in July, 15; by March 6 in 10
    return bool(sure) or (
        bool(_GOES_ON.match(match.string, match.end()))
        and not _IN_A_LIST.search(preceding)
        and not _LIST_GOES_ON.match(match.string, match.end())
    )


def _is_year_first(match: re.Match[str]) -> bool:
    return (
        bool(match["th"])
        or "-" in match["gap"]
        or "/" in match["gap"]
        or _GOES_ON.match(match.string, match.end()) is not None
    )
