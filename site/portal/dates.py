"""A day as pages write it."""

from __future__ import annotations

from datetime import date

from cmr.clock import MONTHS


def in_words(day: date) -> str:
    """23 November 2026: a page is reviewed on a date, and nobody asks which day of the week it was."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
