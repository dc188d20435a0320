"""The publication gate: whether a summary may be public on a day, and everything that is in the way.

The policy is `gate.toml`, which states what the guidance asks in sections 18, 26 to 29 and 33 and what the law adds.
The default is no: a summary on which nobody has signed anything is refused eighteen times over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cmr import clock
from cmr.evidence import Missing, missing, restricted
from cmr.preconditions import policy
from cmr.summary import Summary
from cmr.waiting import over


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
    waits = tuple(_waits(summary))
    until = max(ends for ends, _ in waits)
    if day < until:
        return Held(until, tuple(because for ends, because in waits if ends > day))
    return Published(until)


def decided(summary: Summary) -> date | None:
    """The first day on which its decisions would let it be public, were nothing missing; None where there is none.

    What is done again after publication, for a correction, does not make that day later.
    """
    renewed = {one.id for one in policy().preconditions.values() if one.renewed}
    days = [ends for name, ends, _ in _recorded(summary) if name not in renewed]
    return max(filter(None, (*days, summary.publish_on)), default=None)


def _waits(summary: Summary) -> Iterator[tuple[date, str]]:
    """Every day before which it may not appear, and why. A day on which something was signed is one of them."""
    yield from ((ends, because) for _, ends, because in _recorded(summary))
    if summary.publish_on:
        yield summary.publish_on, f"`publish_on` says {clock.in_words(summary.publish_on)}"
    yield summary.published.first_day, f"`published` says {summary.published.in_words}"


def _recorded(summary: Summary) -> Iterator[tuple[str, date, str]]:
    """What each precondition on record makes it wait for: its id, the day and why."""
    rules = {one.id: one.wait for one in policy().preconditions.values()}
    for name, approval in summary.gate.items():
        if approval.when:
            yield name, over(rules[name], approval.when), f"{name}: {_reason(name, approval.when)}"


def _reason(name: str, day: date) -> str:
    return f"{policy().preconditions[name].because or 'it was signed'} on {clock.in_words(day)}"
