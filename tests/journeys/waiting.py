"""Waits for what happens elsewhere, and never for longer than it may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
SECONDS = 30.0


def eventually(look: Callable[[], Found | None], *, what: str, seconds: float = SECONDS) -> Found:
    """What `look` gives once it gives something true. Raises AssertionError, saying `what`, after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"after {seconds} seconds: {what}"
        time.sleep(0.1)
    return found
