"""The mistakes an editor or a caller can make, as one small family.

CmrError
├── ContentError      a content or definition file is wrong; names file and line
│   └── ContentErrors several things are wrong with it; names all of them
├── UnknownForm       no form has that slug
├── NotCounted        a rule of the process gives no date
└── BeyondCalendar    a date lies outside the years whose bank holidays are officially known
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

    def __reduce__(self) -> tuple[type[ContentError], tuple[Path, int, str]]:
        """How it crosses from one process to another."""
        return type(self), (self.path, self.line, self.problem)


class ContentErrors(ContentError):
    """Several things are wrong, and an editor is told of all of them at once: the message has a line for each."""

    def __init__(self, problems: Sequence[ContentError]) -> None:
        first = problems[0]
        super().__init__(first.path, first.line, first.problem)
        self.args = ("\n".join(str(problem) for problem in problems),)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[ContentErrors], tuple[Sequence[ContentError]]]:  # type: ignore[override]
        """How they cross together."""
        return type(self), (self.problems,)


def refuse(problems: Iterable[ContentError]) -> None:
    """Raise all of them as one error, file by file and line by line, where there are any."""
    found = sorted(problems, key=lambda problem: (str(problem.path), problem.line))
    if found:
        raise found[0] if len(found) == 1 else ContentErrors(found)


class UnknownForm(CmrError):
    """No form has that slug."""


class NotCounted(CmrError):
    """A rule gives no date: the guidance sets no limit, or it is a count, an order or a test."""


class BeyondCalendar(CmrError):
    """A day was asked for that lies outside the years whose bank holidays are officially known."""

    def __init__(self, day: date, first: date, last: date) -> None:
        known = f"Bank holidays are officially known from {first.isoformat()} to {last.isoformat()}"
        super().__init__(f"{known}; {day.isoformat()} is {'later' if day > last else 'earlier'}.")
        self.day = day
        self.first = first
        self.last = last
