"""One figure of the bench."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """What was measured, how much it came to, and how it was done."""

    what: str
    value: float
    unit: str
    how: str = ""
