"""An agency's reply, yes or no."""

from __future__ import annotations

import pytest

from moto_cloud import Browser, rows
from walking import Refreshing
from what_people_type import CHECK, EMAIL, KNOWN, NOT_KNOWN_TO_US, RECEIPT, Answers, confirmed, reference_on, sent

SLUG = "known-to-agency"
COPY = "See or print what you sent"


def test_an_agency_that_knows_the_family_says_how(browser: Browser) -> None:
    receipt = sent(browser, SLUG, KNOWN)
    assert receipt.heading == RECEIPT
    assert {row["to"]["S"] for row in rows("Outbox") if row["email"]["S"] == "sender"} == {EMAIL}


def test_no_is_an_answer_that_is_confirmed_deliberately(browser: Browser) -> None:
    unconfirmed = {name: given for name, given in NOT_KNOWN_TO_US.items() if name != "all-databases-checked"}
    page = browser.post(f"/forms/{SLUG}/", unconfirmed)
    assert page.status == 200
    assert page.errors == [("Confirm that all of your agency’s databases were checked", "#all-databases-checked")]
    assert browser.submit(browser.submit(page, {"all-databases-checked": "yes"})).status == 200


def test_a_reply_of_no_carries_nothing_typed_for_yes(browser: Browser) -> None:
    page = browser.post(f"/forms/{SLUG}/", {**KNOWN, **NOT_KNOWN_TO_US})
    assert page.heading == CHECK
    assert "Some answers no longer apply" in page.shown
    assert KNOWN["details"] not in page.text


def test_a_reference_with_a_slip_is_refused_and_one_typed_carelessly_is_not(browser: Browser) -> None:
    slip = browser.post(f"/forms/{SLUG}/", {**KNOWN, "case-reference": "7KQX-M3PD-W9TG"})
    assert [where for _, where in slip.errors] == ["#case-reference"]
    careless = browser.submit(slip, {"case-reference": " 7kqx m3pd w9tf "})
    assert careless.heading == CHECK
    assert "7KQX-M3PD-W9TF" in careless.shown


def test_a_later_reply_does_not_replace_the_first(browser: Browser) -> None:
    first = sent(browser, SLUG, NOT_KNOWN_TO_US)
    second = sent(browser, SLUG, KNOWN)
    assert {row["reference"]["S"] for row in rows("Records")} == {reference_on(first), reference_on(second)}


def test_who_sent_a_reply_can_print_it_and_then_delete_it_from_the_browser(browser: Browser) -> None:
    receipt = sent(browser, SLUG, KNOWN)
    copy = browser.get(receipt.links()[COPY])
    assert copy.heading == "What you sent"
    assert KNOWN["details"] in copy.shown
    gone = browser.submit(browser.get(copy.links()["Delete this copy"]))
    assert gone.heading == "Deleted"
    assert browser.get(copy.address).status == 404
    assert browser.get(receipt.address).status == 200


@pytest.mark.parametrize("answers", [KNOWN, NOT_KNOWN_TO_US], ids=["known", "not known"])
def test_a_reply_sent_and_posted_again_from_the_page_that_back_leads_to_is_its_receipt(
    browser: Browser, answers: Answers
) -> None:
    receipt = sent(browser, SLUG, answers)
    again = browser.post(f"/forms/{SLUG}/", dict(answers))
    assert (again.status, again.heading, again.address) == (200, RECEIPT, receipt.address)
    assert len(rows("Records")) == len(rows("Drafts")) == len(browser.cookies) == 1


def test_the_same_reply_posted_twice_before_it_is_sent_is_one_draft(browser: Browser) -> None:
    first, second = (browser.post(f"/forms/{SLUG}/", dict(KNOWN)) for _ in range(2))
    assert (first.heading, first.address) == (CHECK, second.address)
    assert len(rows("Drafts")) == 1


def test_the_same_reply_with_a_mistake_posted_twice_is_one_draft(browser: Browser) -> None:
    wrong = {**KNOWN, "case-reference": "7KQX-M3PD-W9TG"}
    first, second = (browser.post(f"/forms/{SLUG}/", wrong) for _ in range(2))
    assert (first.address, first.errors) == (second.address, second.errors)
    assert first.errors
    assert len(rows("Drafts")) == 1


def test_an_agency_without_cookies_corrects_its_reply_and_sends_it(cloud: dict[str, str]) -> None:
    browser = Browser(keeps_cookies=False)
    wrong = browser.post(f"/forms/{SLUG}/", {**KNOWN, "case-reference": "7KQX-M3PD-W9TG"})
    assert [where for _, where in wrong.errors] == ["#case-reference"]
    check = browser.submit(wrong, {"case-reference": "7KQX-M3PD-W9TF"})
    assert check.heading == CHECK
    assert KNOWN["details"] in check.shown
    assert confirmed(browser, check).heading == RECEIPT
    assert len(rows("Records")) == 1


def test_a_refresh_of_any_page_of_a_reply_shows_the_same_and_writes_nothing(cloud: dict[str, str]) -> None:
    browser = Refreshing()
    wrong = browser.post(f"/forms/{SLUG}/", {**KNOWN, "case-reference": "7KQX-M3PD-W9TG"})
    check = browser.submit(wrong, {"case-reference": "7KQX-M3PD-W9TF"})
    receipt = browser.submit(check)
    copy = browser.get(receipt.links()[COPY])
    browser.submit(browser.get(copy.links()["Delete this copy"]))
    assert len(browser.headings) == 6
    assert browser.headings[1:] == [CHECK, RECEIPT, "What you sent", "Delete what you have typed?", "Deleted"]
