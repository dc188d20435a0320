"""Ages: in days, weeks or months, which give the day of birth away, and in years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmr.anonymity.finding import Found

TRIGGERS = frozenset({"old", "aged", "age", "ages", "days", "weeks", "months"})
_UNIT = r"(?:hour|day|week|wk|month|mth)s?"
_N = r"\d{1,3}(?:\.5|½)?(?: and a half)?"
_EXACT = re.compile(
    rf"\b{_N}[- ]?{_UNIT}(?:,? (?:and )?{_N}[- ]?{_UNIT})?[- ](?:old\b|of age\b)"
    rf"|\b(?:aged?|at the age of|at age)(?: of)?(?: (?:just|only|about|around|barely|under))? {_N}[- ]?{_UNIT}\b"
    rf"|\b{_N}[- ]?years?,? (?:and )?{_N}[- ]?{_UNIT}\b(?=[- ]old| of age|[,.])"
    rf"|\bat {_N} (?:day|week|month)s,? (?:s?he|they|the (?:baby|child|infant|boy|girl|toddler))\b"
    r"|\b\d{1,2}/(?:7|52|12)(?= old| of age)", re.IGNORECASE,
)  # fmt: skip
_YEARS = re.compile(
    r"(?<![-\d])\b(?<!to )(?<!and )(?<!or )\d{1,2}(?: and a half)?[- ]?(?:years?|yrs?)[- ](?:old\b(?!s)|"
    r"of age\b)(?! (?:and|or) (?:over|under|older))"
    r"|\b(?:aged|at the age of|at age)(?: (?:just|only|about))? \d{1,2}\b(?! ?[-/]| (?:to|or|and|days|weeks|"
    r"months|years? (?:and|or))\b)",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Found]:
    """Ages of one child; not "aged 5 to 9" nor "16-year-olds"."""
    yield from (Found(*match.span(), "exact-age") for match in _EXACT.finditer(text))
    yield from (Found(*match.span(), "age") for match in _YEARS.finditer(text))
