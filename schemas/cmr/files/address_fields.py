"""The ways of writing of `addresses.py` as fields of a schema. Functions that only send emails load no marshmallow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import ValidationError, fields

from cmr.files.written_addresses import ELSEWHERE, HERE, ID, Way


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
