"""Dates worked out in advance for the coming weeks: for browsers without scripts, and to see how a limit counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cmr.errors import BeyondCalendar
from cmr.process.meetings import PANEL_RULE, Calendar, Meeting
from cmr.process.process import Process, TimeLimit
from cmr.process.time_limits import due
from cmr.process.working_days import is_working_day, last_known_day
from portal.process.events import Event, events

WORKING_DAYS = 20
WEEKS = 4
MONTHS = 3


@dataclass(frozen=True)
class WorkedRow:
    """A day, and the last day under each limit of the table; None where it lies beyond the known bank holidays."""

    start: date
    last: Sequence[date | None]


@dataclass(frozen=True)
class WorkedDates:
    """What the page shows, worked out on the day `today`: three kinds of event, each with its limits and rows."""

    today: date
    daily: tuple[Sequence[TimeLimit], Sequence[WorkedRow]]
    weekly: tuple[Sequence[TimeLimit], Sequence[WorkedRow]]
    meetings: tuple[Sequence[TimeLimit], Sequence[tuple[Meeting, WorkedRow]]]


def worked_dates(known: Process, calendar: Calendar, today: date) -> WorkedDates:
    """The dates of the coming weeks.

    What is counted in working days, for each of the next working days; what is counted in longer units, week by week;
    what belongs to a Panel meeting, for the next ones. A day beyond the known bank holidays has no row. Where the usual
    day of a meeting is a bank holiday, nobody knows the day until SBNI confirms one, so it gives no dates.
    """
    panel = [event for event in events(known) if PANEL_RULE in {limit.id for limit in event.limits}]
    others = [event for event in events(known) if event not in panel]
    daily = _limits(event for event in others if event.units == {"working-days"})
    weekly = _limits(event for event in others if event.units != {"working-days"})
    weeks = [today + timedelta(weeks=number) for number in range(WEEKS)]
    meetings = [one for one in calendar.coming(today, months=MONTHS) if one.day <= last_known_day()]
    return WorkedDates(
        today=today,
        daily=(daily, [_row(day, daily) for day in _working_days(today)]),
        weekly=(weekly, [_row(day, weekly) for day in weeks if day <= last_known_day()]),
        meetings=(_limits(panel), [(one, _meeting_row(one, _limits(panel))) for one in meetings]),
    )


def _limits(chosen: Iterable[Event]) -> Sequence[TimeLimit]:
    return [limit for event in chosen for limit in event.limits]


def _working_days(today: date) -> Iterator[date]:
    """Today, if it is one, and those after it, until there are enough or no more are known."""
    ahead = range((last_known_day() - today).days + 1)
    known = (today + timedelta(days=number) for number in ahead)
    return (day for day, _ in zip(filter(is_working_day, known), range(WORKING_DAYS), strict=False))


def _row(start: date, limits: Sequence[TimeLimit]) -> WorkedRow:
    return WorkedRow(start, [_last(limit, start) for limit in limits])


def _meeting_row(meeting: Meeting, limits: Sequence[TimeLimit]) -> WorkedRow:
    likely = meeting.confirmed or is_working_day(meeting.day)
    return _row(meeting.day, limits) if likely else WorkedRow(meeting.day, [None] * len(limits))


def _last(limit: TimeLimit, start: date) -> date | None:
    try:
        return due(limit.id, start)
    except BeyondCalendar:
        return None
