"""Delivers the emails that are owed, as the outbox's stream reports them. What fails is reported, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casebook.errors import Unavailable
from post.ses import send_owed
from web.log import log


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Send the email of each new row, and report the rows that AWS must deliver again."""
    failures = [record["dynamodb"]["SequenceNumber"] for record in event["Records"] if not _delivered(record)]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}


def _delivered(record: Mapping[str, Any]) -> bool:
    """Whether nothing is left to do for a row: its email was sent, now or before, or is being sent by another."""
    key = record["dynamodb"]["Keys"]
    try:
        sent = send_owed(key["reference"]["S"], key["email"]["S"])
    except Unavailable as failed:
        log("email not sent", email=key["email"]["S"], service=failed.service, code=failed.code)
        return False
    log("email sent" if sent else "email not owed", email=key["email"]["S"])
    return True
