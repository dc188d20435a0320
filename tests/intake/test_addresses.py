"""Every address that infra/openapi.json describes is answered by the function that the template's routes give it to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casebook import aws, receipts
from casebook.receipts import Receipt
from moto_cloud import ROOT, Browser, rows
from stand_ins import MONDAY

DESCRIBED: dict[str, dict[str, Any]] = json.loads((ROOT / "infra" / "openapi.json").read_text("utf-8"))["paths"]
REFERENCE = "7KQX-M3PD-W9TF"
AN_ITEM = "0a1b2c3d"


OPERATIONS = [(method.upper(), path) for path, methods in DESCRIBED.items() for method in methods]


def mark_sent() -> None:
    """As if the one draft there is had been sent: only then is there a copy of it."""
    (draft,) = (row["draft"] for row in rows("Drafts") if not row["draft"]["S"].startswith("key#"))
    facts = {":received": {"S": MONDAY.isoformat()}, ":digest": {"S": "d"}, ":reference": {"S": REFERENCE}}
    aws.dynamodb().update_item(
        TableName="Drafts",
        Key={"draft": draft},
        UpdateExpression="SET received = :received, digest = :digest, sent_as = :reference",
        ExpressionAttributeValues=facts,
    )


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_address_that_is_described_is_answered_as_described(browser: Browser, method: str, path: str) -> None:
    slug = path.split("/")[2]
    receipt = Receipt(reference=REFERENCE, form=slug, received=MONDAY, submission="s", digest="d")
    aws.dynamodb().put_item(TableName="Receipts", Item=receipts.as_item(receipt))
    browser.raw("POST", f"/forms/{slug}/")
    if path.endswith("/copy/"):
        mark_sent()
    asked = path.format(draft=browser.draft(slug), reference=REFERENCE, item=AN_ITEM)
    answer = browser.raw(method, asked)
    assert str(answer["statusCode"]) in DESCRIBED[path][method.lower()]["responses"]
    assert answer["statusCode"] not in (405, 503)
    assert "Page not found" not in answer["body"]
