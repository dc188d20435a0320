"""What the office finds after somebody has sent a form: the record, the emails, and what the logs say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook.sealing import DataKey, unseal
from journeys.waiting import eventually
from laptop.stack import Stack

Email = dict[str, Any]


def answers(here: Stack, reference: str) -> dict[str, Any]:
    """The answers of a record, opened with the office's role."""
    desk = here.clients.as_role(here.outputs["DeskRoleArn"], name="office")
    key = {"reference": {"S": reference}, "part": {"S": "record"}}
    item = desk.dynamodb.get_item(TableName=here.outputs["RecordsTable"], Key=key)["Item"]
    context = {"reference": reference}
    clear = desk.kms.decrypt(CiphertextBlob=item["data_key"]["B"], EncryptionContext=context)["Plaintext"]
    return dict(json.loads(unseal(item["sealed"]["B"], DataKey(clear, b""), context))["answers"])


def stored(here: Stack) -> dict[str, int]:
    """How many records, receipts and emails there are, sent or owed."""
    tables = ("RecordsTable", "ReceiptsTable", "OutboxTable")
    return {table: len(here.clients.dynamodb.scan(TableName=here.outputs[table])["Items"]) for table in tables}


def owed(here: Stack, reference: str) -> list[dict[str, Any]]:
    """The rows of the outbox for a submission."""
    return list(
        here.clients.dynamodb.query(
            TableName=here.outputs["OutboxTable"],
            KeyConditionExpression="#reference = :reference",
            ExpressionAttributeNames={"#reference": "reference"},
            ExpressionAttributeValues={":reference": {"S": reference}},
            ConsistentRead=True,
        )["Items"]
    )


def emails(here: Stack, reference: str) -> list[Email]:
    """Every email about a submission, once none is owed any more."""
    eventually(lambda: _all_sent(here, reference), what=f"emails about {reference} are still owed")
    return [email for email in here.mailbox.emails() if reference in email["subject"] + email["text"]]


def _all_sent(here: Stack, reference: str) -> bool:
    rows = owed(here, reference)
    return bool(rows) and all("sent_at" in row and "owed" not in row for row in rows)


def sweep(here: Stack) -> dict[str, int]:
    """Run the sweep as its schedule does, once every owed email is old enough for it; gives its counts."""
    table, emails = here.clients.dynamodb, here.outputs["OutboxTable"]
    for row in table.scan(TableName=emails, FilterExpression="attribute_exists(owed)")["Items"]:
        table.update_item(
            TableName=emails,
            Key={"reference": row["reference"], "email": row["email"]},
            UpdateExpression="SET owed_since = :long_ago",
            ExpressionAttributeValues={":long_ago": {"S": "2026-01-01T00:00:00+00:00"}},
        )
    answer = here.clients.functions.invoke(FunctionName=here.outputs["SweepFunction"])
    assert "FunctionError" not in answer
    return dict(json.loads(answer["Payload"].read()))


def everything_in_tables(here: Stack) -> bytes:
    """Every item of every table, as the bytes that are kept."""
    names = [name for output, name in here.outputs.items() if output.endswith("Table")]
    assert len(names) == 4
    scans = [here.clients.dynamodb.scan(TableName=name)["Items"] for name in names]
    values = [value for items in scans for item in items for kept in item.values() for value in kept.values()]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)


def logged(here: Stack, state: Path) -> str:
    """Every line that was logged: CloudWatch's, and the emulator's own."""
    return "\n".join([*_cloudwatch(here), (state / "aws" / "emulator.log").read_text(errors="replace")])


def _cloudwatch(here: Stack) -> Iterator[str]:
    logs = here.clients.session.client("logs", endpoint_url=here.clients.endpoint)
    for groups in logs.get_paginator("describe_log_groups").paginate():
        for group in groups["logGroups"]:
            for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"]):
                yield from (event["message"] for event in page["events"])
