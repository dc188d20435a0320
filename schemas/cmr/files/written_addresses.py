"""How a file names a page of this site, a place elsewhere, or a thing: each in one way of writing, and in no other.

What fits can stand in an address, a link, an id of HTML or the name of a file, and means there what it says: nothing in
it leads out of the site or out of a folder. A dataclass says by the name of a type what a line of its table holds.
Whether there is such a page, the site itself says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

Id: TypeAlias = str
"""The type, in a dataclass, of what a thing is called by others, often a part of an address."""
Here: TypeAlias = str
"""The type, in a dataclass, of an address of this site."""
Elsewhere: TypeAlias = str
"""The type, in a dataclass, of an address of another site, which only https leads to."""


@dataclass(frozen=True)
class Way:
    """A way of writing, and how an editor is told of it."""

    pattern: re.Pattern[str]
    plainly: str

    def fits(self, value: object) -> bool:
        """Whether `value` is a text that is written so, from its first character to its last."""
        return isinstance(value, str) and bool(self.pattern.fullmatch(value))


ID = Way(re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "small letters, digits and single dashes between them")
HERE = Way(
    re.compile(r"/(?:[a-z0-9][a-z0-9._-]*/)*(?:[a-z0-9][a-z0-9._-]*)?(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?"),
    "an address of this site, as /help/",
)
ELSEWHERE = Way(
    re.compile(r"https://(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}(?:[/?#][^\s\\\"'<>`{}|^]*)?"),
    "a whole address, as https://www.example.org/",
)
