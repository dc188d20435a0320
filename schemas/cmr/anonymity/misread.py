"""Letters that a scanner, or a tired person, writes for digits: O for 0, l and I for 1, S for 5, B for 8."""

from __future__ import annotations

import re

from cmr.anonymity.reading import Reading

FOR_DIGITS = str.maketrans("OoDIl|!iSsBZzGg", "000111115582266")
DIGIT = "0-9OoIl|!SsBZz"
_RUN = re.compile(rf"(?<![A-Za-z])[{DIGIT}]+(?:[ ]?[-./()+ ]?[ ]?[{DIGIT}]+)*(?![A-Za-z])")
_TOKEN = re.compile(rf"[{DIGIT}]+")
_WORD = re.compile(r"[A-Za-z]*[SsBZz][A-Za-z]*")  # ISO 27001 is no number
_SUSPECT = re.compile(r"\d[ ./()-]{0,2}[OoIl|!SsBZz]|[OoIl|!SsBZz][ ./()+-]{0,2}\d")
ENOUGH, SHORT = 4, 5


def unmisread(reading: Reading) -> Reading:
    """The reading with such letters as digits, in runs with digits enough for a number, a day or a year."""
    return reading.changed(_RUN, _digits) if _SUSPECT.search(reading.text) else reading


def _digits(match: re.Match[str]) -> str:
    run = match.group()
    digits = sum(sign.isdigit() for sign in run)
    letters = sum(sign.isalpha() or sign in "|!" for sign in run)
    if letters and (digits >= ENOUGH or (digits and len(run) <= SHORT)):
        return _TOKEN.sub(_token, run)
    return run


def _token(match: re.Match[str]) -> str:
    return match.group() if _WORD.fullmatch(match.group()) else match.group().translate(FOR_DIGITS)
