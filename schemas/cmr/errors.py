"""The mistakes an editor or a caller can make, as one small family.

CmrError
├── ContentError      a content or definition file is wrong; names file and line
├── UnknownForm       no form has that slug
└── BeyondCalendar    a date lies past the last bank holiday that is officially known
"""

from __future__ import annotations

from datetime import date
from pathlib import Path


class CmrError(Exception):
    """Something this package refuses to do."""


class ContentError(CmrError):
    """A content or definition file is wrong. The message starts with `file:line`, as an editor's tools expect."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class UnknownForm(CmrError):
    """No form has that slug."""


class BeyondCalendar(CmrError):
    """A working day was asked for past the last year whose bank holidays are officially known."""

    def __init__(self, day: date, last: date) -> None:
        super().__init__(f"Bank holidays are officially known up to {last.isoformat()}; {day.isoformat()} is later.")
        self.day = day
        self.last = last
