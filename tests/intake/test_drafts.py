"""Drafts: who can open one, for how long, what two windows do to it, and how it is left."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from intake import aws
from intake.settings import settings
from moto_cloud import Browser, rows
from stand_ins import Clock, Faults, refused, unreachable
from what_people_type import (
    ANONYMOUS,
    CANARY,
    KNOWN,
    TOPICS,
    a_child,
    added,
    begun,
    filled_in,
    put,
    reference_on,
    sent,
    topic,
)

GONE = "We cannot find your answers"
NOTIFICATION = "/forms/notification/"


def cookie_set_by(address: str, answers: dict[str, Any]) -> str:
    """The one cookie that a new browser is given."""
    (cookie,) = Browser().raw("POST", address, urlencode(answers, doseq=True))["cookies"]
    return str(cookie)


def test_a_public_cookie_goes_with_the_browser_and_is_for_this_form_only(cloud: dict[str, str]) -> None:
    pair, *attributes = cookie_set_by("/forms/concern/", dict(ANONYMOUS)).split("; ")
    assert pair.startswith("draft-concern=")
    assert attributes == ["Path=/forms/concern/", "HttpOnly", "SameSite=Lax", "Secure"]


@pytest.mark.parametrize(
    ("address", "answers"), [("/forms/known-to-agency/", KNOWN), (NOTIFICATION, {})], ids=["one page", "many pages"]
)
def test_an_agencys_cookie_lasts_as_long_as_its_draft(
    cloud: dict[str, str], time: Clock, address: str, answers: dict[str, Any]
) -> None:
    assert "; Max-Age=2419200; Path=" in cookie_set_by(address, dict(answers))


def test_a_cookie_given_again_does_not_outlast_the_draft(browser: Browser, time: Clock) -> None:
    begun(browser)
    time.wait(days=20)
    (cookie,) = browser.raw("POST", NOTIFICATION)["cookies"]
    assert f"; Max-Age={8 * 24 * 3600};" in cookie


def test_a_laptop_without_tls_gets_a_cookie_that_works_there(
    cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_ORIGIN", "http://127.0.0.1:8000")
    settings.cache_clear()
    assert "Secure" not in cookie_set_by("/forms/concern/", dict(ANONYMOUS))


def test_the_table_holds_a_hash_of_the_token_and_the_token_nowhere(browser: Browser) -> None:
    begun(browser)
    added(browser, "children", "children", a_child(1))
    token = browser.cookies["draft-notification"]
    (row,) = rows("Drafts")
    assert row["draft"]["S"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(row)


@pytest.mark.parametrize(
    ("address", "answers", "length"),
    [
        ("/forms/concern/", ANONYMOUS, timedelta(hours=2)),
        ("/forms/known-to-agency/", KNOWN, timedelta(days=28)),
        (NOTIFICATION, {}, timedelta(days=28)),
    ],
)
def test_dynamodb_is_told_when_to_delete_a_draft(
    browser: Browser, time: Clock, address: str, answers: dict[str, Any], length: timedelta
) -> None:
    browser.post(address, dict(answers))
    (row,) = rows("Drafts")
    assert int(row["expires"]["N"]) == int((time.now + length).timestamp())


def test_editing_a_draft_does_not_make_it_last_longer(browser: Browser, time: Clock) -> None:
    begun(browser)
    (before,) = rows("Drafts")
    time.wait(days=3)
    topic(browser, "documents")
    (after,) = rows("Drafts")
    assert after["expires"] == before["expires"]


def test_a_draft_whose_time_is_over_is_gone_even_before_dynamodb_deletes_it(browser: Browser, time: Clock) -> None:
    check = browser.post("/forms/concern/", ANONYMOUS)
    time.wait(hours=2, seconds=-1)
    assert browser.get("/forms/concern/check/").status == 200
    time.wait(seconds=1)
    page = browser.submit(check)
    assert (page.status, page.heading) == (410, "Your answers have been deleted")
    assert "Nothing has been sent" in page.shown
    assert "Start again: Raise a concern" in page.links()
    assert browser.cookies == {}
    assert rows("Records") == []


def test_the_first_page_says_that_the_time_is_over_and_offers_to_start(browser: Browser, time: Clock) -> None:
    begun(browser)
    time.wait(days=28)
    page = browser.get(NOTIFICATION)
    assert page.status == 410
    assert "Your earlier answers have been deleted" in page.shown
    assert browser.submit(page).status == 200


def test_a_page_of_an_expired_draft_that_is_posted_loses_nothing_of_the_next_draft(
    browser: Browser, time: Clock
) -> None:
    begun(browser)
    left_open = browser.get(f"{NOTIFICATION}event/")
    browser.raw("POST", f"{NOTIFICATION}leave/")
    begun(browser)
    topic(browser, "documents")
    assert browser.submit(left_open, {"event-area": "x"}).heading == GONE
    assert "You have completed 1 of 10 sections" in browser.get(NOTIFICATION).shown


PAGES = ["event/", "children/children/0123abcd/", "check/", "copy/", "advice/immediate-risk/"]


@pytest.mark.parametrize("path", PAGES)
def test_without_a_draft_every_page_says_what_became_of_the_answers(browser: Browser, path: str) -> None:
    page = browser.get(f"{NOTIFICATION}{path}")
    assert (page.status, page.heading) == (404, GONE)
    assert "Nothing has been sent" in page.shown
    assert page.links()["Start again: Notify SBNI about a case"] == "/notify/"
    assert "contact page" in page.links()


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000, "é" * 43, "../../etc", "a b", "%00", '"; drop'])
def test_a_token_that_is_not_ours_opens_nothing(browser: Browser, token: str) -> None:
    begun(browser)
    stranger = Browser(cookies={"draft-notification": token})
    assert stranger.get(f"{NOTIFICATION}event/").heading == GONE
    assert Browser().post(f"{NOTIFICATION}event/", {"draft": token, "event-area": "x"}).heading == GONE
    assert Browser().post(f"{NOTIFICATION}confirm/", {"draft": token}).heading == GONE


def test_a_cookie_that_opens_nothing_is_taken_away(cloud: dict[str, str]) -> None:
    stranger = Browser(cookies={"draft-notification": "A" * 43})
    stranger.get(f"{NOTIFICATION}event/")
    assert stranger.cookies == {}


def test_a_token_of_another_form_opens_nothing(browser: Browser) -> None:
    begun(browser)
    token = browser.cookies["draft-notification"]
    assert Browser(cookies={"draft-concern": token}).get("/forms/concern/check/").heading == GONE
    assert Browser().post("/forms/concern/confirm/", {"draft": token}).heading == GONE
    assert browser.get(f"{NOTIFICATION}event/").status == 200


@pytest.mark.parametrize("attribute", ["sealed", "data_key"])
@pytest.mark.parametrize("change", ["flipped", "short", "empty", "another's"])
def test_a_draft_that_was_tampered_with_does_not_open(browser: Browser, attribute: str, change: str) -> None:
    other = Browser()
    begun(other)
    theirs = rows("Drafts")[0][attribute]["B"]
    begun(browser)
    row = next(row for row in rows("Drafts") if row[attribute]["B"] != theirs)
    ours = row[attribute]["B"]
    changed = {"flipped": ours[:-1] + bytes([ours[-1] ^ 1]), "short": ours[:7], "empty": b"\x00", "another's": theirs}
    aws.dynamodb().put_item(TableName="Drafts", Item={**row, attribute: {"B": changed[change]}})
    page = browser.get(f"{NOTIFICATION}event/")
    assert (page.status, page.heading) == (404, GONE)


def test_a_draft_moved_to_another_token_does_not_open(browser: Browser) -> None:
    begun(browser)
    (row,) = rows("Drafts")
    moved = {**row, "draft": {"S": hashlib.sha256(b"stolen").hexdigest()}}
    aws.dynamodb().put_item(TableName="Drafts", Item=moved)
    assert Browser(cookies={"draft-notification": "stolen"}).get(f"{NOTIFICATION}event/").heading == GONE


def test_a_cookie_is_read_from_api_gateways_list_and_from_the_header(browser: Browser) -> None:
    begun(browser)
    header = {"cookie": f"theme=dark; draft-notification={browser.cookies['draft-notification']}"}
    assert Browser().raw("GET", f"{NOTIFICATION}event/", headers=header)["statusCode"] == 200
    assert Browser().raw("GET", f"{NOTIFICATION}event/", headers={"cookie": "theme=dark"})["statusCode"] == 404


@pytest.mark.parametrize("cookie", ["", ";;;", "=", "draft-notification", 'a="b', "\x00=\x01", "é=ü", "a=b; " * 500])
def test_malformed_cookies_are_left_out_and_the_rest_are_read(browser: Browser, cookie: str) -> None:
    begun(browser)
    header = {"cookie": f"{cookie}; draft-notification={browser.cookies['draft-notification']}"}
    assert Browser().raw("GET", f"{NOTIFICATION}event/", headers=header)["statusCode"] == 200


def test_two_windows_that_edit_different_topics_lose_nothing(browser: Browser) -> None:
    begun(browser)
    first, second = browser.get(f"{NOTIFICATION}event/"), browser.get(f"{NOTIFICATION}learning/")
    browser.submit(second, {"concerns": "From the second"})
    browser.submit(first, {"event-area": "From the first"}, button="Save and finish later")
    assert browser.get(f"{NOTIFICATION}event/").value("event-area") == "From the first"
    assert browser.get(f"{NOTIFICATION}learning/").value("concerns") == "From the second"


def test_two_windows_that_save_at_the_same_moment_lose_nothing(browser: Browser, fail: Faults) -> None:
    """The second window saves between the first one's reading of the draft and its writing."""
    begun(browser)
    page = browser.get(f"{NOTIFICATION}event/")
    client, saved = aws.dynamodb(), aws.dynamodb().put_item

    def meanwhile(**request: Any) -> Any:
        client.put_item = saved  # type: ignore[method-assign]
        put(browser, "children", "children", a_child(1))
        return saved(**request)

    fail.patch.setattr(client, "put_item", meanwhile)
    browser.submit(page, {"event-area": "From the first"}, button="Save and finish later")
    assert browser.get(f"{NOTIFICATION}event/").value("event-area") == "From the first"
    assert f"Child 1 {CANARY}" in browser.get(f"{NOTIFICATION}children/").shown


