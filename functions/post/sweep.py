"""Looks, on a schedule, for emails that are still owed, sends them, and counts what is stuck.

The stream delivers within seconds. What it could not deliver in all its tries is found here, however late.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from casebook import outbox
from casebook.errors import Unavailable
from casebook.outbox import OwedEmail
from cmr import clock
from post.ses import send_owed
from web.log import log

PATIENCE = timedelta(minutes=2)
"""How long the stream has an email to itself."""
RUN_FOR = timedelta(seconds=100)
"""How long emails are sent for: well within the function's own limit, so that the counts are always published."""
STUCK_AFTER = timedelta(hours=1)
METRICS = "LearningFromPractice"


def handler(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Send what is owed. Gives, and publishes, how many were owed, sent, and stuck, and the age of the oldest."""
    now = clock.now()
    owed = list(outbox.still_owed(now - PATIENCE))
    left = [email for email in owed if clock.now() > now + RUN_FOR or not _sent(email)]
    counts = {
        "OwedEmails": len(owed),
        "SentEmails": len(owed) - len(left),
        "StuckEmails": sum(email.owed_since < now - STUCK_AFTER for email in left),
        "OldestOwedSeconds": max((_seconds(now, email) for email in left), default=0),
    }
    _publish(counts, now)
    return counts


def _sent(email: OwedEmail) -> bool:
    try:
        return send_owed(email.reference, email.email)
    except Unavailable as failed:
        log("email not sent", email=email.email, service=failed.service, code=failed.code, attempts=email.attempts)
        return False


def _seconds(now: datetime, email: OwedEmail) -> int:
    return int((now - email.owed_since).total_seconds())


def _publish(counts: Mapping[str, int], now: datetime) -> None:
    """One line in CloudWatch's embedded metric format: the metrics come from the log, with no further permission."""
    metrics = [{"Name": name, "Unit": "Seconds" if name.endswith("Seconds") else "Count"} for name in counts]
    directive = {"Namespace": METRICS, "Dimensions": [[]], "Metrics": metrics}
    print(json.dumps({"_aws": {"Timestamp": int(now.timestamp() * 1000), "CloudWatchMetrics": [directive]}, **counts}))
