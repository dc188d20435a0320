"""Parts of the site that are built apart: each knows its files and their marks, and writes those it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.freezing.last_build import Marks

FRAME = "frame.html"


@dataclass(frozen=True)
class Part:
    """Files of the site with their marks, and what writes some of them into a folder."""

    marks: Marks
    write: Callable[[Collection[str], Path], None]
    reminders: Sequence[str] = ()
