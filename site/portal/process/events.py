"""What time limits are counted from: an event, and every limit that follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmr.process.process import Process, TimeLimit

PANEL = "The Panel's meetings"


@dataclass(frozen=True)
class Event:
    """What happens, and the limits that are counted from the day on which it does. There is at least one."""

    start: str
    limits: tuple[TimeLimit, ...]

    @property
    def id(self) -> str:
        """The id of its first limit stands for it."""
        return self.limits[0].id

    @property
    def units(self) -> set[str]:
        """The units that its limits are counted in."""
        return {limit.unit for limit in self.limits}


def events(known: Process) -> Sequence[Event]:
    """Every event from which a date follows, in the order of the rules."""
    counted = [limit for limit in known.limits.values() if limit.counted]
    starts = dict.fromkeys(limit.start for limit in counted)
    return [Event(start, tuple(limit for limit in counted if limit.start == start)) for start in starts]


def by_stage(known: Process) -> Mapping[str, Sequence[Event]]:
    """The events under the title of the stage in which most of their limits run; the standing orders' come last."""
    titles = {rule: stage.title for stage in reversed(known.stages) for rule in stage.limits}
    found: dict[str, list[Event]] = {title: [] for title in (*(stage.title for stage in known.stages), PANEL)}
    for event in events(known):
        [(title, _)] = Counter(titles.get(limit.id, PANEL) for limit in event.limits).most_common(1)
        found[title].append(event)
    return {title: there for title, there in found.items() if there}
