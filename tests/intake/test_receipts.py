"""Receipts: when it was received, whether that was in time, which meeting it makes, and nothing about anybody."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pytest

from casebook import aws, receipts
from casebook.receipts import Receipt
from casebook.settings import environment
from checked_page import CheckedPage
from cmr.forms.catalogue import load_form
from cmr.forms.facts import Facts, facts_of
from cmr.process import time_limits
from cmr.process.process import process
from moto_cloud import ROOT, Browser, rows
from stand_ins import Clock, Faults
from web import pages
from what_people_type import (
    ANONYMOUS,
    CANARY,
    KNOWN,
    TOPICS,
    WITH_EMAIL,
    Answers,
    day,
    filled_in,
    reference_on,
    sent,
    topic,
)


def rows_of(page: CheckedPage) -> dict[str, str]:
    """The receipt's lines: what, and what is said of it."""
    lines = zip(page.all("dt"), page.all("dd"), strict=True)
    return {
        " ".join("".join(what.itertext()).split()): " ".join("".join(said.itertext()).split()) for what, said in lines
    }


def received(browser: Browser, safety: Answers | None = None) -> dict[str, str]:
    """A notification sent; its receipt's lines."""
    check = filled_in(browser)
    if safety is not None:
        topic(browser, "safety", safety)
        check = check_of(browser)
    return rows_of(browser.submit(check))


def check_of(browser: Browser) -> CheckedPage:
    """Check your answers of the browser's notification."""
    return browser.get(browser.at("notification", "check"))


def the_limit(lines: dict[str, str]) -> str:
    return next(said for what, said in lines.items() if "2 working days" in what)


def decided_on(written: str) -> Answers:
    return {**TOPICS["safety"], **day("criteria-met-on", written)}


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2026, 11, 23, 12, 5, tzinfo=UTC), "Monday 23 November 2026 at 12:05pm"),
        (datetime(2026, 11, 23, 0, 5, tzinfo=UTC), "Monday 23 November 2026 at 12:05am"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Thursday 2 July 2026 at 12:30am"),
    ],
)
def test_a_receipt_says_when_by_the_clock_in_northern_ireland(
    browser: Browser, time: Clock, now: datetime, shown: str
) -> None:
    time.now = now
    assert rows_of(sent(browser))["Received"] == shown


def test_a_notification_within_two_working_days_is_in_time(browser: Browser, time: Clock) -> None:
    assert the_limit(received(browser)) == "In time. The last day was Tuesday 24 November 2026."


def test_on_the_last_day_it_is_in_time_before_it_is_sent_and_after(browser: Browser, time: Clock) -> None:
    filled_in(browser)
    topic(browser, "safety", decided_on("19 11 2026"))
    check = check_of(browser)
    assert "time limit" not in check.shown
    assert the_limit(rows_of(browser.submit(check))) == "In time. The last day was Monday 23 November 2026."


def test_a_late_notification_is_received_all_the_same(browser: Browser, time: Clock) -> None:
    check = filled_in(browser)
    topic(browser, "safety", decided_on("18 11 2026"))
    check = check_of(browser)
    assert "ended on Friday 20 November 2026. You can still send" in check.shown
    lines = rows_of(browser.submit(check))
    assert the_limit(lines) == (
        "After the time limit, which ended on Friday 20 November 2026. It has been received all the same."
    )


def test_the_last_day_lasts_until_midnight_in_northern_ireland(browser: Browser, time: Clock) -> None:
    time.now = datetime(2027, 7, 1, 22, 59, tzinfo=UTC)
    assert the_limit(received(browser, decided_on("29 6 2027"))).startswith("In time")


def test_a_minute_after_midnight_is_late(browser: Browser, time: Clock) -> None:
    time.now = datetime(2027, 7, 1, 23, 0, tzinfo=UTC)
    assert the_limit(received(browser, decided_on("29 6 2027"))).startswith("After the time limit")


