"""The concern form, from the page that the site freezes to the receipt, through a browser without scripts."""

from __future__ import annotations

from typing import Any

import pytest

from moto_cloud import OFFICE, Browser, rows
from walking import Refreshing
from what_people_type import (
    ANONYMOUS,
    CANARY,
    CHECK,
    EMAIL,
    RECEIPT,
    WITH_EMAIL,
    confirmed,
    fill,
    filled,
    press,
    reference_on,
    sent,
    started,
)

COPY = "See or print what you sent"
DANGER = "Is a child in danger now?"


def without_cookies() -> Browser:
    """A browser that keeps none."""
    return Browser(keeps_cookies=False)


def test_somebody_without_a_name_sends_a_concern_and_gets_a_receipt(browser: Browser) -> None:
    check = filled(browser)
    assert check.status == 200
    assert check.heading == CHECK
    assert "Nothing has been sent yet" in check.shown
    receipt = browser.submit(check)
    assert receipt.status == 200
    assert receipt.heading == RECEIPT
    assert [row["reference"]["S"] for row in rows("Records")] == [reference_on(receipt)]
    assert [row["to"]["S"] for row in rows("Outbox")] == [OFFICE]


def test_a_reference_is_shown_on_no_page_before_the_concern_is_stored(browser: Browser) -> None:
    pages = [started(browser, "concern", ANONYMOUS)]
    while pages[-1].heading != CHECK:
        pages.append(fill(browser, pages[-1], ANONYMOUS))
    reference = reference_on(browser.submit(pages[-1]))
    assert len(pages) == 3
    assert [page.address for page in pages if reference in page.text] == []


def test_whoever_gives_an_email_address_is_owed_an_email(browser: Browser) -> None:
    receipt = sent(browser, answers=WITH_EMAIL)
    owed = {row["email"]["S"]: row for row in rows("Outbox")}
    assert {kind: row["to"]["S"] for kind, row in owed.items()} == {"office": OFFICE, "sender": EMAIL}
    assert {row["reference"]["S"] for row in owed.values()} == {reference_on(receipt)}


def test_check_your_answers_shows_every_answer_as_typed(browser: Browser) -> None:
    page = filled(browser, answers={**WITH_EMAIL, "telephone": "028 9649 6001"})
    assert page.heading == CHECK
    for given in (WITH_EMAIL["what-happened"], WITH_EMAIL["name"], EMAIL, "028 9649 6001", "No, you can know who I am"):
        assert given in page.shown
    assert "Not provided" in page.shown  # of the questions that were left out


def test_an_email_address_typed_before_choosing_to_stay_anonymous_is_dropped_and_named(browser: Browser) -> None:
    page = filled(browser, answers={**WITH_EMAIL, "stay-anonymous": "yes"})
    assert "Some answers no longer apply, so we removed them: Your name Your name may be passed on" in page.shown
    assert EMAIL not in page.text
    browser.submit(page)
    assert {row["email"]["S"] for row in rows("Outbox")} == {"office"}


def test_mistakes_are_shown_with_everything_that_was_typed(browser: Browser) -> None:
    page = filled(browser, answers={**WITH_EMAIL, "email": "not an address", "understand": []})
    assert page.status == 200
    assert page.title.startswith("Error: About you – Raise a concern")
    assert page.errors == [
        ("Enter an email address in the correct format, like name@example.com", "#email"),
        ("Confirm that you understand your concern will be passed on", "#understand"),
    ]
    assert page.value("email") == "not an address"
    assert page.value("name") == WITH_EMAIL["name"]
    earlier = browser.get(browser.at("concern", "your-concern"))
    assert earlier.value("what-happened") == WITH_EMAIL["what-happened"]
    assert earlier.errors == []


