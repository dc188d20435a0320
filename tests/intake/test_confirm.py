"""Confirm and send: stored once, whatever happens in between and however often it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checked_page import CheckedPage
from cmr import reference
from intake import aws, sending
from moto_cloud import Browser, rows
from stand_ins import Faults, Killed, cancelled, refused, unreachable
from what_people_type import ANONYMOUS, KNOWN, reference_on, sent

RECEIPT = "We have received what you sent"
NOT_SENT = "Sorry, we could not send your answers"


@pytest.fixture
def check(browser: Browser) -> CheckedPage:
    """Check your answers of a concern that can be sent."""
    return browser.post("/forms/concern/", ANONYMOUS)


def stored() -> list[int]:
    """How many records, receipts and owed emails there are."""
    return [len(rows(table)) for table in ("Records", "Receipts", "Outbox")]


def test_nothing_is_stored_before_it_is_confirmed(check: CheckedPage) -> None:
    assert stored() == [0, 0, 0]


def test_confirming_answers_with_a_redirect_to_the_receipt(browser: Browser, check: CheckedPage) -> None:
    action, inputs = check.form_with({})
    answer = browser.raw("POST", action, "&".join(f"{name}={value}" for name, value in inputs))
    assert answer["statusCode"] == 303
    assert answer["headers"]["location"] == f"/forms/concern/sent/{reference_on(check)}/"
    assert answer["cookies"] == []
    assert stored() == [1, 1, 1]


def test_the_receipt_survives_refresh_and_needs_no_cookie(browser: Browser, check: CheckedPage) -> None:
    receipt = browser.submit(check)
    assert browser.get(receipt.address).heading == RECEIPT
    assert Browser().get(receipt.address).shown.startswith(RECEIPT)


def test_back_and_confirm_again_leads_to_the_same_receipt(browser: Browser, check: CheckedPage) -> None:
    receipts = {browser.submit(check).address for _ in range(5)}
    assert len(receipts) == 1
    assert stored() == [1, 1, 1]


def test_check_your_answers_of_what_was_sent_leads_to_the_receipt(browser: Browser, check: CheckedPage) -> None:
    browser.submit(check)
    assert browser.get("/forms/concern/check/").heading == RECEIPT
    assert browser.get("/forms/concern/your-concern/").heading == RECEIPT


def test_a_hundred_confirms_at_once_are_one_submission(
    cloud: dict[str, str], check: CheckedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All hundred stand before the transaction when the first begins. moto takes one call at a time."""
    everybody, one_at_a_time = threading.Barrier(100), threading.Lock()
    _one_at_a_time(monkeypatch, one_at_a_time)
    transact, first = sending._transact, threading.local()

    def together(parts: Any) -> None:
        if not hasattr(first, "waited"):
            first.waited = True
            everybody.wait(60)
        transact(parts)

    monkeypatch.setattr(sending, "_transact", together)
    action, inputs = check.form_with({})
    body = "&".join(f"{name}={value}" for name, value in inputs)
    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(lambda _: Browser().raw("POST", action, body), range(100)))
    assert {answer["statusCode"] for answer in answers} == {303}
    assert {answer["headers"]["location"] for answer in answers} == {f"/forms/concern/sent/{reference_on(check)}/"}
    assert stored() == [1, 1, 1]


def _one_at_a_time(patch: pytest.MonkeyPatch, lock: threading.Lock) -> None:
    def locked(operation: Callable[..., Any]) -> Callable[..., Any]:
        def called(**request: Any) -> Any:
            with lock:
                return operation(**request)

        return called

    for client, name in (
        (aws.dynamodb(), "get_item"),
        (aws.dynamodb(), "transact_write_items"),
        (aws.kms(), "decrypt"),
        (aws.kms(), "generate_data_key"),
    ):
        patch.setattr(client, name, locked(getattr(client, name)))


def test_a_transaction_in_the_way_of_another_is_tried_again(
    browser: Browser, check: CheckedPage, fail: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending.time, "sleep", lambda seconds: None)
    clash = fail("dynamodb", "transact_write_items", cancelled("TransactionConflict", "None", "None", "None"), times=3)
    assert browser.submit(check).heading == RECEIPT
    assert clash.failures == 3
    assert stored() == [1, 1, 1]


