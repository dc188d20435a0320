"""Runs of digits, however they are spaced: what telephone and health numbers are looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

APART = r"[ \-./()_]{0,3}"
_RUN = re.compile(rf"(?<![0-9])(?:\+ ?)?\(?[0-9](?:{APART}[0-9]){{4,40}}")
_ANY_RUN = re.compile(r"[0-9](?:[ \-./()_:]{0,3}[0-9])*")
_CHUNK = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Number:
    """Some neighbouring groups of a run. `plus` tells whether a + stands before it."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    plus: bool


def longest_run(text: str) -> int:
    """How many digits the longest run has: less than six are no number of anybody's."""
    return max((sum(sign.isdigit() for sign in run.group()) for run in _ANY_RUN.finditer(text)), default=0)


def numbers(text: str, shortest: int, longest: int) -> Iterator[Number]:
    """Every choice of neighbouring groups with so many digits; from each place the longest first."""
    for run in _RUN.finditer(text):
        chunks = [(run.start() + chunk.start(), chunk.group()) for chunk in _CHUNK.finditer(run.group())]
        for first in range(len(chunks)):
            yield from _from(text, chunks[first:], shortest, longest)


def _from(text: str, chunks: list[tuple[int, str]], shortest: int, longest: int) -> Iterator[Number]:
    start = chunks[0][0]
    found: list[Number] = []
    digits = ""
    groups: tuple[int, ...] = ()
    for at, chunk in chunks:
        digits, groups = digits + chunk, (*groups, len(chunk))
        if len(digits) > longest:
            break
        if len(digits) >= shortest:
            found.append(Number(start, at + len(chunk), digits, groups, text[:start].rstrip(" (")[-1:] == "+"))
    yield from reversed(found)
