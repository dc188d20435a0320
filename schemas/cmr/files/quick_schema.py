"""Reads what is right as fast as the fields of a schema can, and leaves what is wrong to marshmallow's own words.

Thousands of summaries are read in a build, and nearly all of them are right: for these, marshmallow's bookkeeping of
mistakes takes several times as long as looking at the values does. Everything else that is written in TOML, of which
there are dozens, is read by `Row.made` (decision 21).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields


def load(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """What `schema.load(data)` gives. Raises ValidationError as that does.

    Only for schemas of fields that check all by themselves, under their own names, and of lists of such tables.
    """
    found = _quickly(schema, data)
    loaded: dict[str, Any] = schema.load(data) if found is None else found
    return loaded


def _quickly(schema: Schema, data: Any) -> dict[str, Any] | None:
    """The values of `data`; None where anything is wrong with it."""
    if not isinstance(data, dict) or not _required(schema) <= data.keys() <= schema.fields.keys():
        return None
    found = {}
    try:
        for name, value in data.items():
            found[name] = _value(schema.fields[name], value)
    except ValidationError:
        return None
    return found


def _value(field: fields.Field[Any], value: Any) -> Any:
    if not isinstance(field, fields.Nested):
        return field._deserialize(value, None, None)
    rows = [_quickly(field.schema, row) for row in value] if isinstance(value, list) and field.many else [None]
    if None in rows:
        raise ValidationError("not as the schema says")
    return rows


@cache
def _required(schema: Schema) -> frozenset[str]:
    return frozenset(name for name, field in schema.fields.items() if field.required)
