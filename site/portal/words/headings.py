"""What a heading is, however its text was drawn, and the id that its words give it."""

from __future__ import annotations

import re
from typing import NamedTuple


class Heading(NamedTuple):
    """A heading of a page: its level in the source (2 for `##`), its id and its words."""

    level: int
    id: str
    text: str


def slug(text: str) -> str:
    """Words as an id: "What to send, and when" is "what-to-send-and-when"."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
