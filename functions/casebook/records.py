"""Records: what was submitted, sealed under a data key of its own. Written and opened here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casebook import aws
from casebook.errors import Altered, NoRecord, TooMuch
from casebook.sealing import NotOurs, new_data_key, open_data_key, seal, unseal
from casebook.settings import settings

PART = "record"
"""The row of a case that holds what was submitted; its other rows are the audit's (`audit.py`)."""
LARGEST = 380_000
"""Bytes of a sealed record: DynamoDB takes items of 400 kB."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One submission, open: who sent what, and when (UTC). `answers` are by question id, as JSON."""

    reference: str
    form: str
    version: str
    received: datetime
    answers: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """As it is sealed, and as it is exported."""
        return {**vars(self), "received": self.received.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Record:
        """The record that was sealed."""
        return cls(**{**kept, "received": datetime.fromisoformat(kept["received"])})


def as_item(record: Record) -> dict[str, Any]:
    """A record as the table keeps it, readable only by whoever may use the records key. Raises TooMuch, Unavailable."""
    context = {"reference": record.reference}
    key = new_data_key(settings().records_key, context)
    box = seal(json.dumps(record.as_json()), key, context)
    if len(box) > LARGEST:
        raise TooMuch
    return {
        "reference": {"S": record.reference},
        "part": {"S": PART},
        "form": {"S": record.form},
        "received": {"S": record.received.isoformat()},
        "sealed": {"B": box},
        "data_key": {"B": key.kept},
    }


def find(reference: str) -> Mapping[str, Any]:
    """The sealed record with this reference, as the table keeps it. Raises NoRecord, Unavailable."""
    with aws.asking("dynamodb"):
        found = aws.dynamodb().get_item(
            TableName=settings().records_table,
            Key={"reference": {"S": reference}, "part": {"S": PART}},
            ConsistentRead=True,
        )
    if "Item" not in found:
        raise NoRecord
    return found["Item"]


def opened(item: Mapping[str, Any]) -> Record:
    """The record in an item. Raises Altered, Unavailable."""
    context = {"reference": item["reference"]["S"]}
    try:
        key = open_data_key(item["data_key"]["B"], settings().records_key, context)
        return Record.from_json(json.loads(unseal(item["sealed"]["B"], key, context)))
    except NotOurs as altered:
        raise Altered from altered