def test_a_mistake_is_kept_sealed_and_goes_nowhere_else(browser: Browser) -> None:
    filled(browser, answers={**WITH_EMAIL, "email": f"{CANARY} at home"})
    assert len(rows("Drafts")) == 1
    assert CANARY not in str(rows("Drafts"))
    assert [rows(table) for table in ("Records", "Receipts", "Outbox")] == [[], [], []]


def test_a_concern_with_a_mistake_in_it_cannot_be_confirmed(browser: Browser) -> None:
    filled(browser, answers={**ANONYMOUS, "what-happened": ""})
    page = browser.post(browser.at("concern", "confirm"), {})
    assert (page.status, page.heading) == (200, CHECK)
    assert "Enter what happened and why somebody should look at it" in page.shown
    assert list(page.all("main")[0].iter("form")) == []
    assert rows("Records") == []


def test_a_corrected_page_goes_on_to_the_next(browser: Browser) -> None:
    page = filled(browser, answers={**ANONYMOUS, "what-happened": ""})
    assert page.errors == [("Enter what happened and why somebody should look at it", "#what-happened")]
    following = browser.submit(page, {"what-happened": "It was this"})
    assert following.heading == "About you"
    assert fill(browser, following, ANONYMOUS).heading == CHECK


def test_the_frozen_page_left_empty_is_asked_about_and_goes_on_once_it_is_answered(browser: Browser) -> None:
    page = browser.post("/forms/concern/", {})
    assert (page.status, page.heading) == (200, DANGER)
    assert page.errors == [("Select yes if a child is in danger right now", "#danger")]
    assert any(address == "tel:999" for address in page.links().values())
    assert browser.submit(page, {"danger": "no"}).heading == "Your concern"


def test_an_answer_changed_from_check_your_answers_leads_straight_back(browser: Browser) -> None:
    check = filled(browser)
    question = browser.get(check.links()["Change what happened, Your concern"])
    assert question.value("what-happened") == ANONYMOUS["what-happened"]
    again = browser.submit(question, {"what-happened": "Something else"})
    assert again.heading == CHECK
    assert "Something else" in again.shown
    assert again.address == check.address
    assert len(rows("Drafts")) == 1


def test_danger_now_shows_whom_to_call_before_anything_else(browser: Browser) -> None:
    advice = browser.post("/forms/concern/", {"danger": "yes"})
    assert advice.heading == "Call now"
    assert any(address == "tel:999" for address in advice.links().values())
    following = browser.submit(advice)
    assert following.heading == "Your concern"
    assert CANARY in fill(browser, fill(browser, following, ANONYMOUS), ANONYMOUS).shown


def test_a_concern_typed_into_an_older_page_is_kept_while_danger_is_shown_first(browser: Browser) -> None:
    """The whole form stood on one page before."""
    advice = browser.post("/forms/concern/", {**ANONYMOUS, "danger": "yes"})
    assert advice.heading == "Call now"
    following = browser.submit(advice)
    assert following.value("what-happened") == ANONYMOUS["what-happened"]


@pytest.mark.parametrize("pressed", [{}, {"later": "yes"}, {"add": "x"}, {"to": "/forms/concern/"}], ids=str)
@pytest.mark.parametrize("cookies", [True, False])
def test_danger_and_nothing_else_leads_to_the_danger_page_whatever_was_pressed(
    cloud: dict[str, str], pressed: dict[str, str], cookies: bool
) -> None:
    first = Browser(keeps_cookies=cookies)
    assert first.post("/forms/concern/", {"danger": "yes", **pressed}).heading == "Call now"
    later = Browser(keeps_cookies=cookies)
    action, inputs = later.post("/forms/concern/", {}).form_with({"danger": "yes", **pressed})
    assert later.post(action, inputs).heading == "Call now"


def test_danger_chosen_later_from_check_your_answers_leads_to_the_danger_page(browser: Browser) -> None:
    check = filled(browser)
    page = browser.get(check.links()["Change a child in danger now, Is a child in danger now?"])
    advice = browser.submit(page, {"danger": "yes"})
    assert advice.heading == "Call now"
    assert browser.submit(advice).heading == CHECK


