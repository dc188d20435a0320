"""Runs of digits, however they are spaced: what telephone and health numbers are looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What stands between groups: usual signs, and those that lists and clocks have too, which need more to be believed.
APART = r"(?:[ \-./()_]{0,3}|[,:;'+~*] {0,2})"
_RUN = re.compile(rf"(?<![0-9])(?:\+ ?)?\(?[0-9](?:{APART}[0-9]){{4,}}")
_ANY_RUN = re.compile(rf"[0-9](?:{APART}[0-9])*")
_CHUNK = re.compile(r"[0-9]+")
_ODDLY = re.compile(r"[,:;'+~*]")
_DIALLED = 3


@dataclass(frozen=True)
class NumberRun:
    """Some neighbouring groups of a run: `plus` with a + before it, `odd` with commas, colons or the like inside."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    plus: bool
    odd: bool

    @property
    def dialled(self) -> bool:
        """Does it begin as a dialling code does? No count, time or day begins so."""
        return self.digits[0] == "0" and self.groups[0] >= _DIALLED


def longest_run(text: str) -> int:
    """How many digits the longest run has: less than six are no number of anybody's."""
    return max((sum(sign.isdigit() for sign in run.group()) for run in _ANY_RUN.finditer(text)), default=0)


def numbers(text: str, shortest: int, longest: int) -> Iterator[NumberRun]:
    """Every choice of neighbouring groups with so many digits; from each place the longest first."""
    for run in _RUN.finditer(text):
        chunks = [(run.start() + chunk.start(), chunk.group()) for chunk in _CHUNK.finditer(run.group())]
        for first in range(len(chunks)):
            yield from _from(text, chunks[first : first + longest], shortest, longest)


def _from(text: str, chunks: list[tuple[int, str]], shortest: int, longest: int) -> Iterator[NumberRun]:
    start = end = chunks[0][0]
    plus = text[max(0, start - 3) : start].rstrip(" (")[-1:] == "+"
    found: list[NumberRun] = []
    digits, odd = "", False
    groups: tuple[int, ...] = ()
    for at, chunk in chunks:
        odd = odd or _ODDLY.search(text, end, at) is not None
        if len(digits) + len(chunk) > longest or (odd and not plus and groups[0] < _DIALLED):
            break  # 1, 2, 3 and 10:30
        digits, groups, end = digits + chunk, (*groups, len(chunk)), at + len(chunk)
        if len(digits) >= shortest:
            found.append(NumberRun(start, end, digits, groups, plus, odd))
    yield from reversed(found)