def test_a_receipt_names_the_unit_in_which_its_limit_is_counted(
    browser: Browser, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = process().limits
    in_a_week = replace(limits["T1"], unit="weeks", count=1)
    monkeypatch.setattr(time_limits, "time_limits", lambda: {**limits, "T1": in_a_week})
    lines = received(browser)
    assert lines[f"{in_a_week.title}: 1 week"] == "In time. The last day was Friday 27 November 2026."


@pytest.fixture
def far_ahead(time: Clock) -> Clock:
    """A day past the last year whose bank holidays are officially known."""
    time.now = datetime(2035, 3, 5, 12, 0, tzinfo=UTC)
    return time


def test_past_the_known_bank_holidays_nothing_is_worked_out_and_nothing_fails(
    browser: Browser, far_ahead: Clock
) -> None:
    lines = received(browser, decided_on("1 3 2035"))
    assert the_limit(lines) == "Not worked out: the bank holidays of that year are not known yet."
    assert lines["In time for the Panel meeting of"] == "A date to be confirmed by SBNI."


def test_where_no_date_was_decided_no_limit_is_shown(browser: Browser, time: Clock) -> None:
    unsure = {"route": "death-or-harm", "what-happened": "both", "grounds": "none"}
    check = filled_in(browser)
    browser.submit(topic(browser, "safety", {**unsure, **_no_grounds()}))
    lines = rows_of(browser.submit(check_of(browser)))
    assert check.status == 200
    assert not [what for what in lines if "working days" in what]
    assert "In time for the Panel meeting of" in lines


def _no_grounds() -> Answers:
    return {name: [] for name in ("abuse-known", "register-who", "register-when")}


def test_a_meeting_that_nobody_confirmed_is_said_to_be_to_be_confirmed(browser: Browser, time: Clock) -> None:
    assert received(browser)["In time for the Panel meeting of"] == (
        "A date to be confirmed by SBNI. The Panel usually meets on the first Thursday of a month, "
        "which would be Thursday 7 January 2027."
    )


def test_a_confirmed_meeting_is_named(
    browser: Browser, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("guidance", "pages"))
    meetings = content / "meetings.toml"
    text = meetings.read_text(encoding="utf-8")
    meetings.write_text(
        re.sub(r"^meeting = \[", "meeting = [{ date = 2026-12-10, confirmed = true },", text, flags=re.MULTILINE),
        encoding="utf-8",
    )
    monkeypatch.setenv("CONTENT_FOLDER", str(content))
    for kept in (environment, pages.contacts):
        kept.cache_clear()
    assert received(browser)["In time for the Panel meeting of"] == "Thursday 10 December 2026"


def test_other_forms_speak_of_no_limit_and_no_meeting(browser: Browser) -> None:
    assert list(rows_of(sent(browser))) == ["Form", "Received"]


def test_a_receipt_does_not_change_when_it_is_looked_at_later(browser: Browser, time: Clock) -> None:
    page = browser.submit(filled_in(browser))
    time.wait(days=20)
    assert rows_of(browser.get(page.address)) == rows_of(page)
    time.wait(days=200)
    again = rows_of(browser.get(page.address))  # by the reference alone: the draft is gone
    assert again == {**{what: said for what, said in rows_of(page).items() if what != "Agency"}, **_limit_of(again)}
    assert the_limit(again) == "In time."


def _limit_of(lines: dict[str, str]) -> dict[str, str]:
    return {what: said for what, said in lines.items() if "2 working days" in what}


@pytest.mark.parametrize(
    "written", [str.lower, lambda text: text.replace("-", ""), lambda text: text.replace("-", " ")]
)
def test_a_reference_is_taken_as_people_type_it(browser: Browser, written: object) -> None:
    reference = reference_on(sent(browser))
    page = Browser().get(f"/forms/concern/sent/{written(reference)}/")  # type: ignore[operator]
    assert reference_on(page) == reference


def test_a_receipt_belongs_to_its_form(browser: Browser) -> None:
    reference = reference_on(sent(browser))
    assert browser.get(f"/forms/known-to-agency/sent/{reference}/").status == 404


def test_a_receipt_sets_no_cookie_and_holds_nothing_that_was_typed(browser: Browser) -> None:
    receipt = sent(browser, answers=WITH_EMAIL)
    answer = browser.raw("GET", receipt.address)
    assert answer["cookies"] == []
    assert CANARY.lower() not in answer["body"].lower()
    assert CANARY.lower() not in str(rows("Receipts")).lower()


def test_a_receipt_is_shown_even_where_the_draft_cannot_be_opened(browser: Browser, fail: Faults) -> None:
    receipt = sent(browser)
    fail("kms", "decrypt")
    again = browser.get(receipt.address)
    assert again.status == 200
    assert "See or print what you sent" not in again.links()


def test_a_receipt_outlives_its_draft(browser: Browser, time: Clock) -> None:
    receipt = sent(browser)
    time.wait(hours=3)
    again = browser.get(receipt.address)
    assert again.status == 200
    assert "See or print what you sent" not in again.links()


def test_a_receipt_that_cannot_be_read_is_not_said_to_be_missing(browser: Browser, fail: Faults) -> None:
    receipt = sent(browser)
    fail("dynamodb", "get_item")
    page = browser.get(receipt.address)
    assert (page.status, page.heading) == (503, "Sorry, the service is unavailable")


def test_the_next_steps_and_another_way_to_a_person_are_on_every_receipt(browser: Browser) -> None:
    receipt = sent(browser, answers={**ANONYMOUS})
    assert "What happens next" in receipt.shown
    assert "contact page" in receipt.links()


# What a receipt keeps of the answers


def the_receipt() -> Receipt:
    """The one receipt there is, as it is read."""
    (row,) = rows("Receipts")
    return receipts.from_item(row)


def test_a_receipt_keeps_who_sent_which_case_was_answered_and_whether_a_child_is_in_danger(browser: Browser) -> None:
    sent(browser, "known-to-agency", KNOWN)
    facts = the_receipt().facts
    assert facts == Facts(agency="Northern Health and Social Care Trust", case=KNOWN["case-reference"])


def test_a_notifications_receipt_keeps_its_agency_and_the_danger(browser: Browser) -> None:
    check = filled_in(browser)
    assert check.status == 200
    browser.submit(topic(browser, "danger-now", {"immediate-risk": "yes"}))
    assert browser.submit(check_of(browser)).status == 200
    assert the_receipt().facts == Facts(agency="Belfast Health and Social Care Trust", danger=True)


@pytest.mark.parametrize(("slug", "answers"), [("concern", WITH_EMAIL), ("known-to-agency", KNOWN)])
def test_nothing_else_that_was_answered_is_on_a_receipts_item(browser: Browser, slug: str, answers: Answers) -> None:
    sent(browser, slug, answers)
    (row,) = rows("Receipts")
    assert set(row) == {"reference", "form", "received", "submission", "digest", "limits", "facts"}
    form = load_form(slug, ROOT / "content")
    assert json.loads(row["facts"]["S"]) == facts_of(form, answers).as_json()
    assert CANARY.lower() not in str(row).lower()


def test_by_its_reference_alone_a_receipt_says_nothing_of_the_answers(browser: Browser) -> None:
    receipt = sent(browser, "known-to-agency", KNOWN)
    facts = the_receipt().facts
    shown = Browser().get(receipt.address).text
    assert reference_on(receipt) in shown
    assert facts.agency
    assert facts.agency not in shown
    assert facts.case not in shown


def drawn(receipt: Receipt, *, sender: bool) -> str:
    """The receipt's page as it is drawn for its sender, or for whoever has the reference."""
    form = load_form(receipt.form, ROOT / "content")
    given = {"receipt": receipt, "limits": [], "copy": "", "panel": None, "sender": sender}
    return str(pages.drawn(HTTPStatus.OK, "Sent", "intake/receipt.html", form=form, **given).body)


def test_its_sender_is_shown_the_agency_and_the_case_that_was_answered(browser: Browser) -> None:
    sent(browser, "known-to-agency", KNOWN)
    for_sender, for_others = drawn(the_receipt(), sender=True), drawn(the_receipt(), sender=False)
    for said in ("Northern Health and Social Care Trust", KNOWN["case-reference"]):
        assert said in for_sender
        assert said not in for_others


@pytest.mark.parametrize("sender", [True, False])
def test_no_receipts_page_says_whether_a_child_was_in_danger(browser: Browser, sender: bool) -> None:
    """Somebody else may look over the sender's shoulder, and the sender knows."""
    sent(browser)
    said = [replace(the_receipt(), facts=Facts(danger=danger)) for danger in (True, False, None)]
    assert len({drawn(receipt, sender=sender) for receipt in said}) == 1


def test_a_receipt_written_before_facts_were_kept_is_read_and_shown_without_any(browser: Browser) -> None:
    receipt = sent(browser, "known-to-agency", KNOWN)
    (row,) = rows("Receipts")
    del row["facts"]
    aws.dynamodb().put_item(TableName="Receipts", Item=row)
    assert the_receipt().facts == Facts()
    assert reference_on(browser.get(receipt.address)) == reference_on(receipt)
    assert "Case that was answered" not in drawn(the_receipt(), sender=True)


# What a receipt says to its reader


@pytest.mark.parametrize(("slug", "answers"), [("concern", ANONYMOUS), ("known-to-agency", KNOWN)])
def test_a_receipt_names_its_form(browser: Browser, slug: str, answers: Answers) -> None:
    page = Browser().get(sent(browser, slug, answers).address)
    assert rows_of(page)["Form"] == load_form(slug, ROOT / "content").title


def test_whoever_raised_a_concern_is_told_to_keep_the_reference_only_where_it_is_safe(browser: Browser) -> None:
    concern, reply = sent(browser), sent(Browser(), "known-to-agency", KNOWN)
    assert "Keep this reference only where it is safe" in concern.shown
    assert "print this page" not in concern.shown
    assert "Write down the reference, or print this page" in reply.shown
    assert "only where it is safe" not in reply.shown


def test_a_receipt_promises_no_email_that_may_not_come(browser: Browser) -> None:
    receipt = sent(browser)
    assert "we may send you an email" in receipt.shown
    assert "we are sending" not in receipt.shown
