"""Something that nobody has got wrong and that somebody should look at again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reminder:
    """What to look at, and where it is written. It stops nothing."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: warning: {self.what}"
