"""The publication gate: whether a summary may be public on a day, and everything that is in the way.

The policy is `gate.toml`, which states what the guidance asks in sections 18, 26 to 29 and 33 and what the law adds.
The default is no: a summary on which nobody has signed anything is refused eighteen times over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cmr import clock
from cmr.gate.evidence import Missing, missing, restricted
from cmr.gate.preconditions import policy
from cmr.process.waiting import over
from cmr.summary import Summary

PUBLISH_ON, PUBLISHED = "publish_on", "published"


@dataclass(frozen=True, slots=True)
class Published:
    """It may be public, and has been allowed to since that day."""

    since: date


@dataclass(frozen=True, slots=True)
class Held:
    """Everything is on record and it waits: it appears by itself on the day `until`."""

    until: date
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something is missing, or it must never be public."""

    because: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is not public any more: a short notice stands in its place."""

    since: date


Standing = Published | Held | Refused | Withdrawn


def standing(summary: Summary, day: date) -> Standing:
    """Whether `summary` may be public on `day`. It depends on nothing else.

    Raises ContentError where `gate.toml` is broken.
    """
    never = tuple(restricted(summary))
    if summary.withdrawn and summary.withdrawn <= day and not never:
        return Withdrawn(summary.withdrawn)
    lacking = (*never, *missing(summary, day))
    if lacking:
        return Refused(lacking)
    waits = dict(_waits(summary))
    until = max(waits.values())
    if day < until:
        return Held(until, tuple(_because(summary, name) for name, ends in waits.items() if ends > day))
    return Published(until)


def decided(summary: Summary) -> date | None:
    """The first day on which its decisions would let it be public, were nothing missing; None where there is none.

    What is done again after publication, for a correction, does not make that day later, and neither does the month
    that readers are told. Raises BeyondCalendar where a wait cannot be counted.
    """
    lasting = {name for name, one in policy().preconditions.items() if not one.renewed}
    return max((ends for name, ends in _waits(summary) if name in lasting or name == PUBLISH_ON), default=None)


def _waits(summary: Summary) -> Iterator[tuple[str, date]]:
    """Every day before which it may not appear, and what makes it wait: a precondition, or a line of its file.

    The day on which something was signed is one of them.
    """
    for name, approval in summary.gate.items():
        if approval.when:
            yield name, over(policy().preconditions[name].wait, approval.when)
    if summary.publish_on:
        yield PUBLISH_ON, summary.publish_on
    yield PUBLISHED, summary.published.first_day


def _because(summary: Summary, name: str) -> str:
    if name == PUBLISH_ON and summary.publish_on:
        return f"`{PUBLISH_ON}` says {clock.in_words(summary.publish_on)}"
    if name == PUBLISHED:
        return f"`{PUBLISHED}` says {summary.published.in_words}"
    signed = summary.gate[name].when
    return f"{name}: {policy().preconditions[name].because} on {clock.in_words(signed)}" if signed else name
