"""A slip in a file that editors write, and the refusal that it meets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cmr.errors import ContentError

OF_ANY_TYPE = (
    "7",
    "0.5",
    "true",
    "2026-11-23",
    '""',
    '"x"',
    "[]",
    '["x"]',
    "[7]",
    '[["x"]]',
    "{}",
    '{x = "x"}',
    "[{}]",
)
"""A value of TOML of every type, and of the types that stand in others."""


def spoilt(text: str, good: str, bad: str) -> str:
    """`text` with the first `good` of it written as `bad`."""
    assert good in text
    return text.replace(good, bad, 1)


@contextmanager
def refused(file: Path, line: int, problem: str) -> Iterator[None]:
    """What is done inside is refused, and the message names the file and the line and says `problem`."""
    with pytest.raises(ContentError) as refusal:
        yield
    assert problem in refusal.value.problem
    assert str(refusal.value).startswith(f"{file}:{line}: ")