def test_what_is_typed_after_another_window_sent_the_form_is_not_said_to_be_received(browser: Browser) -> None:
    check = filled_in(browser)
    topic_page = browser.get(f"{NOTIFICATION}event/")
    item_page = browser.get(next(link for words, link in check.links().items() if words.startswith("Change Children")))
    removal = browser.get(f"{item_page.address.partition('?')[0]}remove/")
    browser.submit(check)
    for left_open, typed in ((topic_page, {"event-area": "Late"}), (item_page, {"child-name": "Late"}), (removal, {})):
        page = browser.submit(left_open, typed)
        assert (page.status, page.heading) == (409, "You have already sent this")
        assert "Nothing new has been sent or changed" in page.shown
        assert "Late" not in page.shown
        assert f"Child 1 {CANARY}" in page.shown


def test_a_new_reply_typed_after_the_first_was_sent_is_a_new_submission(browser: Browser) -> None:
    left_open = browser.get(browser.post("/forms/known-to-agency/", KNOWN).links()["Change name, Your agency’s reply"])
    first = sent(browser, "known-to-agency", KNOWN)
    check = browser.submit(left_open, {"name": "Another"})
    assert "Nothing has been sent yet" in check.shown
    assert reference_on(check) != reference_on(first)


@pytest.mark.parametrize("error", [refused("ThrottlingException"), unreachable()], ids=repr)
@pytest.mark.parametrize(
    ("service", "operation"), [("dynamodb", "get_item"), ("kms", "decrypt"), ("dynamodb", "put_item")]
)
def test_a_topic_that_cannot_be_saved_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults, service: str, operation: str, error: Exception
) -> None:
    begun(browser)
    page = browser.get(f"{NOTIFICATION}family-told/")
    breakdown = fail(service, operation, error)
    typed = {**TOPICS["family-told"], "support-needs": f"For {CANARY}"}
    failed = browser.submit(page, typed)
    assert failed.status == 503
    assert failed.headers["retry-after"] == "60"
    assert "we could not save this page" in failed.shown
    assert "contact page" in failed.links()
    assert failed.value("support-needs") == f"For {CANARY}"
    breakdown.repaired()
    assert browser.submit(failed).status == 200
    assert browser.get(f"{NOTIFICATION}family-told/").value("support-needs") == f"For {CANARY}"


