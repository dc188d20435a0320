"""An agency's reply, yes or no."""

from __future__ import annotations

from moto_cloud import Browser, rows
from what_people_type import EMAIL, KNOWN, NOT_KNOWN_TO_US, reference_on, sent

SLUG = "known-to-agency"


def test_an_agency_that_knows_the_family_says_how(browser: Browser) -> None:
    receipt = sent(browser, SLUG, KNOWN)
    assert receipt.heading == "We have received what you sent"
    assert {row["to"]["S"] for row in rows("Outbox") if row["email"]["S"] == "sender"} == {EMAIL}


def test_no_is_an_answer_that_is_confirmed_deliberately(browser: Browser) -> None:
    unconfirmed = {name: given for name, given in NOT_KNOWN_TO_US.items() if name != "all-databases-checked"}
    page = browser.post(f"/forms/{SLUG}/", unconfirmed)
    assert page.status == 422
    assert page.errors == [("Confirm that all of your agency’s databases were checked", "#all-databases-checked")]
    assert browser.submit(browser.submit(page, {"all-databases-checked": "yes"})).status == 200


def test_a_reply_of_no_carries_nothing_typed_for_yes(browser: Browser) -> None:
    page = browser.post(f"/forms/{SLUG}/", {**KNOWN, **NOT_KNOWN_TO_US})
    assert page.heading == "Check your answers"
    assert "Some answers no longer apply" in page.shown
    assert KNOWN["details"] not in page.text


def test_a_reference_with_a_slip_is_refused_and_one_typed_carelessly_is_not(browser: Browser) -> None:
    slip = browser.post(f"/forms/{SLUG}/", {**KNOWN, "case-reference": "7KQX-M3PD-W9TG"})
    assert [where for _, where in slip.errors] == ["#case-reference"]
    careless = browser.submit(slip, {"case-reference": " 7kqx m3pd w9tf "})
    assert careless.heading == "Check your answers"
    assert "7KQX-M3PD-W9TF" in careless.shown


def test_a_later_reply_does_not_replace_the_first(browser: Browser) -> None:
    first = sent(browser, SLUG, NOT_KNOWN_TO_US)
    second = sent(browser, SLUG, KNOWN)
    assert {row["reference"]["S"] for row in rows("Records")} == {reference_on(first), reference_on(second)}


def test_who_sent_a_reply_can_print_it_and_then_delete_it_from_the_browser(browser: Browser) -> None:
    receipt = sent(browser, SLUG, KNOWN)
    copy = browser.get(receipt.links()["See or print what you sent"])
    assert copy.heading == "What you sent"
    assert KNOWN["details"] in copy.shown
    gone = browser.submit(browser.get(copy.links()["Delete the copy from this browser"]))
    assert gone.heading == "Deleted"
    assert browser.get(copy.address).status == 404
    assert browser.get(receipt.address).status == 200