def test_whoever_says_again_that_a_child_is_in_danger_is_told_again_whom_to_call(browser: Browser) -> None:
    browser.submit(browser.post("/forms/concern/", {"danger": "yes"}))
    assert browser.post("/forms/concern/", {"danger": "yes"}).heading == "Call now"
    danger = browser.at("concern", "danger-now")
    browser.submit(browser.get(danger), {"danger": "no"})
    assert browser.submit(browser.get(danger), {"danger": "yes"}).heading == "Call now"


def test_advice_that_was_read_is_not_shown_again_while_its_answer_stays(browser: Browser) -> None:
    browser.submit(browser.post("/forms/concern/", {"danger": "yes"}))
    page = browser.get(browser.at("concern", "danger-now"))
    assert browser.submit(page).heading == "Your concern"


@pytest.mark.parametrize("danger", ["no", "yes"])
def test_a_browser_without_cookies_sends_a_form_all_the_same(cloud: dict[str, str], danger: str) -> None:
    """Each page is filled in by a browser that has never been here: the page alone carries what is needed."""
    page = started(without_cookies(), "concern", {"danger": danger})
    if danger == "yes":
        assert page.heading == "Call now"
        page = without_cookies().submit(page)
    assert page.heading == "Your concern"
    for heading in ("About you", CHECK):
        page = fill(without_cookies(), page, WITH_EMAIL)
        assert page.heading == heading
    receipt = confirmed(without_cookies(), page)
    assert receipt.heading == RECEIPT
    assert [row["reference"]["S"] for row in rows("Records")] == [reference_on(receipt)]
    assert {row["email"]["S"] for row in rows("Outbox")} == {"office", "sender"}