def test_whoever_meets_others_every_time_is_told_to_try_again(
    browser: Browser, check: CheckedPage, fail: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(sending.time, "sleep", waits.append)
    fail("dynamodb", "transact_write_items", cancelled("None", "TransactionConflict", "None", "None"))
    page = browser.submit(check)
    assert (page.status, page.heading) == (503, NOT_SENT)
    assert sum(waits) < 8, "a function may run for 15 seconds"


def test_other_answers_under_a_reference_that_was_sent_are_refused_plainly(browser: Browser) -> None:
    """Check your answers is open in two windows; what the first window sent stays what was sent."""
    first = browser.post("/forms/concern/", {**ANONYMOUS, "child": "Sent"})
    second = browser.post("/forms/concern/", {**ANONYMOUS, "child": "Not sent"})
    third = browser.post("/forms/concern/", {**ANONYMOUS, "child": "Sent"})
    browser.submit(third)
    page = browser.submit(second)
    assert (page.status, page.heading) == (409, "You have already sent this")
    assert "Nothing new has been sent or changed" in page.shown
    assert "The child Sent" in page.shown
    assert "Not sent" not in page.shown
    assert reference_on(page) == reference_on(first)
    assert stored() == [1, 1, 1]


def test_answers_changed_in_another_window_are_checked_again_before_they_are_sent(browser: Browser) -> None:
    first = browser.post("/forms/concern/", {**ANONYMOUS, "child": "As shown"})
    browser.post("/forms/concern/", {**ANONYMOUS, "child": "As changed"})
    page = browser.submit(first)
    assert (page.status, page.heading) == (409, "Check your answers")
    assert "changed in another window" in page.shown
    assert "As changed" in page.shown
    assert stored() == [0, 0, 0]
    assert browser.submit(page).heading == RECEIPT


def test_a_draft_changed_during_the_transaction_is_checked_again(
    browser: Browser, check: CheckedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    transact = sending._transact

    def after_another_window(parts: Any) -> None:
        Browser(cookies=dict(browser.cookies)).post("/forms/concern/", {**ANONYMOUS, "child": "Meanwhile"})
        transact(parts)

    monkeypatch.setattr(sending, "_transact", after_another_window)
    page = browser.submit(check)
    assert (page.status, page.heading) == (409, "Check your answers")
    assert "Meanwhile" in page.shown
    assert stored() == [0, 0, 0]


def test_a_draft_deleted_during_the_transaction_is_not_sent(
    browser: Browser, check: CheckedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    transact = sending._transact

    def after_leaving(parts: Any) -> None:
        Browser(cookies=dict(browser.cookies)).raw("POST", "/forms/concern/leave/")
        transact(parts)

    monkeypatch.setattr(sending, "_transact", after_leaving)
    page = browser.submit(check)
    assert (page.status, page.heading) == (404, "We cannot find your answers")
    assert stored() == [0, 0, 0]


@pytest.mark.parametrize("table", ["Receipts", "Records"])
def test_a_reference_that_is_taken_is_changed_and_shown_before_anything_is_sent(
    browser: Browser, check: CheckedPage, table: str
) -> None:
    taken = reference_on(check)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "mint", lambda: taken)
        sent(Browser(), answers={**ANONYMOUS, "child": "Theirs"})
    if table == "Records":  # a record whose receipt is gone
        aws.dynamodb().delete_item(TableName="Receipts", Key={"reference": {"S": taken}})
    page = browser.submit(check)
    assert (page.status, page.heading) == (409, "Check your answers")
    assert "Your reference had to be changed" in page.shown
    assert ANONYMOUS["what-happened"] in page.shown
    assert reference_on(page) != taken
    receipt = browser.submit(page)
    assert reference_on(receipt) == reference_on(page)
    assert {row["reference"]["S"] for row in rows("Records")} == {taken, reference_on(page)}


STEPS = [
    ("dynamodb", "get_item"),
    ("kms", "decrypt"),
    ("kms", "generate_data_key"),
    ("dynamodb", "transact_write_items"),
]


@pytest.mark.parametrize("error", [refused(), refused("AccessDeniedException"), unreachable()], ids=repr)
@pytest.mark.parametrize(("service", "operation"), STEPS)
def test_a_service_that_fails_stores_nothing_says_so_and_keeps_the_draft(
    browser: Browser, check: CheckedPage, fail: Faults, service: str, operation: str, error: Exception
) -> None:
    breakdown = fail(service, operation, error)
    page = browser.submit(check)
    assert (page.status, page.heading) == (503, NOT_SENT)
    assert page.headers["retry-after"] == "60"
    assert "contact page" in page.shown
    assert "999" in page.links()
    assert stored() == [0, 0, 0]
    breakdown.repaired()
    receipt = browser.submit(page)  # its button: Try again
    assert receipt.heading == RECEIPT
    assert reference_on(receipt) == reference_on(check)
    assert stored() == [1, 1, 1]


def test_trying_again_needs_no_cookie(check: CheckedPage, fail: Faults) -> None:
    breakdown = fail("dynamodb", "get_item")
    page = Browser().submit(check)
    assert page.status == 503
    breakdown.repaired()
    assert Browser().submit(page).heading == RECEIPT


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("service", "operation"), STEPS)
def test_killed_at_any_step_nothing_is_lost_and_nothing_stored_twice(
    browser: Browser, check: CheckedPage, fail: Faults, service: str, operation: str, after: bool
) -> None:
    fail(service, operation, Killed(), times=1, after=after)
    with pytest.raises(Killed):
        browser.submit(check)
    receipt = browser.submit(check)
    assert receipt.heading == RECEIPT
    assert reference_on(receipt) == reference_on(check)
    assert stored() == [1, 1, 1]


@pytest.mark.parametrize("error", [refused(), unreachable()], ids=repr)
def test_what_was_stored_before_the_line_broke_is_not_said_to_be_lost(
    browser: Browser, check: CheckedPage, fail: Faults, error: Exception
) -> None:
    fail("dynamodb", "transact_write_items", error, after=True)
    assert browser.submit(check).heading == RECEIPT
    assert stored() == [1, 1, 1]


def test_a_refusal_that_is_nobodys_doing_is_no_endless_loop(browser: Browser, check: CheckedPage, fail: Faults) -> None:
    breakdown = fail("dynamodb", "transact_write_items", cancelled("ValidationError", "None", "None", "None"))
    page = browser.submit(check)
    assert (page.status, page.heading) == (503, NOT_SENT)
    assert breakdown.failures == 1


def test_a_sent_agency_form_can_be_printed_only_where_it_was_sent(browser: Browser) -> None:
    receipt = sent(browser, "known-to-agency", KNOWN)
    assert "See or print what you sent" in receipt.links()
    assert "See or print what you sent" not in Browser().get(receipt.address).links()
    assert Browser().get("/forms/known-to-agency/copy/").status == 404


def test_a_copy_is_of_what_was_sent_only(browser: Browser, check: CheckedPage) -> None:
    assert browser.get("/forms/concern/copy/").status == 404
