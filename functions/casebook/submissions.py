"""Sending a form: one DynamoDB transaction that keeps everything, or nothing.

It writes the record, encrypted under a data key of its own; the receipt, which holds nothing that identifies a child;
a row for each email that is owed; and marks the draft as sent. Every part is written if and only if it is not there
yet, so that a hundred copies of one submission are one submission.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from casebook import aws, outbox, receipts
from casebook.drafts import Draft
from casebook.errors import Changed, IntakeError, ReferenceTaken, TooMuch, Unavailable
from casebook.receipts import MetLimit, Receipt
from casebook.sealing import new_data_key, seal
from casebook.settings import settings
from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.forms.facts import facts_of
from cmr.forms.form import Form
from cmr.forms.form_state import check_form
from cmr.process import time_limits
from intake.check_answers import answers_as_json, digest_of, limit_starts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

RECORD_PART = "record"
LARGEST_RECORD = 380_000  # bytes
TRIES = 8
LONGEST_PAUSE = 0.8  # seconds
CONFLICTS = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
TAKEN = "ConditionalCheckFailed"


@dataclass  # not frozen: Python writes the traceback on an exception that passes through a `with`
class _NotKept(Exception):
    """The transaction was cancelled: DynamoDB's reason for each of its parts, the draft's last."""

    reasons: tuple[str, ...]

    @property
    def passing(self) -> bool:
        """Whether others were in the way, so that the same may be taken in a moment."""
        return bool(CONFLICTS & set(self.reasons))

    def meaning(self) -> IntakeError:
        """What it means, given that there is no receipt under the reference."""
        *new, draft = self.reasons
        if TAKEN in new:
            return ReferenceTaken()
        if draft == TAKEN:
            return Changed()
        return Unavailable("dynamodb", next((reason for reason in self.reasons if reason != "None"), "Cancelled"))


def send(draft: Draft, form: Form) -> Receipt:
    """Keep a submission for good and give its receipt; the same receipt again where it was kept before.

    Raises Changed where the draft was edited meanwhile, or was sent with other answers; ReferenceTaken;
    TooMuch; Unavailable, and then nothing is known to have been kept.
    """
    receipt = _receipt(draft, form)
    parts = _parts(draft, form, receipt)
    for attempt in range(TRIES):
        try:
            _transact(parts)
            return receipt
        except (_NotKept, Unavailable) as failed:  # a line that broke leaves open whether it was kept: look
            kept = receipts.find(receipt.reference)
            if kept:
                return _same(kept, receipt)
            if isinstance(failed, Unavailable):
                raise
            if not failed.passing:
                raise failed.meaning() from failed
            time.sleep(random.uniform(0, min(LONGEST_PAUSE, 0.05 * 2**attempt)))  # noqa: S311 - spreads out who waits
    raise Unavailable("dynamodb", "TransactionConflict")


def _same(kept: Receipt, ours: Receipt) -> Receipt:
    if kept.submission != ours.submission:
        raise ReferenceTaken
    if kept.digest != ours.digest:
        raise Changed
    return kept


def _receipt(draft: Draft, form: Form) -> Receipt:
    received = clock.now()
    return Receipt(
        reference=draft.reference,
        form=form.slug,
        received=received,
        submission=draft.id,
        digest=digest_of(draft, form),
        limits=tuple(_limits(draft, form, received)),
        facts=facts_of(form, answers_as_json(form, draft.filled)),
    )


def _limits(draft: Draft, form: Form, received: datetime) -> list[MetLimit]:
    """Each limit that starts with a date of the form; one past the known bank holidays is said to be unknown."""
    found = []
    for rule, start in limit_starts(form, check_form(form, draft.filled).answers):
        try:
            last = time_limits.due(rule, start)
            found.append(MetLimit(rule, last, clock.london_day(received) <= last))
        except BeyondCalendar:
            found.append(MetLimit(rule, None, None))
    return found


def _parts(draft: Draft, form: Form, receipt: Receipt) -> list[TransactWriteItemTypeDef]:
    owed = outbox.owed_for(form, receipt, answers_as_json(form, draft.filled))
    return [
        _put(settings().records_table, _record(draft, form, receipt)),
        _put(settings().receipts_table, receipts.as_item(receipt)),
        *(_put(settings().outbox_table, outbox.as_item(email)) for email in owed),
        _mark_sent(draft, receipt),
    ]


def _record(draft: Draft, form: Form, receipt: Receipt) -> dict[str, Any]:
    """The record: who sent what, when, readable only by whoever may use the records key."""
    context = {"reference": receipt.reference}
    text = json.dumps(
        {
            "reference": receipt.reference,
            "form": form.slug,
            "version": form.version,
            "received": receipt.received.isoformat(),
            "answers": answers_as_json(form, draft.filled),
        }
    )
    key = new_data_key(settings().records_key, context)
    box = seal(text, key, context)
    if len(box) > LARGEST_RECORD:
        raise TooMuch
    return {
        "reference": {"S": receipt.reference},
        "part": {"S": RECORD_PART},
        "form": {"S": form.slug},
        "received": {"S": receipt.received.isoformat()},
        "sealed": {"B": box},
        "data_key": {"B": key.kept},
    }


def _put(table: str, item: Mapping[str, Any]) -> TransactWriteItemTypeDef:
    return {
        "Put": {
            "TableName": table,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(#reference)",
            "ExpressionAttributeNames": {"#reference": "reference"},  # a word that DynamoDB reserves
        }
    }


def _mark_sent(draft: Draft, receipt: Receipt) -> TransactWriteItemTypeDef:
    return {
        "Update": {
            "TableName": settings().drafts_table,
            "Key": {"draft": {"S": draft.id}},
            "UpdateExpression": "SET received = :received, digest = :digest, sent_as = :reference",
            "ConditionExpression": "version = :version AND attribute_not_exists(received)",
            "ExpressionAttributeValues": {
                ":received": {"S": receipt.received.isoformat()},
                ":digest": {"S": receipt.digest},
                ":reference": {"S": receipt.reference},
                ":version": {"N": str(draft.version)},
            },
        }
    }


def _transact(parts: list[TransactWriteItemTypeDef]) -> None:
    with aws.asking("dynamodb"):
        try:
            aws.dynamodb().transact_write_items(TransactItems=parts)
        except ClientError as refused:
            if aws.error_code(refused) != "TransactionCanceledException":
                raise
            reasons = refused.response.get("CancellationReasons", ())
            raise _NotKept(tuple(str(reason.get("Code", "")) for reason in reasons)) from refused
