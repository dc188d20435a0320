"""Who read which record, when and why: a row for each reading, beside the record that was read."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casebook import aws
from casebook.settings import settings
from cmr import clock

PART = "audit#"
"""How the rows of the audit start."""


@dataclass(frozen=True)
class AuditEntry:
    """One time that a record was read."""

    at: datetime  # UTC
    who: str
    action: str
    why: str


def write(reference: str, *, who: str, action: str, why: str) -> None:
    """Keep that somebody is about to read a record. Raises Unavailable, and then nobody may."""
    at = clock.exactly_now().isoformat(timespec="microseconds")  # readings of one second keep their order
    with aws.asking("dynamodb"):
        aws.dynamodb().put_item(
            TableName=settings().records_table,
            Item={
                "reference": {"S": reference},
                "part": {"S": f"{PART}{at}#{secrets.token_hex(4)}"},
                "at": {"S": at},
                "who": {"S": who},
                "action": {"S": action},
                "why": {"S": why},
            },
            ConditionExpression="attribute_not_exists(part)",
        )


def entries(reference: str) -> Iterator[AuditEntry]:
    """Every reading of a record, oldest first. Raises Unavailable."""
    with aws.asking("dynamodb"):
        pages = (
            aws.dynamodb()
            .get_paginator("query")
            .paginate(
                TableName=settings().records_table,
                KeyConditionExpression="#reference = :reference AND begins_with(part, :audit)",
                ExpressionAttributeNames={"#reference": "reference"},
                ExpressionAttributeValues={":reference": {"S": reference}, ":audit": {"S": PART}},
            )
        )
        for page in pages:
            for row in map(aws.strings, page["Items"]):
                yield AuditEntry(datetime.fromisoformat(row["at"]), row["who"], row["action"], row["why"])
