"""How long publication waits after something was done, by the rules of `process.toml` (sections 28 and 29)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from cmr.process.process import AFTER
from cmr.process.time_limits import COUNTING, due, time_limits
from cmr.process.working_days import first_known_day


@cache
def over(rule: str, done: date) -> date:
    """The first day that is free of `rule` where it was done on that day; the day itself where there is no rule.

    A limit in days or weeks is over on its last day: two weeks are both a wait and a due date. "Before it is published"
    is over the next day. Raises BeyondCalendar where the bank holidays are not known yet; of a day before the first
    known year it no longer matters whether the last day was one.
    """
    if not rule:
        return done
    limit = time_limits()[rule]
    if limit.kind != AFTER:
        return done + timedelta(days=1)
    if done < first_known_day():
        return COUNTING[limit.unit](done, limit.count)
    return due(rule, done)
