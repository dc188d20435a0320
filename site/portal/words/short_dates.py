"""A day as pages write it."""

from __future__ import annotations

from datetime import date, datetime, time

from cmr.clock import LONDON, MONTHS, WEEKDAYS


def in_words(day: date) -> str:
    """23 November 2026: a page is reviewed on a date, and nobody asks which day of the week it was."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """Mon 23 Nov 2026: for a table with many days in it."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def instant(day: date) -> str:
    """2026-11-23T00:00:00+00:00: the start of a day in Northern Ireland, as feeds write it (RFC 3339)."""
    return datetime.combine(day, time(), LONDON).isoformat()


def month_in_words(day: date) -> str:
    """November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"