@pytest.mark.parametrize(("service", "operation"), [("dynamodb", "get_item"), ("dynamodb", "put_item")])
def test_a_child_who_cannot_be_saved_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults, service: str, operation: str
) -> None:
    begun(browser)
    action, inputs = browser.get(f"{NOTIFICATION}children/").form_with({"add": "children"})
    page = browser.post(action, inputs)
    breakdown = fail(service, operation)
    failed = browser.submit(page, dict(a_child(1)))
    assert failed.status == 503
    assert failed.value("child-name") == f"Child 1 {CANARY}"
    breakdown.repaired()
    assert f"Child 1 {CANARY} Complete" in browser.submit(failed).shown


def test_a_list_that_could_not_be_read_is_not_shown_as_empty(browser: Browser, fail: Faults) -> None:
    begun(browser)
    put(browser, "children", "children", a_child(1))
    page = browser.get(f"{NOTIFICATION}children/")
    breakdown = fail("dynamodb", "get_item")
    failed = browser.submit(page)
    assert failed.status == 503
    assert "Add a child" not in failed.shown
    breakdown.repaired()
    browser.submit(failed)
    assert f"Child 1 {CANARY}" in browser.get(f"{NOTIFICATION}children/").shown


def test_that_there_is_nothing_to_add_is_kept_where_a_list_could_not_be_read(browser: Browser, fail: Faults) -> None:
    begun(browser)
    page = browser.get(f"{NOTIFICATION}family/")
    breakdown = fail("dynamodb", "get_item")
    failed = browser.submit(page, dict(TOPICS["family"]))
    breakdown.repaired()
    browser.submit(failed)
    assert "Completed" in browser.get(NOTIFICATION).shown


