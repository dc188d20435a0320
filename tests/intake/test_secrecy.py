"""What was typed stays where it belongs: sealed in the tables, out of every log line, readable by the office alone."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from casebook import aws, drafts, keys
from casebook.errors import Unavailable
from casebook.sealing import NotOurs, open_data_key, unseal
from intake import topics
from moto_cloud import Browser, call, rows
from stand_ins import Clock, Faults, cancelled, refused, unreachable
from what_people_type import (
    CANARY,
    EMAIL,
    KNOWN,
    TOPICS,
    WITH_EMAIL,
    a_child,
    added,
    begun,
    confirmed,
    filled,
    filled_in,
    reference_on,
    sent,
    started,
    topic,
)

TABLES = ("Drafts", "Records", "Receipts", "Outbox")


def record() -> dict[str, Any]:
    (row,) = rows("Records")
    return row


def opened(row: dict[str, Any], key: str, reference: str) -> dict[str, Any]:
    """A record read as the office reads it."""
    context = {"reference": reference}
    data_key = open_data_key(row["data_key"]["B"], key, context)
    return dict(json.loads(unseal(row["sealed"]["B"], data_key, context)))


def test_no_table_holds_a_word_of_what_was_typed(browser: Browser) -> None:
    sent(browser, answers=WITH_EMAIL)
    sent(browser, "known-to-agency", KNOWN)
    confirmed(browser, filled_in(browser))
    browser.post("/forms/notification/", {"another": "yes"})
    added(browser, "children", "children", a_child(2))
    browser.raw("POST", "/forms/concern/", "danger=no&child=" + CANARY)  # the key to the page after it is kept too
    held = "".join(str(rows(table)) for table in TABLES)
    assert CANARY not in held
    assert "028 9649 6001" not in held
    assert held.replace(EMAIL, "").lower().count(CANARY.lower()) == 0  # an address that is owed an email is in its row


def test_an_address_is_kept_beside_an_email_only_until_it_is_sent(browser: Browser) -> None:
    sent(browser, answers=WITH_EMAIL)
    assert EMAIL in str(rows("Outbox"))
    sweep_all()
    assert EMAIL not in "".join(str(rows(table)) for table in TABLES)


def sweep_all() -> None:
    for row in rows("Outbox"):
        keys = {key: row[key] for key in ("reference", "email")}
        call("Deliver", {"Records": [{"dynamodb": {"Keys": keys, "SequenceNumber": "1"}}]})


def test_the_office_reads_every_answer_of_a_record(browser: Browser, cloud: dict[str, str], time: Clock) -> None:
    reference = reference_on(sent(browser, answers=WITH_EMAIL))
    kept = opened(record(), cloud["RECORDS_KEY"], reference)
    assert kept == {
        "reference": reference,
        "form": "concern",
        "version": "2026-11-23",
        "received": time.now.isoformat(),
        "answers": {
            "danger": "no",
            "what-happened": WITH_EMAIL["what-happened"],
            "stay-anonymous": "no",
            "name": WITH_EMAIL["name"],
            "name-may-be-shared": "yes",
            "email": EMAIL,
            "understand": True,
        },
    }


def test_a_notifications_record_holds_its_items_and_what_is_not_known(browser: Browser, cloud: dict[str, str]) -> None:
    receipt = confirmed(browser, filled_in(browser))
    answers = opened(record(), cloud["RECORDS_KEY"], reference_on(receipt))["answers"]
    (child,) = answers["children"]["items"]
    assert child["child-name"] == f"Child 1 {CANARY}"
    assert child["child-address"] == {"not_known": True}
    assert answers["siblings"] == {"absent": "none"}
    assert answers["criteria-met-on"] == "2026-11-20"


def test_the_drafts_key_opens_no_record(browser: Browser, cloud: dict[str, str]) -> None:
    reference = reference_on(sent(browser))
    with pytest.raises((NotOurs, Unavailable)):  # moto calls another key a lack of access
        opened(record(), cloud["DRAFTS_KEY"], reference)


def test_a_record_moved_to_another_reference_does_not_open(browser: Browser, cloud: dict[str, str]) -> None:
    sent(browser)
    with pytest.raises(NotOurs):
        opened(record(), cloud["RECORDS_KEY"], "7KQX-M3PD-W9TF")


def test_a_box_put_into_another_record_does_not_open(browser: Browser, cloud: dict[str, str]) -> None:
    first = reference_on(sent(browser))
    mine = record()
    sent(browser, answers=WITH_EMAIL)
    theirs = next(row for row in rows("Records") if row["reference"]["S"] != first)
    with pytest.raises(NotOurs):
        opened({**mine, "sealed": theirs["sealed"]}, cloud["RECORDS_KEY"], first)


def test_every_draft_and_every_record_has_a_data_key_of_its_own(browser: Browser) -> None:
    for number in range(3):
        sent(browser, answers={**WITH_EMAIL, "child": str(number)})
    keys = [row["data_key"]["B"] for table in ("Drafts", "Records") for row in rows(table)]
    assert len(keys) == len(set(keys)) == 6


def test_a_record_written_twice_has_another_nonce(browser: Browser) -> None:
    begun(browser)
    boxes = set()
    for _ in range(3):
        topic(browser, "documents")
        boxes.add(rows("Drafts")[0]["sealed"]["B"][:13])
    assert len(boxes) == 3


@pytest.fixture
def lines(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Everything that was written to the log so far: standard output and error, and Python's own logging."""
    caplog.set_level(logging.INFO)  # the level a Lambda function logs from is WARNING
    said: list[str] = []

    def everything() -> str:
        out, err = capfd.readouterr()
        said.extend([out, err, caplog.text])
        return "\n".join(said)

    yield everything
    everything()


