"""Numbers that an office gives to one person: National Insurance, PPS, pupil, passport, bank, police, case systems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmr.anonymity.finding import Found

FEWEST = 7
CLOSED_UP = 9  # letters and digits of a National Insurance number with nothing between them
FEWEST_READ = 3  # digits that were not misread
_D = "[0-9OoIl|SB]"
_A = r"[ \-./,_:;+~*()]{0,3}"
# Prefixes as HMRC gives them out; QQ, which it uses in examples, is caught too: a summary needs no example.
_NI = re.compile(
    rf"(?<![^\W_])(?!BG|GB|KN|NK|NT|TN|ZZ)([A-CEGHJ-PR-TW-Z]{_A}[A-CEGHJ-NPR-TW-Z]|Q{_A}Q)"
    rf"({_A}{_D}{_A}{_D}{_A}{_D}{_A}{_D}{_A}{_D}{_A}{_D})(?:({_A})([A-D8]))?(?![^\W_])",
    re.IGNORECASE,
)
_NI_TEMPORARY = re.compile(r"(?<![\dA-Za-z])\d\d ?([A-Z]) ?\d ?\d\d ?\d\d(?![\dA-Za-z])")
_CALLED_NI = re.compile(
    r"\b(?:national insurance|N\.?I\.? ?(?:number|no)|NINO|TRN|temporary)\b[^0-9\n]{0,25}$", re.IGNORECASE
)
_PPS = re.compile(
    r"(?<![\dA-Za-z])(\d{4}[ -]?\d{3}|\d{3}[ -]?\d{4}|(?:\d[ -]?){7})[ -]?([A-Wa-w](?:[ -]?[A-IWa-iw])?)(?![\dA-Za-z])"
)
_PUPIL = re.compile(
    r"(?<![\dA-Za-z])([A-HJ-NP-RT-Z])[ -]?(\d{3}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[ -]?[\dA-Z])(?![\dA-Za-z])",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:PPSN?|personal public service|UPN|pupil)\b[^\n]{0,25}$", re.IGNORECASE)

# What is only called so: the rule, words of which one is there, whether capitals matter not, the pattern.
_CALLED_SO: tuple[tuple[str, str, str], ...] = (
    ("police-reference", "occurrence crime incident serial log police",
     r"\b(?:occurrence|crime|incident|serial|log|police)\b(?: (?:number|no|ref(?:erence)?|report|id))*[ .:#]{0,3}"
     r"(?:was |is )?[A-Z]{0,3}[ -]?\d[\d/ -]{5,}"),
    ("police-reference", "cc rm", r"(?<![A-Za-z])(?:CC[ -]?\d(?:[ -]?\d){9,}|RM[ -]?\d(?:[ -]?\d){5,})(?!\d)"),
    ("passport", "passport licence license driver visa",
     r"\b(?:passport|driving licen[cs]e|driver number|visa)\b[^0-9\n]{0,25}[A-Z]{0,2} ?\d[\d ]{6,}\d"),
    ("bank-account", "sort bank account",
     r"\b(?:sort code|bank account|account (?:number|no))\b[^0-9\n]{0,15}\d[\d -]{4,}\d"),
    ("case-reference", "soscare sos paris encompass epex lcid niecr ecr unocini caredirector mosaic enisat",
     r"\b(?:SOS ?CARE|PARIS|encompass|EPEX|LCID|NIECR|ECR|UNOCINI|CareDirector|Mosaic|eNISAT)\b"
     r"(?: (?:number|no|id|ref(?:erence)?|record|case))*[ .:#-]{0,3}(?:was |is )?[A-Z]{0,3}[-/ ]?\d[\d/-]{3,}"),
    ("case-reference", "number no id identifier ref reference",
     r"\b(?:case|client|patient|chart|casenote|file|record|hospital|social services|court|service user)"
     r" (?:number|no|id|identifier|ref|reference)\b[ .:#-]{0,3}(?:was |is )?[A-Z]{0,4}[-/ ]?\d[\dA-Z/-]{3,}"),
    ("vehicle", "reg registration vehicle plate vrm car van",
     r"\b(?:reg|registration|vehicle|number plate|VRM)\b[^0-9\n]{0,25}\b[A-Z]{1,3} ?\d{1,4}(?: ?[A-Z]{1,3})?\b"),
)  # fmt: skip
_CALLED_SO_PATTERNS = tuple(
    (rule, frozenset(words.split()), re.compile(pattern, re.IGNORECASE)) for rule, words, pattern in _CALLED_SO
)
# What has the shape, each beginning with a capital or a figure.
_SHAPED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "vehicle",
        re.compile(
            r"[A-Z](?<![A-Z].)(?:[A-Z]?I[A-Z]|[A-Z]Z|[A-Z]I)(?<!VII)(?<!III)(?<!XII) ?(?!(?:19|"
            r"20)\d\d)\d{1,4}\b(?![-/%])"
        ),
    ),
    ("vehicle", re.compile(r"[A-HJ-PR-Y](?<![^\W_].)(?:[A-HJ-PR-Y]\d\d[ -]?|\d{1,3} )[A-HJ-PR-Z]{3}\b")),
    (
        "vehicle",
        re.compile(r"\d{2,3}-(?:C|CE|CN|CW|D|DL|G|KE|KK|KY|L|LD|LH|LK|LM|LS|MH|MN|MO|OY|RN|SO|T|W|WH|WX|WW)-\d{1,6}\b"),
    ),
    ("passport", re.compile(r"[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}\b")),
    ("bank-account", re.compile(r"(?:GB|IE)\d\d(?: ?[A-Z0-9]{4}){4,5}(?: ?[A-Z0-9]{2})?\b")),
    ("bank-account", re.compile(r"\d\d[- ]\d\d[- ]\d\d\b[^\d\n]{1,25}\b\d{4} ?\d{4}\b")),
)


def find(text: str, words: frozenset[str], longest: int) -> Iterator[Found]:
    """What has the whole shape, or the right check character, to block; what is only called so, to warn.

    `words` are those of the text, and `longest` the number of digits in its longest run.
    """
    yield from _national_insurance(text)
    if longest >= FEWEST:
        yield from _checked(text)
    for rule, called, pattern in _CALLED_SO_PATTERNS:
        if not words.isdisjoint(called):
            yield from (Found(*match.span(), rule) for match in pattern.finditer(text))
    for rule, pattern in _SHAPED:
        yield from (Found(*match.span(), rule) for match in pattern.finditer(text))


def _national_insurance(text: str) -> Iterator[Found]:
    at = 0
    while match := _NI.search(text, at):
        called = _CALLED_NI.search(text[max(0, match.start() - 50) : match.start()])
        enough = sum(sign.isdigit() for sign in match[2]) >= (FEWEST_READ if match[4] else FEWEST_READ + 1)
        if enough and (called or (match[4] and _one_case(match)) or _in_pairs(match)):
            yield Found(*match.span(), "national-insurance")
            at = match.end()
        else:
            at = match.start() + 1  # one may begin inside what looked like one
    for match in _NI_TEMPORARY.finditer(text):
        if _CALLED_NI.search(text[max(0, match.start() - 50) : match.start()]) or match.group().count(" ") == 3:
            yield Found(*match.span(), "national-insurance")


def _one_case(match: re.Match[str]) -> bool:
    """AB…C, or Ab…c closed up, and not "in 12 34 56 a"."""
    if len(match.group()) == CLOSED_UP:
        return True
    if match[4] == "8":
        return match[1].isupper() and re.match(r"[ -]?\d", match.string[match.end() : match.end() + 2]) is None
    letters = match[1] + match[4]
    return letters.isupper() or (letters.islower() and not match[3].strip() and " " not in match[1])


def _in_pairs(match: re.Match[str]) -> bool:
    return match[1].isupper() and re.fullmatch(r"[ -](?:\w\w[ -]){2}\w\w", match[2]) is not None


def _checked(text: str) -> Iterator[Found]:
    from stdnum.gb import upn
    from stdnum.ie import pps

    for match in _PPS.finditer(text):
        whole = re.sub(r"[ -]", "", match.group()).upper()
        if pps.is_valid(whole) or _CALLED.search(text[max(0, match.start() - 40) : match.start()]):
            yield Found(*match.span(), "personal-public-service")
    for match in _PUPIL.finditer(text):
        whole = re.sub(r"[ -]", "", match.group()).upper()
        if upn.is_valid(whole) or _CALLED.search(text[max(0, match.start() - 40) : match.start()]):
            yield Found(*match.span(), "pupil-number")