@pytest.mark.parametrize(
    ("service", "operation"), [("kms", "generate_data_key"), ("dynamodb", "put_item"), ("dynamodb", "get_item")]
)
def test_a_one_page_form_that_cannot_be_kept_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults, service: str, operation: str
) -> None:
    browser.cookies["draft-concern"] = "A" * 43
    breakdown = fail(service, operation)
    failed = browser.post("/forms/concern/", {**ANONYMOUS, "relation": "family"})
    assert failed.status == 503
    assert failed.headers["retry-after"] == "60"
    assert failed.value("what-happened") == ANONYMOUS["what-happened"]
    assert failed.value("relation") == "family"
    assert "999" in failed.shown
    breakdown.repaired()
    assert browser.submit(failed).heading == "Check your answers"


@pytest.mark.parametrize("path", ["", "event/", "check/", "children/children/0123abcd/remove/"])
def test_reading_a_page_while_a_service_fails_says_so(browser: Browser, fail: Faults, path: str) -> None:
    begun(browser)
    fail("dynamodb", "get_item")
    page = browser.get(f"{NOTIFICATION}{path}")
    assert (page.status, page.heading) == (503, "Sorry, the service is unavailable")
    assert page.headers["retry-after"] == "60"
    assert "contact page" in page.links()
    assert "draft-notification" in browser.cookies


def test_more_than_a_draft_can_hold_is_refused_and_shown_again(browser: Browser) -> None:
    """Only text that no compression makes small is too much: it takes a will."""
    begun(browser)
    noise = "".join(hashlib.sha512(str(number).encode()).hexdigest() for number in range(6000))
    page = topic(browser, "learning", {"concerns": noise})
    assert page.status == 422
    assert "more here than the form can hold" in page.shown
    assert page.value("concerns") == noise
    assert browser.get(f"{NOTIFICATION}learning/").value("concerns") == ""


def test_leaving_the_public_form_deletes_everything_and_goes_to_a_neutral_page(browser: Browser) -> None:
    browser.post("/forms/concern/", ANONYMOUS)
    answer = browser.raw("POST", "/forms/concern/leave/")
    assert answer["headers"]["refresh"] == "0; url=https://www.bbc.co.uk/weather"
    assert answer["headers"]["clear-site-data"] == '"cache", "storage"'
    assert answer["headers"]["cache-control"] == "no-store"
    assert "concern" not in answer["body"].lower()
    assert browser.cookies == {}
    assert rows("Drafts") == []


def test_leaving_without_a_draft_goes_all_the_same(browser: Browser) -> None:
    assert "refresh" in browser.raw("POST", "/forms/concern/leave/")["headers"]


@pytest.mark.parametrize("error", [refused(), unreachable()], ids=repr)
def test_leaving_goes_even_where_the_draft_cannot_be_deleted(browser: Browser, fail: Faults, error: Exception) -> None:
    browser.post("/forms/concern/", ANONYMOUS)
    fail("dynamodb", "delete_item", error)
    answer = browser.raw("POST", "/forms/concern/leave/")
    assert answer["statusCode"] == 200
    assert "refresh" in answer["headers"]
    assert browser.cookies == {}


def test_an_agencys_draft_is_said_to_be_deleted_only_when_it_is(browser: Browser, fail: Faults) -> None:
    begun(browser)
    breakdown = fail("dynamodb", "delete_item")
    page = browser.submit(browser.get(f"{NOTIFICATION}leave/"))
    assert page.status == 503
    assert "draft-notification" in browser.cookies
    breakdown.repaired()
    assert browser.submit(browser.get(f"{NOTIFICATION}leave/")).heading == "Deleted"
    assert rows("Drafts") == []
    assert browser.cookies == {}


@pytest.mark.parametrize("slug", ["concern", "known-to-agency", "notification"])
def test_a_link_never_deletes(browser: Browser, slug: str) -> None:
    browser.post("/forms/concern/", ANONYMOUS)
    browser.post("/forms/known-to-agency/", KNOWN)
    begun(browser)
    page = browser.get(f"/forms/{slug}/leave/")
    assert page.heading == "Delete what you have typed?"
    assert len(rows("Drafts")) == 3
    assert browser.get(page.links()["Cancel"]).status == 200


def test_leaving_after_sending_leaves_what_was_sent(browser: Browser) -> None:
    receipt = sent(browser)
    browser.raw("POST", "/forms/concern/leave/")
    assert len(rows("Records")) == 1
    assert browser.get(receipt.address).status == 200
