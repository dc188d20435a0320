"""Receipts: what proves that something was received, and when. A receipt holds nothing that identifies a child."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casebook import aws
from casebook.settings import settings
from cmr.forms.facts import Facts


@dataclass(frozen=True)
class MetLimit:
    """A time limit of the form: its last day and whether it was met; both unknown past the known bank holidays."""

    rule: str
    last: date | None
    met: bool | None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The proof of one submission."""

    reference: str
    form: str
    received: datetime  # UTC
    submission: str = field(repr=False)  # the id of the draft that was sent
    digest: str = field(repr=False)  # the fingerprint of its answers
    limits: tuple[MetLimit, ...] = ()
    facts: Facts = field(default=Facts(), repr=False)  # for the sender and the office, never by the reference alone


def find(reference: str) -> Receipt | None:
    """The receipt with this reference. Raises Unavailable."""
    with aws.asking("dynamodb"):
        found = aws.dynamodb().get_item(
            TableName=settings().receipts_table, Key={"reference": {"S": reference}}, ConsistentRead=True
        )
    return from_item(found["Item"]) if "Item" in found else None


def all_receipts() -> list[Receipt]:
    """Every receipt, oldest first. They say what came when, and nothing of what was written. Raises Unavailable."""
    with aws.asking("dynamodb"):
        pages = aws.dynamodb().get_paginator("scan").paginate(TableName=settings().receipts_table, ConsistentRead=True)
        found = [from_item(item) for page in pages for item in page["Items"]]
    return sorted(found, key=lambda receipt: (receipt.received, receipt.reference))


def as_item(receipt: Receipt) -> dict[str, Any]:
    """A receipt as the table keeps it."""
    limits = [
        {"rule": one.rule, "last": one.last.isoformat() if one.last else None, "met": one.met} for one in receipt.limits
    ]
    return {
        "reference": {"S": receipt.reference},
        "form": {"S": receipt.form},
        "received": {"S": receipt.received.isoformat()},
        "submission": {"S": receipt.submission},
        "digest": {"S": receipt.digest},
        "limits": {"S": json.dumps(limits)},
        "facts": {"S": json.dumps(receipt.facts.as_json())},
    }


def from_item(item: Mapping[str, Any]) -> Receipt:
    """The receipt an item keeps. One that was written before facts were kept has none."""
    kept = aws.strings(dict(item))
    limits = [
        MetLimit(one["rule"], date.fromisoformat(one["last"]) if one["last"] else None, one["met"])
        for one in json.loads(kept["limits"])
    ]
    return Receipt(
        reference=kept["reference"],
        form=kept["form"],
        received=datetime.fromisoformat(kept["received"]),
        submission=kept["submission"],
        digest=kept["digest"],
        limits=tuple(limits),
        facts=Facts.from_json(json.loads(kept.get("facts", "{}"))),
    )
