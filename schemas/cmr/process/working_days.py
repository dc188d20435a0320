"""Working days in Northern Ireland: Monday to Friday, not a bank holiday, by the calendar of Europe/London.

The bank holidays are GOV.UK's official list as the `govuk-bank-holidays` package carries it. Its file is read directly:
importing the package's code would bring in an HTTP client that a function must not wait for. Outside the years
that the list covers, these functions refuse (BeyondCalendar) rather than guess.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from cmr.errors import BeyondCalendar

DIVISION = "northern-ireland"


@cache
def bank_holidays() -> frozenset[date]:
    """Northern Ireland's bank holidays, every one that is officially known."""
    listed = json.loads((files("govuk_bank_holidays") / "bank-holidays.json").read_text(encoding="utf-8"))
    return frozenset(date.fromisoformat(event["date"]) for event in listed[DIVISION]["events"])


@cache
def first_known_day() -> date:
    """The first day of the first year in the list."""
    return date(min(bank_holidays()).year, 1, 1)


@cache
def last_known_day() -> date:
    """The last day of the last year whose bank holidays are all known: those of its December are in the list."""
    return date(max(holiday.year for holiday in bank_holidays() if holiday.month == 12), 12, 31)


def covered(day: date) -> date:
    """The day itself, where its year's bank holidays are known. Raises BeyondCalendar."""
    if not first_known_day() <= day <= last_known_day():
        raise BeyondCalendar(day, first_known_day(), last_known_day())
    return day


def is_working_day(day: date) -> bool:
    """Whether `day` is a working day. Raises BeyondCalendar."""
    return covered(day).weekday() < 5 and day not in bank_holidays()


def add_working_days(start: date, count: int) -> date:
    """The `count`-th working day after `start`, which is day 0 itself. Raises BeyondCalendar."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
