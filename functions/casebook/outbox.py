"""The emails that are owed: a row each, written with the submission, claimed by whoever sends it, and kept when sent.

A row's life is owed, claimed, sent. A claim lasts a few minutes: where the sender dies in the middle, another takes
over when it has run out. The address is taken off the row once the email is sent; the row stays as proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from casebook import aws
from casebook.settings import settings
from cmr import clock

OWED = "owed"
CLAIMABLE = "attribute_exists(owed) AND (attribute_not_exists(claimed_until) OR claimed_until < :now)"
CLAIM = timedelta(minutes=3)
"""Longer than a function may run (infra/template.yaml): whoever made a claim that has run out is gone."""
BEFORE: Mapping[str, str] = {"office": "arrived", "sender": "received"}
"""The events of the rows of the version before, which did not say them."""
_OWN = {"reference", "email", "event", "to", "owed", "owed_since", "attempts", "claimed_until", "sent_at"}
"""What a row says of the email itself. Whatever else it says is for the words of the email."""


@dataclass(frozen=True, kw_only=True)
class OwedEmail:
    """One email that is owed: about which case, which of the case's emails it is, and what has happened.

    `event` names the folder of its words. `facts` are what these may say; they identify no child. `to` is the only
    personal thing in it.
    """

    reference: str
    email: str  # "office", "sender": never two of one name for a case
    event: str
    to: str = field(repr=False)
    owed_since: datetime  # UTC
    facts: Mapping[str, str] = field(default_factory=dict)
    attempts: int = 0


def as_item(email: OwedEmail) -> dict[str, Any]:
    """An email as the table keeps it while it is owed."""
    said = {
        **email.facts,
        "reference": email.reference,
        "email": email.email,
        "event": email.event,
        "to": email.to,
        "owed": OWED,
        "owed_since": email.owed_since.isoformat(),
    }
    return {**{name: {"S": value} for name, value in said.items()}, "attempts": {"N": "0"}}


def from_item(item: Mapping[str, Any]) -> OwedEmail:
    """The owed email an item keeps. Raises KeyError for one that is not owed any more."""
    kept = aws.strings(dict(item))
    return OwedEmail(
        reference=kept["reference"],
        email=kept["email"],
        event=kept.get("event") or BEFORE[kept["email"]],
        to=kept["to"],
        owed_since=datetime.fromisoformat(kept["owed_since"]),
        facts={name: said for name, said in kept.items() if name not in _OWN},
        attempts=int(kept["attempts"]),
    )


def states_of(reference: str) -> Mapping[str, str]:
    """The emails of a case: which, and "sent" with its time or "owed" with its attempts. Raises Unavailable."""
    with aws.asking("dynamodb"):
        found = aws.dynamodb().query(
            TableName=settings().outbox_table,
            KeyConditionExpression="#reference = :reference",
            ExpressionAttributeNames={"#reference": "reference"},
            ExpressionAttributeValues={":reference": {"S": reference}},
        )
    rows = map(aws.strings, found["Items"])
    return {
        row["email"]: f"sent {row['sent_at']}" if "sent_at" in row else f"owed, {row['attempts']} attempts"
        for row in rows
    }


def claim(reference: str, email: str) -> OwedEmail | None:
    """Take an owed email to send it; None where it is sent, or being sent by another. Raises Unavailable."""
    now = clock.now()
    with aws.asking("dynamodb"):
        try:
            taken = aws.dynamodb().update_item(
                TableName=settings().outbox_table,
                Key=_key(reference, email),
                UpdateExpression="SET claimed_until = :until ADD attempts :one",
                ConditionExpression=CLAIMABLE,
                ExpressionAttributeValues={
                    ":until": {"S": (now + CLAIM).isoformat()},
                    ":now": {"S": now.isoformat()},
                    ":one": {"N": "1"},
                },
                ReturnValues="ALL_NEW",
            )
        except ClientError as refused:
            if aws.error_code(refused) == "ConditionalCheckFailedException":
                return None
            raise
    return from_item(taken["Attributes"])


def give_back(email: OwedEmail) -> None:
    """Let an email be claimed again at once: it was certainly not sent. Raises Unavailable."""
    with aws.asking("dynamodb"):
        aws.dynamodb().update_item(
            TableName=settings().outbox_table,
            Key=_key(email.reference, email.email),
            UpdateExpression="REMOVE claimed_until",
            ConditionExpression="attribute_exists(owed)",
        )


def mark_sent(email: OwedEmail) -> None:
    """Keep that an email was sent, and forget where to. Raises Unavailable."""
    with aws.asking("dynamodb"):
        aws.dynamodb().update_item(
            TableName=settings().outbox_table,
            Key=_key(email.reference, email.email),
            UpdateExpression="SET sent_at = :now REMOVE owed, #to, claimed_until",
            ExpressionAttributeNames={"#to": "to"},
            ExpressionAttributeValues={":now": {"S": clock.now().isoformat()}},
        )


def still_owed(before: datetime) -> Iterator[OwedEmail]:
    """The emails owed since before an instant, oldest first, through the table's index. Raises Unavailable."""
    with aws.asking("dynamodb"):
        pages = (
            aws.dynamodb()
            .get_paginator("query")
            .paginate(
                TableName=settings().outbox_table,
                IndexName=OWED,
                KeyConditionExpression="owed = :owed AND owed_since < :before",
                ExpressionAttributeValues={":owed": {"S": OWED}, ":before": {"S": before.isoformat()}},
            )
        )
        for page in pages:
            yield from (from_item(item) for item in page["Items"])


def _key(reference: str, email: str) -> dict[str, Any]:
    return {"reference": {"S": reference}, "email": {"S": email}}
