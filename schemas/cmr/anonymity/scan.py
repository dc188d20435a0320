"""From a text to its findings: every rule, over every reading, back to line and column."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from cmr.anonymity import (
    addresses_online,
    ages,
    dates,
    descriptions,
    health_numbers,
    names,
    official_numbers,
    places,
    postcodes,
    telephones,
    together,
)
from cmr.anonymity.finding import BLOCK, HERE, WARN, Finding, Found, levels, rules
from cmr.anonymity.number_runs import longest_run
from cmr.anonymity.passage import NOTHING, Allowed, Passage
from cmr.anonymity.phrases import Phrases
from cmr.anonymity.reading import Reading, read
from cmr.anonymity.real_names import RealNames

_DIGIT = re.compile(r"\d")
_PUBLIC = Phrases(tomllib.loads((HERE / "allowed.toml").read_text("utf-8"))["phrases"])
LONGEST_SHOWN = 120


def scan_text(text: str, allowed: Allowed = NOTHING, names_list: RealNames | None = None) -> tuple[Finding, ...]:
    """Everything in `text` that may identify a person, in its order."""
    reading = read(text)
    passage = Passage(reading, allowed)
    found = [(reading, one) for one in _once(passage)]
    found += [
        (reading, Found(start, end, "real-name"))
        for start, end in (names_list.find(reading.text) if names_list else ())
    ]
    for way in passage.readings:
        found += [(way, one) for one in _in(way.text, passage)]
    online = reading.near(addresses_online.signs(passage), 80, 80)
    found += [(online, one) for one in addresses_online.find(online.text, allowed.emails, passage.words)]
    return _findings(text, reading, found)


def scan_for_names(text: str, allowed: Allowed = NOTHING, names_list: RealNames | None = None) -> tuple[Finding, ...]:
    """What names a person in words that are no prose, such as the record of an approval: its dates are in order."""
    reading = read(text)
    passage = Passage(reading, allowed)
    found = [(reading, one) for one in names.find(passage)]
    found += [
        (reading, one)
        for one in addresses_online.find(reading.text, allowed.emails, passage.words)
        if one.rule == "email"
    ]
    found += [
        (reading, Found(start, end, "real-name"))
        for start, end in (names_list.find(reading.text) if names_list else ())
    ]
    return tuple(one for one in _findings(text, reading, found) if one.blocks)


def _once(passage: Passage) -> Iterator[Found]:
    """Rules about words."""
    public = list(_PUBLIC.find(passage))
    for find in (names.find, places.find, descriptions.find):
        for one in find(passage):
            if not any(start <= one.start and one.end <= end for start, end in public):
                yield one


def _in(text: str, passage: Passage) -> Iterator[Found]:
    """Rules about numbers and addresses, which have more than one spelling."""
    if _DIGIT.search(text):
        longest = longest_run(text)
        if longest >= health_numbers.LENGTH:
            yield from health_numbers.find(text, passage.allowed.telephones)
        if longest >= telephones.SHORTEST:
            yield from telephones.find(text, passage.allowed.telephones)
        yield from official_numbers.find(text, passage.words, longest)
        yield from postcodes.find(text)
        yield from dates.find(text, passage.words)
        if passage.has(ages.TRIGGERS):
            yield from ages.find(text)


def _findings(text: str, reading: Reading, found: Iterable[tuple[Reading, Found]]) -> tuple[Finding, ...]:
    """One finding for each stretch of the file: what blocks before what warns, the longer before what it holds."""
    placed = [Found(*way.span(one.start, one.end), one.rule) for way, one in found]
    kept = _outermost(placed)
    roles = together.practitioners(reading.text, _of(found, reading))
    more = [*together.find(text, kept), *(Found(*reading.span(one.start, one.end), one.rule) for one in roles)]
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    return tuple(finding(text, lines, one) for one in sorted((*kept, *dict.fromkeys(more))))


def _of(found: Iterable[tuple[Reading, Found]], reading: Reading) -> list[Found]:
    return [one for way, one in found if way is reading]


def _outermost(found: list[Found]) -> list[Found]:
    """Those that are not inside another one: of what blocks, then of what warns. One pass each, by their starts."""
    level = levels()
    kept: list[Found] = []
    for which in (BLOCK, WARN):
        starts, ends = _reach(kept)
        reached = -1
        ordered = sorted({one for one in found if level[one.rule] == which}, key=_longest_first)
        for one in ordered:
            before = bisect_right(starts, one.start)
            if one.end > reached and not (before and ends[before - 1] >= one.end):
                kept.append(one)
                reached = one.end
    return kept


def _longest_first(one: Found) -> tuple[int, int, bool, str]:
    return one.start, -one.end, one.rule != "real-name", one.rule


def _reach(kept: list[Found]) -> tuple[list[int], list[int]]:
    """Where they start, and how far anything reaches that starts there or before."""
    ordered = sorted(kept)
    return [one.start for one in ordered], list(accumulate((one.end for one in ordered), max))


def finding(text: str, lines: list[int], one: Found) -> Finding:
    """`one`, placed in the file: line and column count from one, as editors do."""
    line = bisect_right(lines, one.start)
    rule = rules()[one.rule]
    shown = " ".join(text[one.start : one.end].split())[:LONGEST_SHOWN]
    return Finding(line, one.start - lines[line - 1] + 1, rule.level, rule.id, shown, rule.why)
