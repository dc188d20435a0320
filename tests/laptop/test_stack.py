"""The whole stack on this machine: nothing is lost, nothing is sent twice, nothing may do more than its role."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from botocore.exceptions import ClientError

from faults import Refusing, refusing
from laptop import stack
from laptop.stack import Stack

CONCERN = {
    "danger": "no",
    "what-happened": "A canary sang.",
    "stay-anonymous": "no",
    "name": "Canary Wharton",
    "email": "canary.wharton@example.org",
    "safe-to-contact": "yes",
    "name-may-be-shared": "no",
    "understand": "yes",
}
pytestmark = pytest.mark.xdist_group("stack")  # one stack for all of them, not one a process
LONG_AGO = "2026-01-01T00:00:00+00:00"


class Visitor:
    """A person with a browser that keeps cookies and runs nothing."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        """Status, address to go on to, and page."""
        connection = HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page


def fill_in(visitor: Visitor) -> dict[str, str]:
    """Fill in the concern form as far as Check your answers; gives what its button sends."""
    status, _, check = visitor.post("/forms/concern/", **CONCERN)
    assert status == 200, check
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', check))


def raise_a_concern(address: str) -> tuple[str, str]:
    """Fill in the concern form and send it; gives the reference and the receipt's page."""
    visitor = Visitor(address)
    hidden = fill_in(visitor)
    status, receipt, page = visitor.post("/forms/concern/confirm/", **hidden)
    assert status == 303, page
    status, _, page = visitor.get(receipt)
    assert status == 200
    return receipt.rstrip("/").rpartition("/")[2], page


def eventually(found: Callable[[], Any], *, seconds: float = 20) -> Any:
    """What `found` gives once it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.2)
    raise AssertionError(f"Nothing after {seconds} seconds")


def emails_about(here: Stack, reference: str) -> list[dict[str, Any]]:
    return [email for email in here.mailbox.emails() if reference in email["subject"] + email["text"]]


def sweep(here: Stack) -> dict[str, int]:
    """Run the sweep as the schedule would, with every owed email old enough for it."""
    table, items = here.outputs["OutboxTable"], here.clients.dynamodb.scan(TableName=here.outputs["OutboxTable"])
    for item in (item for item in items["Items"] if "owed" in item):
        here.clients.dynamodb.update_item(
            TableName=table,
            Key={"reference": item["reference"], "email": item["email"]},
            UpdateExpression="SET owed_since = :long_ago",
            ExpressionAttributeValues={":long_ago": {"S": LONG_AGO}},
        )
    answer = here.clients.functions.invoke(FunctionName=here.outputs["SweepFunction"])
    assert "FunctionError" not in answer
    return dict(json.loads(answer["Payload"].read()))


def data_key(here: Stack, reference: str, *, under: str) -> bytes:
    """The key that opens a record, as the office asks for it."""
    desk = here.clients.as_role(here.outputs["DeskRoleArn"], name="office")
    key = {"reference": {"S": reference}, "part": {"S": "record"}}
    record = desk.dynamodb.get_item(TableName=here.outputs["RecordsTable"], Key=key)["Item"]
    return desk.kms.decrypt(CiphertextBlob=record["data_key"]["B"], EncryptionContext={"reference": under})["Plaintext"]


@pytest.fixture(scope="module")
def ses() -> Iterator[Refusing]:
    with refusing() as service:
        yield service


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def here(state: Path, ses: Refusing) -> Iterator[Stack]:
    with stack.running(state=state, environment={"AWS_ENDPOINT_URL_SESV2": ses.address}) as running:
        ses.endpoint = running.clients.endpoint
        yield running


def test_a_concern_is_received_acknowledged_and_told_to_the_office(here: Stack) -> None:
    reference, receipt = raise_a_concern(here.address)
    assert reference in receipt
    emails = eventually(lambda: (found := emails_about(here, reference)) and len(found) == 2 and found)
    assert sorted(email["to"] for email in emails) == [["canary.wharton@example.org"], ["office@sbni.example"]]
    assert not [email for email in emails if "Canary Wharton" in email["text"] + email["html"] + email["subject"]]


def test_a_hundred_confirms_of_one_submission_at_once_are_one(here: Stack) -> None:
    visitor = Visitor(here.address)
    hidden = fill_in(visitor)

    def confirm(_: int) -> tuple[int, str]:
        again = Visitor(here.address)
        again.cookies = dict(visitor.cookies)
        return again.post("/forms/concern/confirm/", **hidden)[:2]

    before = here.clients.dynamodb.scan(TableName=here.outputs["RecordsTable"])["Count"]
    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(confirm, range(100)))
    assert {status for status, _ in answers} == {303}
    (receipt,) = {address for _, address in answers}
    reference = receipt.rstrip("/").rpartition("/")[2]
    eventually(lambda: len(emails_about(here, reference)) == 2)
    time.sleep(2)  # for a third email, if there were one
    assert len(emails_about(here, reference)) == 2
    assert here.clients.dynamodb.scan(TableName=here.outputs["RecordsTable"])["Count"] == before + 1


def test_ses_refusing_three_times_delays_the_email_and_sends_it_once(here: Stack, ses: Refusing) -> None:
    ses.refusals, refused_before = 3, ses.refused
    reference, receipt = raise_a_concern(here.address)
    assert reference in receipt
    eventually(lambda: ses.refused >= refused_before + 2)  # the stream tries both emails once
    eventually(lambda: sweep(here)["OwedEmails"] == 0)
    assert ses.refused == refused_before + 3
    assert len(emails_about(here, reference)) == 2
    assert sweep(here) == {"OwedEmails": 0, "SentEmails": 0, "StuckEmails": 0, "OldestOwedSeconds": 0}
    assert len(emails_about(here, reference)) == 2


def test_the_office_opens_a_record_under_its_reference_only(here: Stack) -> None:
    reference, _ = raise_a_concern(here.address)
    assert len(data_key(here, reference, under=reference)) == 32
    with pytest.raises(ClientError, match="InvalidCiphertext"):
        data_key(here, reference, under="another reference")


def test_the_office_may_not_look_at_drafts(here: Stack) -> None:
    desk = here.clients.as_role(here.outputs["DeskRoleArn"], name="office")
    with pytest.raises(ClientError, match="AccessDenied"):
        desk.dynamodb.scan(TableName=here.outputs["DraftsTable"])


def test_what_was_sent_is_still_there_after_a_restart_and_new_code_is_used(tmp_path: Path) -> None:
    build = tmp_path / "build"
    for part in ("site", "bundle"):
        shutil.copytree(stack.BUILD / part, build / part)
    with stack.running(state=tmp_path / "local", build=build) as before:
        reference, _ = raise_a_concern(before.address)
        eventually(lambda: len(emails_about(before, reference)) == 2)
    frame = build / "bundle" / "frame.html"
    frame.write_text(frame.read_text().replace("</body>", "<!-- new code --></body>"))
    with stack.running(state=tmp_path / "local", build=build) as after:
        status, _, page = Visitor(after.address).get(f"/forms/concern/sent/{reference}/")
        assert status == 200
        assert reference in page
        assert "<!-- new code -->" in page
        assert len(emails_about(after, reference)) == 2
        assert len(data_key(after, reference, under=reference)) == 32
        another, _ = raise_a_concern(after.address)
        eventually(lambda: len(emails_about(after, another)) == 2)  # the stream goes on after a restart
