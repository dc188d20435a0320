"""Confirm and send: stored once, whatever happens in between and however often it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest

from casebook import aws, submissions
from checked_page import CheckedPage
from cmr.forms import reference
from moto_cloud import Browser, rows
from stand_ins import Faults, Killed, cancelled, refused, unreachable
from what_people_type import (
    ANONYMOUS,
    CHECK,
    KNOWN,
    RECEIPT,
    Answers,
    confirmed,
    fill,
    filled,
    press,
    reference_on,
    sent,
)

COPY = "See or print what you sent"
NOT_SENT = "Sorry, we could not send your answers"


@pytest.fixture
def check(browser: Browser) -> CheckedPage:
    """Check your answers of a concern that can be sent."""
    return filled(browser)


def typed_again(browser: Browser, answers: Answers) -> CheckedPage:
    """Other answers to the concern that a browser has checked already. Gives Check your answers."""
    page = browser.get(browser.at("concern", "your-concern"))
    return fill(browser, fill(browser, page, answers), ANONYMOUS)


def stored() -> list[int]:
    """Of how many cases there are records, receipts and owed emails."""
    return [len({row["reference"]["S"] for row in rows(table)}) for table in ("Records", "Receipts", "Outbox")]


def test_nothing_is_stored_before_it_is_confirmed(check: CheckedPage) -> None:
    assert stored() == [0, 0, 0]


def test_confirming_answers_with_a_redirect_to_the_receipt(browser: Browser, check: CheckedPage) -> None:
    action, inputs = check.form_with({})
    answer = browser.raw("POST", action, urlencode(inputs))
    (record,) = rows("Records")
    assert answer["statusCode"] == 303
    assert answer["headers"]["location"] == f"/forms/concern/sent/{record['reference']['S']}/"
    assert answer["cookies"] == []
    assert answer["body"] == ""
    assert stored() == [1, 1, 1]


def test_the_receipt_survives_refresh_and_needs_no_cookie(browser: Browser, check: CheckedPage) -> None:
    receipt = browser.submit(check)
    assert browser.get(receipt.address).heading == RECEIPT
    assert Browser().get(receipt.address).shown.startswith(RECEIPT)


def test_back_and_confirm_again_leads_to_the_same_receipt(browser: Browser, check: CheckedPage) -> None:
    receipts = {browser.submit(check).address for _ in range(5)}
    assert len(receipts) == 1
    assert stored() == [1, 1, 1]


@pytest.mark.parametrize("steps", [(), ("check",), ("danger-now",), ("your-concern",), ("about-you",)], ids="/".join)
def test_every_page_of_what_was_sent_leads_to_the_receipt(
    browser: Browser, check: CheckedPage, steps: tuple[str, ...]
) -> None:
    receipt = browser.submit(check)
    page = browser.get(browser.at("concern", *steps))
    assert (page.heading, page.address) == (RECEIPT, receipt.address)


@pytest.mark.parametrize("cookies", [True, False], ids=["with cookies", "without cookies"])
def test_a_hundred_confirms_at_once_are_one_submission(
    cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch, cookies: bool
) -> None:
    """All hundred stand before the transaction when the first begins. moto takes one call at a time."""
    browser = Browser(keeps_cookies=cookies)
    check = filled(browser)
    everybody, one_at_a_time = threading.Barrier(100), threading.Lock()
    _one_at_a_time(monkeypatch, one_at_a_time)
    transact, first = submissions._transact, threading.local()

    def together(parts: Any) -> None:
        if not hasattr(first, "waited"):
            first.waited = True
            everybody.wait(60)
        transact(parts)

    monkeypatch.setattr(submissions, "_transact", together)
    send = _confirm_of(check)
    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(lambda _: Browser(dict(browser.cookies), cookies).raw("POST", *send), range(100)))
    (record,) = rows("Records")
    receipt = f"/forms/concern/sent/{record['reference']['S']}/"
    led = [answer["headers"]["location"] for answer in answers]
    assert {answer["statusCode"] for answer in answers} == {303}
    assert {address.partition("?key=")[0] for address in led} == {receipt}
    assert len(set(led)) == (1 if cookies else 100)  # a key each
    assert stored() == [1, 1, 1]
    assert all(COPY in Browser(dict(browser.cookies), cookies).get(address).shown for address in led[:3])


def _confirm_of(check: CheckedPage) -> tuple[str, str]:
    """What the button of Check your answers posts: the address and the body."""
    form = next(one for one in check.all("form") if one.get("action", "").endswith("/confirm/"))
    inputs = [(one.get("name", ""), one.get("value", "")) for one in form.iter("input")]
    return form.get("action", ""), urlencode(inputs)


def _one_at_a_time(patch: pytest.MonkeyPatch, lock: threading.Lock) -> None:
    def locked(operation: Callable[..., Any]) -> Callable[..., Any]:
        def called(**request: Any) -> Any:
            with lock:
                return operation(**request)

        return called

    for client, name in (
        (aws.dynamodb(), "get_item"),
        (aws.dynamodb(), "put_item"),
        (aws.dynamodb(), "transact_write_items"),
        (aws.kms(), "decrypt"),
        (aws.kms(), "generate_data_key"),
    ):
        patch.setattr(client, name, locked(getattr(client, name)))


def test_a_transaction_in_the_way_of_another_is_tried_again(
    browser: Browser, check: CheckedPage, fail: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions.time, "sleep", lambda seconds: None)
    clash = fail("dynamodb", "transact_write_items", cancelled("TransactionConflict", "None", "None", "None"), times=3)
    assert browser.submit(check).heading == RECEIPT
    assert clash.failures == 3
    assert stored() == [1, 1, 1]


def test_whoever_meets_others_every_time_is_told_to_try_again(
    browser: Browser, check: CheckedPage, fail: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(submissions.time, "sleep", waits.append)
    fail("dynamodb", "transact_write_items", cancelled("None", "TransactionConflict", "None", "None"))
    page = browser.submit(check)
    assert (page.status, page.heading) == (503, NOT_SENT)
    assert sum(waits) < 8, "a function may run for 15 seconds"


def test_other_answers_under_a_reference_that_was_sent_are_refused_plainly(browser: Browser) -> None:
    """Check your answers is open in two windows; what the first window sent stays what was sent."""
    left_open = filled(browser, answers={**ANONYMOUS, "child": "Not sent"})
    receipt = browser.submit(typed_again(browser, {"child": "Sent"}))
    page = browser.submit(left_open)
    assert (page.status, page.heading) == (200, "What you sent")
    assert page.address == browser.at("concern", "copy") + "?again"
    assert "You have already sent this" in page.shown
    assert "nothing new has been sent or changed" in page.shown
    assert "The child Sent" in page.shown
    assert "Not sent" not in page.shown
    assert reference_on(page) == reference_on(receipt)
    assert stored() == [1, 1, 1]


def test_answers_changed_in_another_window_are_checked_again_before_they_are_sent(browser: Browser) -> None:
    first = filled(browser, answers={**ANONYMOUS, "child": "As shown"})
    typed_again(browser, {"child": "As changed"})
    page = browser.submit(first)
    assert (page.status, page.heading) == (200, CHECK)
    assert page.address == browser.at("concern", "check") + "?elsewhere"
    assert "changed in another window" in page.shown
    assert "As changed" in page.shown
    assert stored() == [0, 0, 0]
    assert browser.submit(page).heading == RECEIPT


def test_answers_changed_elsewhere_are_checked_again_without_cookies_too(cloud: dict[str, str]) -> None:
    browser = Browser(keeps_cookies=False)
    about_you = fill(browser, filled(browser, answers={"danger": "no"}), {**ANONYMOUS, "child": "As shown"})
    first = fill(browser, about_you, ANONYMOUS)
    named = {"stay-anonymous": "no", "name-may-be-shared": "no", "name": "As changed", "understand": "yes"}
    beside = fill(browser, about_you, named)
    assert "Another window has saved other answers to this page" in beside.shown
    assert browser.submit(beside).heading == CHECK
    page = confirmed(browser, first)
    assert (page.status, page.heading) == (200, CHECK)
    assert "changed in another window" in page.shown
    assert "As changed" in page.shown
    assert stored() == [0, 0, 0]
    assert confirmed(browser, page).heading == RECEIPT


def test_a_draft_changed_during_the_transaction_is_checked_again(
    browser: Browser, check: CheckedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    transact = submissions._transact

    def after_another_window(parts: Any) -> None:
        typed_again(Browser(cookies=dict(browser.cookies)), {"child": "Meanwhile"})
        transact(parts)

    monkeypatch.setattr(submissions, "_transact", after_another_window)
    page = browser.submit(check)
    assert (page.status, page.heading) == (200, CHECK)
    assert "changed in another window" in page.shown
    assert "Meanwhile" in page.shown
    assert stored() == [0, 0, 0]


def test_a_draft_deleted_during_the_transaction_is_not_sent(
    browser: Browser, check: CheckedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    transact = submissions._transact

    def after_leaving(parts: Any) -> None:
        Browser(cookies=dict(browser.cookies)).raw("POST", "/forms/concern/leave/")
        transact(parts)

    monkeypatch.setattr(submissions, "_transact", after_leaving)
    page = browser.submit(check)
    assert (page.status, page.heading) == (404, "We cannot find these answers")
    assert stored() == [0, 0, 0]


@pytest.mark.parametrize("table", ["Receipts", "Records"])
def test_a_reference_that_is_taken_is_replaced_without_a_word(browser: Browser, table: str) -> None:
    """Nobody has seen it: the one that is shown is the one under which it is stored."""
    taken = "7KQX-M3PD-W9TF"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "mint", lambda: taken)
        check = filled(browser)
        assert reference_on(sent(Browser(), answers={**ANONYMOUS, "child": "Theirs"})) == taken
    if table == "Records":  # a record whose receipt is gone
        aws.dynamodb().delete_item(TableName="Receipts", Key={"reference": {"S": taken}})
    assert taken not in check.text
    receipt = browser.submit(check)
    assert (receipt.status, receipt.heading) == (200, RECEIPT)
    assert reference_on(receipt) != taken
    assert {row["reference"]["S"] for row in rows("Records")} == {taken, reference_on(receipt)}
    copy = browser.get(receipt.links()[COPY])
    assert reference_on(copy) == reference_on(receipt)
    assert ANONYMOUS["what-happened"] in copy.shown
    assert "Theirs" not in copy.shown
    assert browser.submit(check).address == receipt.address


def test_where_every_reference_is_taken_nothing_is_said_to_be_sent(browser: Browser) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "mint", lambda: "7KQX-M3PD-W9TF")
        check = filled(browser)
        sent(Browser(), answers={**ANONYMOUS, "child": "Theirs"})
        page = browser.submit(check)
        assert (page.status, page.heading) == (503, NOT_SENT)
        assert stored() == [1, 1, 1]
    assert browser.submit(page).heading == RECEIPT
    assert stored() == [2, 2, 2]


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
    assert [row["reference"]["S"] for row in rows("Records")] == [reference_on(receipt)]
    assert stored() == [1, 1, 1]


def test_trying_again_needs_no_cookie(cloud: dict[str, str], fail: Faults) -> None:
    browser = Browser(keeps_cookies=False)
    check = filled(browser)
    breakdown = fail("dynamodb", "get_item")
    page = confirmed(browser, check)
    assert (page.status, page.heading) == (503, NOT_SENT)
    breakdown.repaired()
    assert press(Browser(keeps_cookies=False), page, "Try again").heading == RECEIPT
    assert stored() == [1, 1, 1]


@pytest.mark.parametrize("operation", ["put_item", "delete_item"])
def test_a_key_that_cannot_be_had_loses_nothing_that_was_sent(
    cloud: dict[str, str], fail: Faults, operation: str
) -> None:
    """It is stored, so the receipt says so, though what leads a browser without cookies there fails."""
    browser = Browser(keeps_cookies=False)
    check = filled(browser)
    breakdown = fail("dynamodb", operation)
    page = confirmed(browser, check)
    assert (page.status, page.heading) == (200, RECEIPT)
    assert stored() == [1, 1, 1]
    breakdown.repaired()
    assert confirmed(browser, check).heading == RECEIPT
    assert stored() == [1, 1, 1]


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
    assert [row["reference"]["S"] for row in rows("Records")] == [reference_on(receipt)]
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
    assert browser.get(receipt.links()[COPY]).heading == "What you sent"
    assert COPY not in Browser().get(receipt.address).shown
    assert Browser().get(receipt.links()[COPY]).status == 404
    assert Browser().get("/forms/known-to-agency/copy/").status == 404


def test_a_copy_is_of_what_was_sent_only(browser: Browser, check: CheckedPage) -> None:
    assert browser.get(browser.at("concern", "copy")).status == 404
