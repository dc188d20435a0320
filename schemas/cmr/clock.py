"""The one place that asks what time it is. Instants are UTC; days are days in Northern Ireland."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_PRETENDED: ContextVar[date | None] = ContextVar("pretended", default=None)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def now() -> datetime:
    """This instant, in UTC, to the second: nothing here needs more, and less tells less about a sender."""
    return exactly_now().replace(microsecond=0)


def exactly_now() -> datetime:
    """This instant, in UTC, to the microsecond: for what must be kept in the order in which it happened."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Northern Ireland, or the one that `on` says."""
    return _PRETENDED.get() or london_day(now())


@contextmanager
def on(day: date | None) -> Iterator[None]:
    """Let it be `day`, to see what the site will be then; None leaves it today. Instants stay what they are."""
    before = _PRETENDED.set(day)
    try:
        yield
    finally:
        _PRETENDED.reset(before)


def london_day(instant: datetime) -> date:
    """The day in Northern Ireland on which an instant falls."""
    return instant.astimezone(LONDON).date()


def in_words(day: date) -> str:
    """A day as people read it: "Monday 23 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def instant_in_words(instant: datetime) -> str:
    """An instant as people read it, by the clock in Northern Ireland: "Monday 23 November 2026 at 12:05pm"."""
    local = instant.astimezone(LONDON)
    hour, half = (local.hour % 12 or 12, "am" if local.hour < 12 else "pm")
    return f"{in_words(local.date())} at {hour}:{local.minute:02d}{half}"
