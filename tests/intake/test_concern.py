"""The concern form, from the page that the site freezes to the receipt, through a browser without scripts."""

from __future__ import annotations

import pytest

from moto_cloud import OFFICE, Browser, rows
from what_people_type import ANONYMOUS, CANARY, EMAIL, WITH_EMAIL, reference_on, sent


def test_somebody_without_a_name_sends_a_concern_and_gets_a_receipt(browser: Browser) -> None:
    check = browser.post("/forms/concern/", ANONYMOUS)
    assert check.status == 200
    assert check.heading == "Check your answers"
    assert "Nothing has been sent yet" in check.shown
    receipt = browser.submit(check)
    assert receipt.status == 200
    assert receipt.heading == "We have received what you sent"
    assert reference_on(receipt) == reference_on(check)
    assert [row["to"]["S"] for row in rows("Outbox")] == [OFFICE]


def test_whoever_gives_an_email_address_is_owed_an_email(browser: Browser) -> None:
    receipt = sent(browser, answers=WITH_EMAIL)
    owed = {row["email"]["S"]: row for row in rows("Outbox")}
    assert {kind: row["to"]["S"] for kind, row in owed.items()} == {"office": OFFICE, "sender": EMAIL}
    assert {row["reference"]["S"] for row in owed.values()} == {reference_on(receipt)}


def test_check_your_answers_shows_every_answer_as_typed(browser: Browser) -> None:
    page = browser.post("/forms/concern/", {**WITH_EMAIL, "telephone": "028 9649 6001"})
    for given in (WITH_EMAIL["what-happened"], WITH_EMAIL["name"], EMAIL, "028 9649 6001", "No, you can know who I am"):
        assert given in page.shown
    assert "Not provided" in page.shown  # of the questions that were left out


def test_an_email_address_typed_before_choosing_to_stay_anonymous_is_dropped_and_named(browser: Browser) -> None:
    page = browser.post("/forms/concern/", {**WITH_EMAIL, "stay-anonymous": "yes"})
    assert "Some answers no longer apply, so we removed them: Your name Your name may be passed on" in page.shown
    assert EMAIL not in page.text
    browser.submit(page)
    assert {row["email"]["S"] for row in rows("Outbox")} == {"office"}


def test_mistakes_are_shown_with_everything_that_was_typed(browser: Browser) -> None:
    page = browser.post("/forms/concern/", {**WITH_EMAIL, "email": "not an address", "understand": []})
    assert page.status == 422
    assert page.title.startswith("Error: Raise a concern")
    assert page.errors == [
        ("Enter an email address in the correct format, like name@example.com", "#email"),
        ("Confirm that you understand your concern will be passed on", "#understand"),
    ]
    assert page.value("email") == "not an address"
    assert page.value("what-happened") == WITH_EMAIL["what-happened"]
    assert page.value("name") == WITH_EMAIL["name"]
    assert rows("Drafts") == []


def test_the_corrected_page_goes_on_to_check_your_answers(browser: Browser) -> None:
    page = browser.post("/forms/concern/", {**ANONYMOUS, "what-happened": ""})
    assert page.status == 422
    assert browser.submit(page, {"what-happened": "It was this"}).heading == "Check your answers"


def test_an_answer_changed_from_check_your_answers_leads_straight_back(browser: Browser) -> None:
    check = browser.post("/forms/concern/", ANONYMOUS)
    question = browser.get(check.links()["Change what happened, Your concern"])
    assert question.value("what-happened") == ANONYMOUS["what-happened"]
    again = browser.submit(question, {"what-happened": "Something else"})
    assert again.heading == "Check your answers"
    assert "Something else" in again.shown
    assert reference_on(again) == reference_on(check)


def test_danger_now_shows_whom_to_call_before_anything_else(browser: Browser) -> None:
    advice = browser.post("/forms/concern/", {**ANONYMOUS, "danger": "yes"})
    assert advice.heading == "Call now"
    assert any(address == "tel:999" for address in advice.links().values())
    check = browser.submit(advice)
    assert check.heading == "Check your answers"
    assert CANARY in check.shown


def test_advice_is_shown_once(browser: Browser) -> None:
    browser.submit(browser.post("/forms/concern/", {**ANONYMOUS, "danger": "yes"}))
    assert browser.post("/forms/concern/", {**ANONYMOUS, "danger": "yes"}).heading == "Check your answers"


@pytest.mark.parametrize("danger", ["no", "yes"])
def test_a_browser_without_cookies_sends_a_form_all_the_same(cloud: dict[str, str], danger: str) -> None:
    page = Browser().post("/forms/concern/", {**ANONYMOUS, "danger": danger})
    if danger == "yes":
        page = Browser().submit(page)
    assert page.heading == "Check your answers"
    assert Browser().submit(page).heading == "We have received what you sent"


def test_a_mistake_made_without_cookies_keeps_the_reference(cloud: dict[str, str]) -> None:
    check = Browser().post("/forms/concern/", ANONYMOUS)
    token = check.value("draft")
    wrong = Browser().post("/forms/concern/", {**ANONYMOUS, "danger": "", "draft": token})
    assert wrong.status == 422
    assert reference_on(Browser().submit(wrong, {"danger": "no"})) == reference_on(check)


def test_back_and_continue_is_the_same_submission(browser: Browser) -> None:
    first = browser.post("/forms/concern/", ANONYMOUS)
    second = browser.post("/forms/concern/", {**ANONYMOUS, "child": "A boy"})
    assert reference_on(first) == reference_on(second)
    assert len(rows("Drafts")) == 1


def test_the_very_answers_that_were_sent_are_not_sent_twice(browser: Browser) -> None:
    receipt = sent(browser)
    again = browser.post("/forms/concern/", ANONYMOUS)
    assert again.heading == "We have received what you sent"
    assert reference_on(again) == reference_on(receipt)


def test_another_concern_gets_a_reference_of_its_own(browser: Browser) -> None:
    first = reference_on(sent(browser))
    second = sent(browser, answers={**ANONYMOUS, "what-happened": "Another matter"})
    assert reference_on(second) != first
    assert {row["reference"]["S"] for row in rows("Receipts")} == {first, reference_on(second)}


def test_every_page_of_the_form_can_be_left_at_once(browser: Browser) -> None:
    check = browser.post("/forms/concern/", ANONYMOUS)
    wrong = browser.post("/forms/concern/", {})
    unknown = browser.get("/forms/concern/no-such-page/")
    receipt = browser.submit(check)
    for page in (check, wrong, unknown, receipt):
        assert "Exit this page" in page.text, page.address
