"""A text as the rules read it, and the way back to where each character stands in the file.

People hide a number without meaning to: in a non-breaking space, in full-width digits, in bold, across a line. The
rules see none of that. They read plain characters in one long line a paragraph, and `span` leads back.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cmr.anonymity.months import MONTHS

INLINE_TAGS = (
    "a|abbr|b|bdi|big|cite|code|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr"
)

# Each way begins with a sign of its own, so that the engine passes over everything else at once.
_MARKUP = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});"
    r"|%[0-9A-Fa-f]{2}"
    r"|\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tnr](?=[ (+]?\d)|(?=[^\w\s]|\n))"
    r"|\*\**|``*|~~"
    r"|_(?:(?![^\W_])|(?<![^\W_]_))"
    rf"|<(?:/?(?:{INLINE_TAGS})\b[^<>]*>|!--+)"
    r"|--+>"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_TABS = str.maketrans({"\t": " ", "\r": " ", "\x0b": " ", "\x0c": "\n", "\x1c": " ", "\x1d": " ", "\x1e": " "})
# A line that only goes on with the paragraph: neither after nor before an empty line, and no heading, item or row.
_WRAPPED = re.compile(r"\n(?<=[^\n]\n)[ ]*(?:> ?)*(?=[^\s#|>])(?![-*+] |\d{1,3}[.)] |\w+ *= |\[\[?\w)")
# A word that is divided at the end of a line. Only months are put together: "nine-year-old" is divided there too.
_DIVIDED = re.compile(r"-\n(?<=[a-z]-\n)[ ]*(?:> ?)*(?=[a-z])")
_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"[A-Za-z]*$"), re.compile(r"[a-z]*")
# Letters of other alphabets that look like ours, and signs that Unicode itself does not fold.
_ALIKE = {
    **dict(zip("АВЕЗКМНОРСТУХІЅЈасеорхуіѕј", "ABE3KMHOPCTYXISJaceopxyisj", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    "‘": "'", "’": "'", "ʼ": "'", "ʹ": "'", "′": "'", "´": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"',
    "»": '"',
    "·": ".", "•": ".", "∙": ".", "⁄": "/", "∕": "/", "©": "@", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_GONE = {"Cf", "Mn", "Me", "Cc", "Co", "Cs", "Cn"}


@dataclass(frozen=True)
class Reading:
    """A text made of another one. `new`, `old` and `until` tell where each piece is from; `until` is -1 for a copy."""

    text: str
    origin: Reading | None = None
    new: tuple[int, ...] = (0,)
    old: tuple[int, ...] = (0,)
    until: tuple[int, ...] = (-1,)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` up to `end` stand in the file's own text."""
        if self.origin is None:
            return start, end
        return self.origin.span(self._place(start)[0], max(self._place(end - 1)[1], self._place(start)[0] + 1))

    def _place(self, at: int) -> tuple[int, int]:
        piece = max(bisect_right(self.new, at) - 1, 0)
        if self.until[piece] >= 0:
            return self.old[piece], self.until[piece]
        place = self.old[piece] + at - self.new[piece]
        return place, place + 1

    def near(self, pattern: re.Pattern[str], before: int, after: int) -> Reading:
        """Only what stands near a match of `pattern`, on its line: a line for each piece. Itself where that is most."""
        places = _merged(self.text, pattern, before, after)
        if sum(end - start for start, end in places) * 2 > len(self.text):
            return self
        new, length = [], 0
        for start, end in places:
            new.append(length)
            length += end - start + 2
        pieces = "\n\n".join(self.text[start:end] for start, end in places)
        return Reading(
            pieces, self, tuple(new or [0]), tuple(start for start, _ in places) or (0,), (-1,) * max(len(new), 1)
        )

    def changed(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Reading:
        """This text with every match of `pattern` replaced by what `by` says; itself where nothing changes."""
        pieces: list[str] = []
        new, old, until = [0], [0], [-1]
        copied, length, moved = 0, 0, False
        for match in pattern.finditer(self.text):
            put = by(match)
            start, end = match.span()
            if put == match.group():
                continue
            pieces += (self.text[copied:start], put)
            length += start - copied
            if len(put) != end - start:
                new += (length, length + len(put))
                old += (start, end)
                until += (end, -1)
            length += len(put)
            copied, moved = end, True
        if not moved:
            return self
        return Reading("".join((*pieces, self.text[copied:])), self, tuple(new), tuple(old), tuple(until))


def read(text: str) -> Reading:
    """`text` without markup, in plain characters, each paragraph one line."""
    reading = Reading(text.translate(_TABS))
    reading = reading.changed(_MARKUP, _unmarked)
    if not reading.text.isascii():
        reading = reading.changed(_NOT_ASCII, lambda match: _plain(match.group()))
    if "-\n" in reading.text:
        reading = reading.changed(_DIVIDED, _undivided)
    return reading.changed(_WRAPPED, lambda _match: " ")


def _undivided(match: re.Match[str]) -> str:
    """Nothing, where Febru- and ary make a month."""
    before = _LETTERS_BEFORE.search(match.string, max(0, match.start() - len("september")), match.start())
    after = _LETTERS_AFTER.match(match.string, match.end())
    whole = (before[0] if before else "") + (after[0] if after else "")
    return "" if whole.lower() in MONTHS else match.group()


def _merged(text: str, pattern: re.Pattern[str], before: int, after: int) -> list[tuple[int, int]]:
    """Where the pieces around the matches start and end; those that touch are one."""
    places: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        start = max(match.start() - before, text.rfind("\n", 0, match.start()) + 1, 0)
        line_end = text.find("\n", match.end())
        end = min(match.end() + after, line_end if line_end >= 0 else len(text))
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]))
        else:
            places.append((start, end))
    return places


def _unmarked(match: re.Match[str]) -> str:
    """What a reader sees in place of markup: the sign of an entity or an escape, otherwise nothing."""
    mark = match.group()
    if mark[0] == "&":
        return html.unescape(mark)
    if mark[0] == "%":
        sign = chr(int(mark[1:], 16))
        return sign if sign.isascii() and sign.isprintable() else mark
    if mark[:2] in ("\\u", "\\U"):
        return chr(min(int(mark[2:], 16), 0x10FFFF))
    if mark in ("\\t", "\\n", "\\r"):  # of a TOML string
        return " "
    return ""


@cache
def _plain(sign: str) -> str:
    """The plain form of one character: NFKC, one kind of space, hyphen and quotation mark, nothing for the unseen."""
    if sign in _ALIKE:
        return _ALIKE[sign]
    kind = unicodedata.category(sign)
    if kind == "Pd" or sign in "−⁃":
        return "-"
    if kind in _GONE:
        return ""
    if kind in ("Zs", "Zl", "Zp") or sign == "⠀":
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 or folded.isascii() else sign
