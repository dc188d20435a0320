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
from casebook.receipts import Receipt
from casebook.settings import settings
from cmr import clock
from cmr.forms.form import Form

OWED = "owed"
OFFICE, SENDER = "office", "sender"
TEMPLATES: Mapping[str, str] = {OFFICE: "arrived", SENDER: "received"}
CLAIMABLE = "attribute_exists(owed) AND (attribute_not_exists(claimed_until) OR claimed_until < :now)"
CLAIM = timedelta(minutes=3)
"""Longer than a function may run (infra/template.yaml): a claim that has run out is of a sender that is no more."""


@dataclass(frozen=True, kw_only=True)
class OwedEmail:
    """One email that is owed. `to` is the only personal thing in it."""

    reference: str
    email: str  # OFFICE or SENDER
    form: str
    received: datetime
    to: str = field(repr=False)
    owed_since: datetime
    attempts: int = 0

    @property
    def template(self) -> str:
        """The folder of templates that the email is made from."""
        return TEMPLATES[self.email]


def owed_for(form: Form, receipt: Receipt, answers: Mapping[str, Any]) -> list[OwedEmail]:
    """The emails a submission owes: to the office always, to the sender where they gave an address."""
    addresses = {OFFICE: settings().office_address, SENDER: answers.get(form.acknowledge, "")}
    return [
        OwedEmail(
            reference=receipt.reference,
            email=email,
            form=form.slug,
            received=receipt.received,
            to=to,
            owed_since=receipt.received,
        )
        for email, to in addresses.items()
        if to
    ]


def as_item(email: OwedEmail) -> dict[str, Any]:
    """An email as the table keeps it while it is owed."""
    return {
        "reference": {"S": email.reference},
        "email": {"S": email.email},
        "form": {"S": email.form},
        "received": {"S": email.received.isoformat()},
        "to": {"S": email.to},
        "owed": {"S": OWED},
        "owed_since": {"S": email.owed_since.isoformat()},
        "attempts": {"N": "0"},
    }


def from_item(item: Mapping[str, Any]) -> OwedEmail:
    """The owed email an item keeps."""
    kept = aws.strings(dict(item))
    return OwedEmail(
        reference=kept["reference"],
        email=kept["email"],
        form=kept["form"],
        received=datetime.fromisoformat(kept["received"]),
        to=kept["to"],
        owed_since=datetime.fromisoformat(kept["owed_since"]),
        attempts=int(kept["attempts"]),
    )


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
