"""What Lighthouse says of a page: its four marks, its times, and what cost marks."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MARKS = ("performance", "accessibility", "best-practices", "seo")
TIMES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}
"""What the table calls a time, and Lighthouse's name for it. In milliseconds, but for the last, which has no unit."""
FULL = 100


class NoReport(Exception):
    """Lighthouse ran and could not judge; the message is its own."""


@dataclass(frozen=True)
class Report:
    """One run over one page, or what several come to. ``lost`` names what cost marks."""

    marks: Mapping[str, float]
    times: Mapping[str, float]
    lost: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether it has full marks in everything."""
        return all(self.marks[name] == FULL for name in MARKS)


def read(text: str) -> Report:
    """The report in Lighthouse's JSON. Raises NoReport where it has no marks."""
    found = json.loads(text)
    if "runtimeError" in found:
        raise NoReport(found["runtimeError"]["message"])
    categories, audits = found["categories"], found["audits"]
    unmarked = [name for name in MARKS if categories[name]["score"] is None]
    if unmarked:
        raise NoReport(f"Lighthouse gave no mark for {', '.join(unmarked)}")
    return Report(
        marks={name: round(categories[name]["score"] * FULL) for name in MARKS},
        times={name: audits[audit]["numericValue"] for name, audit in TIMES.items()},
        lost=tuple(
            _told(audits[one["id"]]) for name in MARKS for one in categories[name]["auditRefs"] if _cost(one, audits)
        ),
    )


def together(reports: Sequence[Report]) -> Report:
    """What several runs over a page come to: how fast it is in the middle, everything else at its worst.

    Speed differs from run to run on any machine. What else is lost in one run is lost.
    """
    fast = statistics.median(one.marks["performance"] for one in reports)
    return Report(
        marks={name: min(one.marks[name] for one in reports) for name in MARKS} | {"performance": fast},
        times={name: statistics.median(one.times[name] for one in reports) for name in TIMES},
        lost=tuple(sorted({told for one in reports for told in one.lost})),
    )


def _cost(reference: Mapping[str, Any], audits: Mapping[str, Any]) -> bool:
    """Whether an audit counts towards its category and was not passed. None is one that had nothing to look at."""
    score = audits[reference["id"]]["score"]
    return bool(reference["weight"]) and score is not None and score < 1


def _told(audit: Mapping[str, Any]) -> str:
    return ": ".join(part for part in (audit["title"], audit.get("explanation") or audit.get("displayValue")) if part)