def secrets_in(log: str, browser: Browser) -> list[str]:
    """What must not be in a log: names, addresses of people, tokens."""
    tokens = list(browser.cookies.values())
    return [secret for secret in (CANARY, EMAIL, "028 9649 6001", *tokens) if secret.lower() in log.lower()]


def test_a_whole_journey_leaves_nothing_typed_in_the_log(browser: Browser, lines: Any) -> None:
    sent(browser, answers=WITH_EMAIL)
    assert filled(browser, answers={**WITH_EMAIL, "email": f"{CANARY}@"}).errors
    check = filled_in(browser)
    assert topic(browser, "event", {**TOPICS["event"], "event-account": ""}).errors
    topic(browser, "event")
    browser.get(f"/forms/notification/{CANARY}/")
    browser.get(f"/forms/notification/d/{CANARY}/event/?key={CANARY}")
    browser.get(browser.at("notification", CANARY))
    browser.get(f"/forms/concern/sent/{CANARY}/")
    assert confirmed(browser, check).status == 200
    sweep_all()
    call("Sweep", {})
    log = lines()
    assert "submission stored" in log
    assert "email sent" in log
    assert secrets_in(log, browser) == []


@pytest.mark.parametrize("error", [refused(), unreachable(), cancelled("ValidationError", "None")], ids=repr)
@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("dynamodb", "get_item"),
        ("dynamodb", "put_item"),
        ("dynamodb", "delete_item"),
        ("dynamodb", "transact_write_items"),
        ("kms", "generate_data_key"),
        ("kms", "decrypt"),
    ],
)
def test_no_failure_of_a_service_is_logged_with_its_message(
    browser: Browser, fail: Faults, lines: Any, service: str, operation: str, error: ClientError
) -> None:
    check = filled(browser, answers=WITH_EMAIL)
    page = browser.get(browser.at("concern", "your-concern"))
    fail(service, operation, error)
    confirmed(browser, check)
    browser.submit(page, {"child": CANARY})
    started(browser, "known-to-agency", KNOWN)
    Browser().get(browser.at("concern", "check") + "?key=" + CANARY)
    browser.raw("POST", "/forms/concern/leave/")
    log = lines()
    assert f'"service": "{service}"' in log
    assert secrets_in(log, browser) == []


def test_an_email_that_fails_is_logged_without_its_address(browser: Browser, fail: Faults, lines: Any) -> None:
    sent(browser, answers=WITH_EMAIL)
    fail("ses", "send_email", refused("MessageRejected"))
    sweep_all()
    log = lines()
    assert '"code": "MessageRejected"' in log
    assert secrets_in(log, browser) == []


@pytest.mark.parametrize(
    ("module", "name", "status"),
    [(drafts, "save", 500), (drafts, "load", 500), (topics, "redrawn", 500), (keys, "lend", 500), (keys, "spend", 500)],
)
def test_a_bug_is_logged_by_its_place_and_never_by_its_message(
    browser: Browser, lines: Any, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, status: int
) -> None:
    begun(browser)

    def broken(*given: Any, **more: Any) -> Any:
        raise ValueError(f"could not handle {CANARY} {EMAIL} {given}")

    monkeypatch.setattr(module, name, broken)
    without = Browser(keeps_cookies=False)
    token = next(iter(browser.cookies.values()))
    page = without.post(browser.at("notification", "event"), {**TOPICS["event"], "event-account": "", "draft": token})
    assert (page.status, page.heading) == (status, "Sorry, there is a problem with the service")
    assert "take it as not sent" in page.shown
    log = lines()
    assert '"event": "bug", "kind": "ValueError"' in log
    assert "test_secrecy.py" in log
    assert secrets_in(log, browser) == []


def test_a_bug_in_deliver_names_no_address(browser: Browser, lines: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lambda itself logs what a handler raises, with its message: so this one must not hold an address."""
    sent(browser, answers=WITH_EMAIL)
    broken = {**rows("Outbox")[0], "owed_since": {"S": "x"}}
    aws.dynamodb().put_item(TableName="Outbox", Item=broken)
    with pytest.raises(ValueError, match="x") as raised:
        sweep_all()
    assert secrets_in(str(raised.value), browser) == []


def test_every_log_line_is_json(browser: Browser, time: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    sent(browser)
    browser.get("/forms/concern/no-such-page/")
    sweep_all()
    call("Sweep", {})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) >= 4
    assert all(isinstance(json.loads(line), dict) for line in printed)
