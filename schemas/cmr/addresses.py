"""How a file names a page of this site, a place elsewhere, or a thing: each in one way of writing, and in no other.

What fits can stand in an address, a link, an id of HTML or the name of a file, and means there what it says: nothing in
it leads out of the site or out of a folder. A table says what a line of it holds by a field of marshmallow or, where it
is read as a dataclass, by the name of a type. Whether there is such a page, the site itself says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from marshmallow import ValidationError, fields

Id: TypeAlias = str
"""The type, in a dataclass, of what IdField reads."""
Here: TypeAlias = str
"""The type, in a dataclass, of what HereField reads."""


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


class _Written(fields.Field[str]):
    """A text that is written in the one way."""

    way: ClassVar[Way]

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if not self.way.fits(value):
            raise ValidationError(f"Write {self.way.plainly}.")
        return str(value)


class IdField(_Written):
    """What a thing is called by others, and often a part of an address."""

    way = ID


class HereField(_Written):
    """An address of this site, perhaps with a heading of that page."""

    way = HERE


class ElsewhereField(_Written):
    """An address of another site, which only https leads to."""

    way = ELSEWHERE
