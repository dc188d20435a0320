"""Works out the dates that the process's time limits give. Limits are days in Northern Ireland, not hours.

The rules are `process.toml`'s; here is only how each unit is counted. The calculator in the browser interprets the
same rules and the same bank holidays, and a test holds the two to the same answers.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from cmr.errors import NotCounted
from cmr.process.process import AFTER, TimeLimit, process
from cmr.process.working_days import add_working_days, covered, is_working_day


def time_limits() -> Mapping[str, TimeLimit]:
    """Every limit by rule id. Raises ContentError naming file and line."""
    return process().limits


def due(rule: str, start: date) -> date:
    """The last day that is in time under a rule, for a start on the day it counts from.

    Raises KeyError where there is no such rule, NotCounted where it gives no date, BeyondCalendar where the start or
    the last day lies outside the years whose bank holidays are known.
    """
    limit = time_limits()[rule]
    if not limit.counted:
        raise NotCounted(rule)
    covered(start)
    last = COUNTING[limit.unit](start, limit.count) if limit.kind == AFTER else start - timedelta(days=limit.count)
    return _rolled(covered(last)) if limit.roll else covered(last)


def _rolled(day: date) -> date:
    """The day itself, or the next working day. Raises BeyondCalendar."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _months(start: date, count: int) -> date:
    """The same day of a later month; the last day of a month too short for it."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _month_inclusive(start: date, count: int) -> date:
    """The last day of months that begin with `start` itself: 4 February to 3 March (Schedule 5, paragraph 7(2))."""
    same = _months(start, count)
    return same - timedelta(days=1) if same.day == start.day else same


def _quarter_ends(start: date, count: int) -> date:
    """The last day of a calendar quarter: the first one after `start`, or a later one."""
    current = start.year * 4 + (start.month - 1) // 3
    ahead = count - 1 if _quarter_end(current) > start else count
    return _quarter_end(current + ahead)


def _quarter_end(quarters: int) -> date:
    """The last day of a quarter, counted from the year 0."""
    year, quarter = divmod(quarters, 4)
    return date(year, quarter * 3 + 3, monthrange(year, quarter * 3 + 3)[1])


COUNTING: Mapping[str, Callable[[date, int], date]] = {
    "working-days": add_working_days,
    "days": lambda start, count: start + timedelta(days=count),
    "weeks": lambda start, count: start + timedelta(weeks=count),
    "months": _months,
    "month-inclusive": _month_inclusive,
    "quarter-ends": _quarter_ends,
}
"""How each unit is counted from day 0."""
