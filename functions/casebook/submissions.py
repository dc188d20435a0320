"""Sending a form: one DynamoDB transaction that keeps everything, or nothing.

It writes the record, encrypted under a data key of its own; the receipt, which holds nothing that identifies a child;
a row for each email that is owed; and marks the draft as sent. Every part is written if and only if it is not there
yet, so that a hundred copies of one submission are one submission.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from casebook import aws, outbox, receipts, records
from casebook.drafts import Draft
from casebook.errors import Changed, ReferenceTaken, Refusal, Unavailable
from casebook.outbox import OwedEmail
from casebook.receipts import MetLimit, Receipt
from casebook.records import Record
from casebook.settings import settings
from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.forms.answers import answer_in_json
from cmr.forms.facts import facts_of
from cmr.forms.form import Form
from cmr.forms.form_state import check_form
from cmr.forms.kinds.date import PartialDate
from cmr.forms.validation import Checked
from cmr.process import time_limits

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

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

    def meaning(self) -> Refusal:
        """What it means, given that there is no receipt under the reference."""
        *new, draft = self.reasons
        if TAKEN in new:
            return ReferenceTaken()
        if draft == TAKEN:
            return Changed()
        return Unavailable("dynamodb", next((reason for reason in self.reasons if reason != "None"), "Cancelled"))


@dataclass(frozen=True)
class Submission:
    """A draft as it would be sent. It is checked here, once, and what was found goes along with it."""

    draft: Draft
    form: Form

    @cached_property
    def checked(self) -> Checked:
        """Its answers, and every mistake that stands in the way."""
        return check_form(self.form, self.draft.filled)

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way: no mistake, and nothing that two windows posted differently."""
        return not (self.draft.beside or self.checked.mistakes)

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """Every answer as it is kept, by question id."""
        given = self.checked.answers.items()
        return {key: answer_in_json(self.form.question(key), answer) for key, answer in given}

    @cached_property
    def digest(self) -> str:
        """The fingerprint of its answers."""
        return self.draft.digest(self.answers)

    def limits(self) -> Iterator[tuple[str, date | None]]:
        """Each limit that starts with a date it gives, and its last day: None past the known bank holidays."""
        for limit in self.form.limits:
            given = self.checked.answers.get(limit.start) if limit.start else None
            if isinstance(given, PartialDate) and given.day:
                yield limit.rule, _last_day(limit.rule, given.earliest())

    def under(self, reference: str) -> Submission:
        """The same under another reference."""
        return Submission(replace(self.draft, reference=reference), self.form)


def _last_day(rule: str, start: date) -> date | None:
    try:
        return time_limits.due(rule, start)
    except BeyondCalendar:
        return None


def keep(submission: Submission) -> Receipt:
    """Keep a submission for good and give its receipt; the same receipt again where it was kept before.

    The order matters: a transaction that failed, or of which nobody knows the end, is looked up before anything is
    tried again or said, so that what was kept is never called lost, and nothing is kept twice.
    Raises Changed where the draft was edited meanwhile, or was sent with other answers; ReferenceTaken;
    TooMuch; Unavailable, and then nothing is known to have been kept.
    """
    receipt = _receipt(submission)
    parts = _parts(submission, receipt)
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


def _receipt(submission: Submission) -> Receipt:
    received, draft = clock.now(), submission.draft
    return Receipt(
        reference=draft.reference,
        form=submission.form.slug,
        received=received,
        submission=draft.id,
        digest=submission.digest,
        limits=tuple(_met(rule, last, received) for rule, last in submission.limits()),
        facts=facts_of(submission.form, submission.answers),
    )


def _met(rule: str, last: date | None, received: datetime) -> MetLimit:
    return MetLimit(rule, last, None if last is None else clock.london_day(received) <= last)


def _parts(submission: Submission, receipt: Receipt) -> list[TransactWriteItemTypeDef]:
    record = Record(
        reference=receipt.reference,
        form=submission.form.slug,
        version=submission.form.version,
        received=receipt.received,
        answers=submission.answers,
    )
    return [
        _put(settings().records_table, records.as_item(record)),
        _put(settings().receipts_table, receipts.as_item(receipt)),
        *(_put(settings().outbox_table, outbox.as_item(email)) for email in _owed(submission, receipt)),
        _mark_sent(submission.draft, receipt),
    ]


OFFICE, SENDER = "office", "sender"
OWED = ((OFFICE, "arrived"), (SENDER, "received"))
"""The emails a submission owes, a line each: to whom, and the folder of its words in `cmr/templates/emails/`."""


def _owed(submission: Submission, receipt: Receipt) -> Iterator[OwedEmail]:
    """The emails a submission owes: to the office always, to the sender where they gave an address."""
    addresses = {
        OFFICE: settings().office_address,
        SENDER: submission.answers.get(submission.form.acknowledge, ""),
    }
    facts = {"form": receipt.form, "received": receipt.received.isoformat()}
    for email, event in OWED:
        if to := addresses[email]:
            yield OwedEmail(
                reference=receipt.reference, email=email, event=event, to=to, owed_since=receipt.received, facts=facts
            )


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
