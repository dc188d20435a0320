"""What the version before has kept is read, shown and sent by this one: drafts, a record, a receipt, emails owed.

`tests/examples/states/` holds the tables as that version wrote them, its cookies, and the keys that sealed them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.kms import kms_backends
from moto.kms.models import Key

from casebook import aws
from casebook.settings import environment
from desk import records
from moto_cloud import OFFICE, REGION, Browser, call, rows
from stand_ins import Mailbox, stopped_clock
from what_people_type import ANONYMOUS, EMAIL, KNOWN

STATES = Path(__file__).parents[1] / "examples" / "states"
REFERENCE = "V33G-Q9RH-NY74"


def _bytes(given: dict[str, Any]) -> Any:
    return base64.b64decode(given["__b"]) if "__b" in given else given


@pytest.fixture(params=sorted(STATES.glob("*.json")), ids=lambda path: path.stem)
def before(request: pytest.FixtureRequest, cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The browser of somebody who used that version, a little later, with everything that it has kept."""
    state = json.loads(request.param.read_text("utf-8"), object_hook=_bytes)
    for key_id, kept in state["kms"].items():
        _hold(key_id, kept["arn"], base64.b64decode(kept["material"]))
    for name, arn in state["keys"].items():
        monkeypatch.setenv(name, arn)
    environment.cache_clear()
    for table, items in state["items"].items():
        for item in items:
            aws.dynamodb().put_item(TableName=cloud[table], Item=item)
    with stopped_clock() as clock:
        clock.now = datetime.fromisoformat(state["at"])
        yield Browser(cookies=state["cookies"])


def _hold(key_id: str, arn: str, material: bytes) -> None:
    """Put a key into moto's KMS, which cannot be asked to import one."""
    made = boto3.client("kms").create_key()["KeyMetadata"]
    backend = kms_backends[made["AWSAccountId"]][REGION]
    key: Key = backend.keys.pop(made["KeyId"])
    key.id, key.arn, key.key_material = key_id, arn, material
    backend.keys[key_id] = key


def test_a_notification_under_way_goes_on_where_it_was(before: Browser) -> None:
    held = before.get("/forms/notification/")
    [(words, address)] = [link for link in held.links().items() if link[0].startswith("Continue")]
    assert "28 November 2026" in words
    tasks = before.get(address)
    assert tasks.heading == "Notify SBNI about a case"
    page = before.get(f"{address}safety/")
    assert page.value("route") == "death-or-harm"
    assert before.get(f"{address}danger-now/").value("immediate-risk") == "no"


def test_a_page_that_was_open_before_is_still_taken(before: Browser) -> None:
    """It posts to an address without the draft's name, with its token in a hidden input."""
    token = before.cookies["draft-notification"]
    other = Browser(keeps_cookies=False)
    page = other.post("/forms/notification/event/", {"draft": token, "event-what": "x", "later": "yes"})
    assert page.status == 200
    assert page.address.startswith("/forms/notification/d/")
    assert page.value("draft") == token
    assert other.cookies == {}


def test_an_address_of_before_leads_to_the_new_one(before: Browser) -> None:
    page = before.get("/forms/concern/check/")
    assert page.address.startswith("/forms/concern/d/")
    assert ANONYMOUS["what-happened"] in page.shown


def test_a_concern_under_way_can_be_sent(before: Browser) -> None:
    check = before.get("/forms/concern/check/")
    receipt = before.submit(check)
    assert receipt.status == 200
    assert "/sent/" in receipt.address


def test_a_frozen_page_that_was_open_before_loses_nothing(before: Browser) -> None:
    """The concern was one page then: all of it is posted at once."""
    page = Browser().post("/forms/concern/", dict(ANONYMOUS))
    assert page.address.endswith("/your-concern/")
    assert page.value("what-happened") == ANONYMOUS["what-happened"]


def test_what_was_sent_keeps_its_receipt_and_its_copy(before: Browser) -> None:
    receipt = before.get(f"/forms/known-to-agency/sent/{REFERENCE}/")
    assert REFERENCE in receipt.shown
    copy = before.get(receipt.links()["See or print what you sent"])
    assert KNOWN["databases"] in copy.shown
    assert "See or print what you sent" not in Browser().get(f"/forms/known-to-agency/sent/{REFERENCE}/").links()


def test_emails_that_were_owed_are_sent(before: Browser, mailbox: Mailbox, cloud: dict[str, str]) -> None:
    call("Sweep", {})
    assert mailbox.addresses() == sorted([EMAIL, OFFICE])
    assert all("owed" not in row for row in rows(cloud["OUTBOX_TABLE"]))


def test_the_office_opens_what_was_stored(before: Browser) -> None:
    record = records.read(REFERENCE, who="an officer", action="show", why="")
    assert record.answers["databases"] == KNOWN["databases"]
