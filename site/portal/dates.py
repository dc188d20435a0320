"""A day as pages write it."""

from __future__ import annotations

from datetime import date

from cmr.clock import MONTHS, WEEKDAYS


def in_words(day: date) -> str:
    """23 November 2026: a page is reviewed on a date, and nobody asks which day of the week it was."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """Mon 23 Nov 2026: for a table with many days in it."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def month_in_words(day: date) -> str:
    """November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"
