"""Emails: each is sent once, whatever refuses, repeats or breaks; and none says anything of what was written."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from casebook import aws, outbox, submissions
from moto_cloud import OFFICE, Browser, call, rows
from post import sweep
from post.ses import send_owed
from stand_ins import Clock, Faults, Mailbox, refused, unreachable
from what_people_type import ANONYMOUS, CANARY, EMAIL, KNOWN, WITH_EMAIL, filled_in, reference_on, sent


def records() -> list[dict[str, Any]]:
    """What the outbox's stream reports of its rows, as deliver is given it."""
    return [
        {
            "eventName": "INSERT",
            "dynamodb": {
                "Keys": {key: row[key] for key in ("reference", "email")},
                "NewImage": row,
                "SequenceNumber": f"{number}00",
            },
        }
        for number, row in enumerate(rows("Outbox"), start=1)
    ]


def delivered(*given: dict[str, Any]) -> list[str]:
    """Deliver these records, or all there are; gives the sequence numbers of those that failed."""
    answer = call("Deliver", {"Records": list(given) or records()})
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


TWO = (("office", "arrived"), ("sender", "received"))


@pytest.fixture(autouse=True)
def two_are_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else a submission may owe one day: these tests are about an email to each of two recipients."""
    monkeypatch.setattr(submissions, "OWED", TWO)


@pytest.fixture
def reference(browser: Browser, time: Clock) -> str:
    """The reference of a concern whose sender gave an address: two emails are owed."""
    return reference_on(sent(browser, answers=WITH_EMAIL))


def test_the_sender_and_the_office_each_get_an_email(reference: str, mailbox: Mailbox) -> None:
    assert delivered() == []
    assert mailbox.addresses() == sorted([OFFICE, EMAIL])
    assert {one["FromEmailAddress"] for one in mailbox.sent} == {"no-reply@example.org"}


def test_an_email_says_which_when_and_what_next(reference: str, mailbox: Mailbox) -> None:
    delivered()
    for one in mailbox.sent:
        simple = one["Content"]["Simple"]
        for body in (simple["Body"]["Text"]["Data"], simple["Body"]["Html"]["Data"]):
            assert reference in body
            assert "Monday 23 November 2026 at 12:05pm" in body
            assert "What happens next" in body
        assert simple["Subject"]["Data"].strip() == simple["Subject"]["Data"]
        assert reference in simple["Subject"]["Data"]


def test_no_email_says_anything_of_what_was_written(browser: Browser, mailbox: Mailbox) -> None:
    sent(browser, answers=WITH_EMAIL)
    sent(browser, "known-to-agency", KNOWN)
    browser.submit(filled_in(browser))
    assert delivered() == []
    assert len(mailbox.sent) == 6
    assert CANARY.lower() not in mailbox.words().lower()


def test_a_row_says_which_words_its_email_has(reference: str) -> None:
    assert {(row["email"]["S"], row["event"]["S"]) for row in rows("Outbox")} == set(TWO)


def test_what_is_sent_is_proved_and_the_address_forgotten(reference: str, mailbox: Mailbox, time: Clock) -> None:
    delivered()
    for row in rows("Outbox"):
        assert set(row) == {"reference", "email", "event", "form", "received", "owed_since", "attempts", "sent_at"}
        assert row["sent_at"]["S"] == time.now.isoformat()


def test_a_stream_that_repeats_itself_sends_nothing_twice(reference: str, mailbox: Mailbox) -> None:
    given = records()
    assert delivered(*given, *given) == []
    assert delivered(*given) == []
    assert len(mailbox.sent) == 2


def test_ses_refusing_three_times_delays_an_email_and_sends_it_once(
    browser: Browser, fail: Faults, mailbox: Mailbox
) -> None:
    sent(browser)
    refusal = fail("ses", "send_email", refused("TooManyRequestsException"), times=3)
    assert [delivered() for _ in range(3)] == [["100"]] * 3
    assert mailbox.sent == []
    assert delivered() == []
    assert delivered() == []
    assert mailbox.addresses() == [OFFICE]
    assert refusal.failures == 3
    assert rows("Outbox")[0]["attempts"]["N"] == "4"


def test_only_what_failed_of_a_batch_comes_again(reference: str, fail: Faults, mailbox: Mailbox) -> None:
    refusal = fail("ses", "send_email", only=lambda request: request["Destination"]["ToAddresses"] == [EMAIL])
    failed = delivered()
    assert failed == [
        one["dynamodb"]["SequenceNumber"] for one in records() if one["dynamodb"]["Keys"]["email"]["S"] == "sender"
    ]
    assert mailbox.addresses() == [OFFICE]
    refusal.repaired()
    assert delivered() == []
    assert mailbox.addresses() == sorted([OFFICE, EMAIL])


def test_the_record_and_the_receipt_do_not_wait_for_an_email(browser: Browser, fail: Faults) -> None:
    fail("ses", "send_email")
    receipt = sent(browser)
    delivered()
    assert browser.get(receipt.address).heading == "We have received what you sent"
    assert len(rows("Records")) == 1


def test_an_email_that_may_have_gone_out_is_not_sent_again_in_a_hurry(
    browser: Browser, time: Clock, fail: Faults, mailbox: Mailbox
) -> None:
    """SES took it, and the line broke before it could say so."""
    sent(browser)
    breakdown = fail("ses", "send_email", unreachable(), after=True, times=1)
    assert delivered() == ["100"]
    time.wait(seconds=outbox.CLAIM.total_seconds() - 1)
    assert delivered() == []  # in somebody's hands, as far as anybody knows
    assert call("Sweep", {})["SentEmails"] == 0
    assert breakdown.failures == 1
    assert len(mailbox.sent) == 1


def test_an_email_that_nobody_is_sure_of_is_sent_once_its_claim_is_over(
    browser: Browser, time: Clock, fail: Faults, mailbox: Mailbox
) -> None:
    """At least once: an email twice is better than none."""
    sent(browser)
    fail("ses", "send_email", unreachable(), times=1)
    delivered()
    time.wait(seconds=outbox.CLAIM.total_seconds() + 1)
    assert call("Sweep", {})["SentEmails"] == 1
    assert mailbox.addresses() == [OFFICE]


def test_an_email_sent_but_not_marked_is_not_sent_again_before_its_claim_ends(
    browser: Browser, time: Clock, fail: Faults, mailbox: Mailbox
) -> None:
    sent(browser)
    breakdown = fail("dynamodb", "update_item", only=lambda request: "sent_at" in request["UpdateExpression"])
    assert delivered() == ["100"]
    breakdown.repaired()
    for _ in range(3):
        assert delivered() == []
        call("Sweep", {})
        time.wait(seconds=50)
    assert mailbox.addresses() == [OFFICE]


def test_an_email_is_claimed_by_one_sender_at_a_time(reference: str, time: Clock, mailbox: Mailbox) -> None:
    """Deliver and sweep meet: whoever comes second finds it taken."""
    claimed = outbox.claim(reference, "office")
    assert claimed is not None
    assert send_owed(reference, "office") is False
    time.wait(minutes=2, seconds=30)
    assert call("Sweep", {}) == {
        "OwedEmails": 2,
        "SentEmails": 1,
        "StuckEmails": 0,
        "OldestOwedSeconds": 150,
    }
    assert mailbox.addresses() == [EMAIL]


def test_an_address_in_a_domain_of_another_script_is_sent_as_mail_servers_write_it(
    browser: Browser, mailbox: Mailbox
) -> None:
    sent(browser, answers={**WITH_EMAIL, "email": "ivy@bücher.example"})
    delivered()
    assert "ivy@xn--bcher-kva.example" in mailbox.addresses()


def test_a_row_that_is_gone_is_nothing_to_send(cloud: dict[str, str], mailbox: Mailbox) -> None:
    gone = {"dynamodb": {"Keys": {"reference": {"S": "x"}, "email": {"S": "office"}}, "SequenceNumber": "1"}}
    assert delivered(gone) == []
    assert mailbox.sent == []


@pytest.mark.parametrize("operation", ["update_item"])
def test_dynamodb_failing_sends_nothing_and_brings_everything_again(
    reference: str, fail: Faults, mailbox: Mailbox, operation: str
) -> None:
    breakdown = fail("dynamodb", operation)
    assert delivered() == ["100", "200"]
    assert mailbox.sent == []
    breakdown.repaired()
    assert delivered() == []
    assert len(mailbox.sent) == 2


def test_the_sweep_leaves_the_stream_its_time_and_then_sends(reference: str, time: Clock, mailbox: Mailbox) -> None:
    time.wait(minutes=2)
    assert call("Sweep", {})["OwedEmails"] == 0
    time.wait(seconds=1)
    assert call("Sweep", {})["SentEmails"] == 2
    assert call("Sweep", {})["OwedEmails"] == 0
    assert len(mailbox.sent) == 2


def test_the_sweep_counts_what_is_stuck_and_how_old_it_is(reference: str, time: Clock, fail: Faults) -> None:
    fail("ses", "send_email")
    time.wait(hours=1)
    assert call("Sweep", {})["StuckEmails"] == 0
    time.wait(seconds=30)
    assert call("Sweep", {}) == {
        "OwedEmails": 2,
        "SentEmails": 0,
        "StuckEmails": 2,
        "OldestOwedSeconds": 3630,
    }


def test_the_sweep_finds_emails_past_the_first_page_of_its_index(
    browser: Browser, time: Clock, fail: Faults, mailbox: Mailbox
) -> None:
    for number in range(3):
        sent(browser, answers={**ANONYMOUS, "child": str(number)})
    query = aws.dynamodb().query
    fail.patch.setattr(aws.dynamodb(), "query", lambda **request: query(**request, Limit=1))
    time.wait(minutes=3)
    assert call("Sweep", {})["SentEmails"] == 3


def test_the_sweep_stops_in_time_to_say_what_is_left(
    reference: str, time: Clock, fail: Faults, capsys: pytest.CaptureFixture[str]
) -> None:
    """SES answers nothing: each email costs the sweep its patience, and it must not be killed before it has counted."""
    client = aws.ses()

    def slow(**request: Any) -> Any:
        time.wait(seconds=sweep.RUN_FOR.total_seconds() + 1)
        raise unreachable()

    fail.patch.setattr(client, "send_email", slow)
    time.wait(hours=2)
    began = time.now
    assert call("Sweep", {})["StuckEmails"] == 2
    assert time.now - began < 2 * sweep.RUN_FOR


def test_the_sweep_publishes_its_counts_in_cloudwatchs_format(
    reference: str, time: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    counts = call("Sweep", {})
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert line["_aws"]["Timestamp"] == int(time.now.timestamp() * 1000)
    assert directive["Dimensions"] == [[]]
    assert {metric["Name"]: line[metric["Name"]] for metric in directive["Metrics"]} == counts
    assert {metric["Unit"] for metric in directive["Metrics"]} == {"Count", "Seconds"}


def test_moto_and_the_mailbox_count_alike(reference: str, mailbox: Mailbox) -> None:
    before = boto3.client("ses", region_name="eu-west-2").get_send_quota()["SentLast24Hours"]
    delivered()
    assert boto3.client("ses", region_name="eu-west-2").get_send_quota()["SentLast24Hours"] - before == len(
        mailbox.sent
    )


def test_a_claim_outlasts_both_senders() -> None:
    """A claim that has run out must be of a sender that is no more: see the time-outs in infra/template.yaml."""
    from release import template

    functions = template.of_type(template.read(), "AWS::Serverless::Function")
    for name in ("Deliver", "Sweep"):
        assert functions[name]["Timeout"] < outbox.CLAIM.total_seconds(), name
    assert sweep.RUN_FOR.total_seconds() + 20 <= functions["Sweep"]["Timeout"]