def test_a_browser_without_cookies_sees_a_copy_of_what_it_sent(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    check = filled(browser, answers={**WITH_EMAIL, "danger": "yes"})
    assert "Your browser keeps no cookies for this site" in check.shown
    receipt = confirmed(browser, check)
    assert (receipt.status, receipt.heading) == (200, RECEIPT)
    copy = press(browser, receipt, COPY)
    assert (copy.status, copy.heading) == (200, "What you sent")
    assert reference_on(copy) == reference_on(receipt)
    assert WITH_EMAIL["what-happened"] in copy.shown
    assert browser.cookies == {}
    assert CANARY not in " ".join(browser.visited)


def test_a_browser_without_cookies_changes_an_answer_from_check_your_answers(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    page = press(browser, filled(browser), "Change what happened, Your concern")
    assert page.value("what-happened") == ANONYMOUS["what-happened"]
    check = fill(browser, page, {"what-happened": f"Put otherwise by {CANARY}"})
    assert check.heading == CHECK
    assert f"Put otherwise by {CANARY}" in check.shown
    assert confirmed(browser, check).heading == RECEIPT


def test_a_page_without_cookies_opens_once_and_the_page_before_it_leads_there_again(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    first = started(browser, "concern", ANONYMOUS)
    second = fill(browser, first, ANONYMOUS)
    refreshed = browser.get(second.address)
    assert (refreshed.status, refreshed.heading) == (410, "This page can be opened once only")
    assert "What you typed on the page before this one has been kept" in refreshed.shown
    assert fill(browser, first, ANONYMOUS).heading == second.heading  # Back, and its button again
    assert len([row for row in rows("Drafts") if not row["draft"]["S"].startswith("key#")]) == 1


def test_a_mistake_made_without_cookies_keeps_the_draft(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    wrong = filled(browser, answers={**WITH_EMAIL, "email": "not an address"})
    assert wrong.errors
    assert wrong.value("email") == "not an address"
    check = browser.submit(wrong, {"email": EMAIL})
    assert check.heading == CHECK
    assert WITH_EMAIL["what-happened"] in check.shown
    assert confirmed(browser, check).heading == RECEIPT
    assert len(rows("Records")) == 1


def test_back_and_continue_is_the_same_submission(browser: Browser) -> None:
    first = filled(browser)
    back = browser.get(browser.at("concern", "your-concern"))
    about_you = browser.submit(back, {"child": "A boy"})
    second = fill(browser, about_you, ANONYMOUS)
    assert second.address == first.address
    assert "A boy" in second.shown
    assert len(rows("Drafts")) == 1


@pytest.mark.parametrize("answers", [{"danger": "no"}, {"danger": "yes"}, {}], ids=str)
def test_the_same_frozen_page_posted_twice_is_one_draft(browser: Browser, answers: dict[str, Any]) -> None:
    pages = [browser.post("/forms/concern/", answers) for _ in range(3)]
    assert len({(page.address, page.heading) for page in pages}) == 1
    assert len(rows("Drafts")) == 1
    assert len(browser.cookies) == 1


def test_the_very_answers_that_were_sent_are_not_sent_twice(browser: Browser) -> None:
    check = filled(browser)
    left_open = browser.get(browser.at("concern", "about-you"))
    receipt = browser.submit(check)
    again = browser.submit(left_open)
    assert again.heading == RECEIPT
    assert reference_on(again) == reference_on(receipt)
    assert len(rows("Records")) == 1


def test_another_concern_gets_a_reference_of_its_own(browser: Browser) -> None:
    first = reference_on(sent(browser))
    second = sent(browser, answers={**ANONYMOUS, "what-happened": "Another matter"})
    assert reference_on(second) != first
    assert {row["reference"]["S"] for row in rows("Receipts")} == {first, reference_on(second)}


def test_a_second_concern_takes_nothing_away_from_the_first(browser: Browser) -> None:
    """Neither the copy of what was sent, nor a draft that is still open."""
    receipt = sent(browser, answers={**ANONYMOUS, "child": "The first"})
    half = filled(browser, answers={**ANONYMOUS, "child": "The second", "understand": []})
    sent(browser, answers={**ANONYMOUS, "danger": "yes", "child": "The third"})
    assert "The first" in browser.get(browser.get(receipt.address).links()[COPY]).shown
    check = fill(browser, browser.get(half.address), ANONYMOUS)
    assert "The second" in check.shown
    assert browser.submit(check).heading == RECEIPT
    assert len(rows("Records")) == 3


def test_a_refresh_of_any_page_shows_the_same_and_writes_nothing(cloud: dict[str, str]) -> None:
    browser = Refreshing()
    browser.post("/forms/concern/", {})
    wrong = filled(browser, answers={**WITH_EMAIL, "danger": "yes", "email": "not an address"})
    check = fill(browser, wrong, {"email": EMAIL})
    changed = browser.get(check.links()["Change what happened, Your concern"])
    check = fill(browser, changed, {"what-happened": "Otherwise"})
    browser.get("/forms/concern/d/")
    receipt = browser.submit(check)
    browser.get(receipt.links()[COPY])
    browser.submit(check)
    assert browser.headings == [
        DANGER,
        "Call now",
        "Your concern",
        "About you",
        "About you",
        CHECK,
        "Your concern",
        CHECK,
        "Raise a concern",
        RECEIPT,
        "What you sent",
        RECEIPT,
    ]


def test_every_page_of_the_form_can_be_left_at_once(browser: Browser) -> None:
    advice = browser.post("/forms/concern/", {"danger": "yes"})
    wrong = browser.post("/forms/concern/", {})
    check = filled(browser)
    unknown = browser.get("/forms/concern/no-such-page/")
    lost = browser.get(browser.at("concern", "no-such-page"))
    drafts = browser.get("/forms/concern/d/")
    receipt = browser.submit(check)
    copy = browser.get(receipt.links()[COPY])
    for page in (advice, wrong, check, unknown, lost, drafts, receipt, copy):
        assert "Exit this page" in page.text, page.address
