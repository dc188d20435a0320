"""Postcodes: Northern Ireland's in any spelling, the first half alone, other parts of the United Kingdom, Eircodes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from cmr.anonymity.finding import HERE, Found

_LISTS = tomllib.loads((HERE / "postcodes.toml").read_text("utf-8"))
DISTRICTS = frozenset(
    district for first, last in _LISTS["northern_ireland_districts"] for district in range(first, last + 1)
)
AREAS = frozenset(_LISTS["areas"].split())
ROUTING_KEYS = frozenset(_LISTS["routing_keys"].split())

_GAP = r"[ \-./,_:;+~*()]{0,3}"
_FIGURES = str.maketrans("OQIL|SBZ", "00111582")
_D = r"[0-9OoIl|SsB]"
_L = r"[A-Za-z80]"
_NI = re.compile(
    rf"(?<![A-Za-z0-9])([Bb8]{_GAP}[Tt]){_GAP}({_D})(?:{_GAP}({_D}))?{_GAP}({_D}){_GAP}({_L}){_GAP}({_L})(?![A-Za-z0-9])"
)
_UK = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2})(\d[A-Za-z\d]?)([ \-./_:;+~*()]{0,3})(\d)([A-Za-z])([A-Za-z])(?![A-Za-z0-9])"
)
# The same in capitals with more between its signs, or with an l or an I for the first figure.
_UK_APART = re.compile(
    rf"(?<![A-Za-z0-9])([A-Z](?:[ .-]?[A-Z])?)[ .-]?([\dlI|](?:[ .-]?[A-Z\d])?){_GAP}(\d)[ .-]?([A-Z])[ .-]?([A-Z])"
    r"(?![A-Za-z0-9])"
)
_OUTWARD = re.compile(r"(?<![A-Za-z0-9])(?:BT|bt)[ -]?(\d{1,2})(?![A-Za-z0-9])")
_EIRCODE = re.compile(
    r"(?<![A-Za-z0-9])([AC-FHKNPRTV-Y]\d[0-9W])([ -]?)([0-9AC-FHKNPRTV-Y]{4})(?![A-Za-z0-9])", re.IGNORECASE
)
_LAST_TWO = frozenset("ABDEFGHJLNPQRSTUWXYZ")  # never C, I, K, M, O or V
_ORDINAL = re.compile(r"1ST|2ND|3RD|\dTH")
_UNITS = frozenset({"HR", "YR", "FT", "LB"})


def find(text: str) -> Iterator[Found]:
    """Whole postcodes and Eircodes to block, a district of Northern Ireland's alone to warn."""
    yield from (Found(*match.span(), "postcode") for match in _NI.finditer(text) if _northern_irish(match))
    yield from (Found(*match.span(), "postcode") for match in _UK.finditer(text) if _british(match))
    yield from (Found(*match.span(), "postcode") for match in _UK_APART.finditer(text) if _british_apart(match))
    yield from (Found(*match.span(), "eircode") for match in _EIRCODE.finditer(text) if _irish(match))
    for match in _OUTWARD.finditer(text):
        if int(match[1]) in DISTRICTS:
            yield Found(*match.span(), "postcode-area")


def _northern_irish(match: re.Match[str]) -> bool:
    """BT, a district that there is, a figure and two letters; letters and figures may have been misread."""
    district = "".join(part.upper().translate(_FIGURES) for part in match.group(2, 3) if part)
    last = (match[5] + match[6]).upper().replace("8", "B").replace("0", "D")
    real = sum(sign.isdigit() for sign in match.group())
    if (match[5] + match[6]).isdigit() or (match.end(4) < match.start(5) and _a_word(match)):
        return False
    return district.isdigit() and int(district) in DISTRICTS and set(last) <= _LAST_TWO and real >= 1


def _a_word(match: re.Match[str]) -> bool:
    """In "BT9, 2 at risk" the letters are a word of the sentence."""
    return match[1].isupper() and (match[5] + match[6]).islower() and match.end(5) == match.start(6)


def _british(match: re.Match[str]) -> bool:
    area, last = match[1].upper(), (match[5] + match[6]).upper()
    if area not in AREAS or area == "BT" or not set(last) <= _LAST_TWO:
        return False
    counted = _ORDINAL.fullmatch(match[4] + last) or (match[3] and last in _UNITS)
    inward = match[5] + match[6]
    return inward.isupper() if counted else inward.isupper() or inward.islower()


def _british_apart(match: re.Match[str]) -> bool:
    """Not "part B 1 2 ST", nor "the M1, 2": an area that there is, and an l only beside another figure."""
    area, last = re.sub(r"[^A-Z]", "", match[1]), match[4] + match[5]
    read = match[2][0].isdigit() or match[2][1:2].isdigit()
    counted = _ORDINAL.fullmatch(match[3] + last)
    return area in AREAS and area != "BT" and read and set(last) <= _LAST_TWO and not counted


def _irish(match: re.Match[str]) -> bool:
    letters = "".join(sign for sign in match.group() if sign.isalpha())
    mixed = any(sign.isalpha() for sign in match[3]) and any(sign.isdigit() for sign in match[3])
    return match[1].upper() in ROUTING_KEYS and (letters.isupper() or letters.islower()) and mixed
