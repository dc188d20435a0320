"""Reads what came in. Opening a record is written to its audit first: what could not be written down is not shown."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casebook import aws, receipts
from casebook.receipts import Receipt
from casebook.sealing import NotOurs, open_data_key, unseal
from casebook.settings import settings
from casebook.submissions import RECORD_PART
from cmr import clock
from desk.errors import DeskError

AUDIT = "audit#"


@dataclass(frozen=True, kw_only=True)
class Record:
    """One submission, opened: question id to answer, as JSON."""

    reference: str
    form: str
    version: str
    received: datetime
    answers: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """As it is exported."""
        return {**vars(self), "received": self.received.isoformat()}


@dataclass(frozen=True)
class Reading:
    """One time that a record was read."""

    at: datetime
    who: str
    action: str
    why: str


def arrived() -> list[Receipt]:
    """Every receipt, oldest first. It says what came when and nothing of what was written. Raises Unavailable."""
    with aws.asking("dynamodb"):
        pages = aws.dynamodb().get_paginator("scan").paginate(TableName=settings().receipts_table, ConsistentRead=True)
        found = [receipts.from_item(item) for page in pages for item in page["Items"]]
    return sorted(found, key=lambda receipt: (receipt.received, receipt.reference))


def emails_of(reference: str) -> dict[str, str]:
    """The emails of a submission: which, and "sent" with its time or "owed" with its attempts. Raises Unavailable."""
    with aws.asking("dynamodb"):
        found = aws.dynamodb().query(
            TableName=settings().outbox_table,
            KeyConditionExpression="#reference = :reference",
            ExpressionAttributeNames={"#reference": "reference"},
            ExpressionAttributeValues={":reference": {"S": reference}},
        )
    rows = [aws.strings(item) for item in found["Items"]]
    return {
        row["email"]: f"sent {row['sent_at']}" if "sent_at" in row else f"owed, {row['attempts']} attempts"
        for row in rows
    }


def read(reference: str, *, who: str, action: str, why: str) -> Record:
    """Open a record, its audit written beforehand. Raises DeskError where there is none; Unavailable."""
    with aws.asking("dynamodb"):
        found = aws.dynamodb().get_item(
            TableName=settings().records_table,
            Key={"reference": {"S": reference}, "part": {"S": RECORD_PART}},
            ConsistentRead=True,
        )
    if "Item" not in found:
        raise DeskError(f"There is no record with the reference {reference}.")
    _write_audit(reference, who=who, action=action, why=why)
    return _opened(reference, found["Item"])


def readings(reference: str) -> Iterator[Reading]:
    """Every reading of a record, oldest first. Raises Unavailable."""
    with aws.asking("dynamodb"):
        pages = (
            aws.dynamodb()
            .get_paginator("query")
            .paginate(
                TableName=settings().records_table,
                KeyConditionExpression="#reference = :reference AND begins_with(part, :audit)",
                ExpressionAttributeNames={"#reference": "reference"},
                ExpressionAttributeValues={":reference": {"S": reference}, ":audit": {"S": AUDIT}},
            )
        )
        for page in pages:
            for item in page["Items"]:
                row = aws.strings(item)
                yield Reading(datetime.fromisoformat(row["at"]), row["who"], row["action"], row["why"])


def _write_audit(reference: str, *, who: str, action: str, why: str) -> None:
    at = clock.exactly_now().isoformat(timespec="microseconds")  # readings of one second keep their order
    with aws.asking("dynamodb"):
        aws.dynamodb().put_item(
            TableName=settings().records_table,
            Item={
                "reference": {"S": reference},
                "part": {"S": f"{AUDIT}{at}#{secrets.token_hex(4)}"},
                "at": {"S": at},
                "who": {"S": who},
                "action": {"S": action},
                "why": {"S": why},
            },
            ConditionExpression="attribute_not_exists(part)",
        )


def _opened(reference: str, item: Mapping[str, Any]) -> Record:
    context = {"reference": reference}
    try:
        key = open_data_key(item["data_key"]["B"], settings().records_key, context)
        kept = json.loads(unseal(item["sealed"]["B"], key, context))
    except NotOurs as altered:
        raise DeskError(
            f"The record {reference} does not open: it was altered, or moved from another reference."
        ) from altered
    return Record(
        reference=kept["reference"],
        form=kept["form"],
        version=kept["version"],
        received=datetime.fromisoformat(kept["received"]),
        answers=kept["answers"],
    )
