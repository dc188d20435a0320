"""A notification from beginning to end: every topic wrong once, changed, dropped, removed, finished later."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checked_page import CheckedPage
from cmr.forms.catalogue import load_form
from moto_cloud import OFFICE, ROOT, Browser, rows
from promises import text_of
from stand_ins import Faults
from walking import Refreshing
from what_people_type import (
    CANARY,
    CHECK,
    EMAIL,
    RECEIPT,
    TOPICS,
    a_child,
    a_sibling,
    added,
    adding,
    an_agency,
    begun,
    confirmed,
    day,
    filled_in,
    press,
    put,
    reference_on,
    topic,
)

FORM = load_form("notification", Path(ROOT / "content").resolve())
SLUG = "notification"
BASE = f"/forms/{SLUG}/"
ELSEWHERE = "Another window has saved other answers to this page"


def opened(browser: Browser, *steps: str) -> CheckedPage:
    """A page of the browser's notification."""
    return browser.get(browser.at(SLUG, *steps))


@pytest.fixture
def check(browser: Browser) -> CheckedPage:
    """Check your answers of a notification that can be sent."""
    return filled_in(browser)


def test_a_notification_with_many_children_siblings_and_agencies_arrives_whole(browser: Browser) -> None:
    begun(browser)
    for number in range(1, 4):
        added(browser, "children", "children", a_child(number))
    for number in range(4, 21):
        put(browser, "children", "children", a_child(number))
    for number in range(1, 4):
        added(browser, "family", "siblings", a_sibling(number))
    for number in range(1, 6):
        added(browser, "agencies", "agencies-involved", an_agency(number))
    given = {**TOPICS, "family": {"parents-absent": "not-known"}, "agencies": {"another-could-notify": "no"}}
    for topic_id, answers in given.items():
        topic(browser, topic_id, answers)
    page = opened(browser, "check")
    cards = [card for card in page.all("h3") if CANARY in "".join(card.itertext())]
    assert len(cards) == 20 + 3
    assert page.shown.count("Team ") == 5
    receipt = browser.submit(page)
    assert receipt.heading == RECEIPT
    assert {row["to"]["S"] for row in rows("Outbox")} == {OFFICE, EMAIL}


def test_a_new_notification_shows_every_topic_not_yet_started(browser: Browser) -> None:
    page = begun(browser)
    assert page.heading == "Notify SBNI about a case"
    assert page.shown.count("Not yet started") == len(FORM.topics)
    assert {f"{one.letter}. {one.title}" if one.letter else one.title for one in FORM.topics} <= set(page.links())


def test_danger_is_asked_before_anything_else(browser: Browser) -> None:
    page = browser.post(BASE, {})
    assert page.heading == "Is a child at risk now?"
    assert page.address == browser.at(SLUG, "danger-now")
    names = {one.get("name") for one in page.all("input") if one.get("type") != "hidden"}
    assert names == {"immediate-risk"}
    assert browser.submit(page, {"immediate-risk": "no"}).heading == FORM.title


@pytest.mark.parametrize("button", ["", "Save and continue", "Save and finish later"])
@pytest.mark.parametrize("cookies", [True, False])
def test_danger_and_nothing_else_leads_to_the_danger_page_whatever_was_pressed(
    cloud: dict[str, str], button: str, cookies: bool
) -> None:
    browser = Browser(keeps_cookies=cookies)
    advice = browser.submit(browser.post(BASE, {}), {"immediate-risk": "yes"}, button=button)
    assert advice.heading == "Protect the child first"
    assert any(address == "tel:999" for address in advice.links().values())
    assert browser.submit(advice).heading == FORM.title


def test_a_child_in_danger_is_not_put_off_by_saving_the_child_for_later(browser: Browser) -> None:
    begun(browser)
    page = adding(browser, "family", "siblings")
    advice = browser.submit(page, {"sibling-safe": "no"}, button="Save and finish later")
    assert advice.heading == "Protect the child first"


def test_a_topic_is_not_started_then_incomplete_then_completed(browser: Browser) -> None:
    begun(browser)
    page = topic(browser, "documents", {"briefing-report": "none"})
    assert (page.status, page.heading) == (200, "Documents and declarations")
    assert page.errors
    assert "Incomplete" in opened(browser).shown
    page = topic(browser, "documents")
    assert page.heading == FORM.title
    assert "You have completed 1 of 11 sections" in page.shown


WRONG = {
    "danger-now": ({}, "immediate-risk"),
    "safety": ({**TOPICS["safety"], **day("criteria-met-on", "31 2 2026")}, "criteria-met-on-day"),
    "notifying-agency": ({**TOPICS["notifying-agency"], "completed-by-email": "no address"}, "completed-by-email"),
    "children": ({}, "children"),
    "event": ({"event-area": f"{CANARY} Street", "event-nature": ["neglect", "physical"]}, "event-date-is"),
    "family": ({"parents-absent": "not-known"}, "siblings-absent"),
    "agencies": ({**TOPICS["agencies"], "another-could-notify": "perhaps"}, "another-could-notify"),
    "learning": ({"worked-well": "x" * 2001}, "worked-well"),
    "proceedings": ({**TOPICS["proceedings"], "criminal": "yes"}, "criminal-officer"),
    "family-told": ({**TOPICS["family-told"], "parents-told-when-day": "1"}, "parents-told-when-day"),
    "documents": ({"briefing-report": "none", "declare-facts": "yes", "declare-lawful": "yes"}, "declare-privacy"),
}


def test_there_is_a_mistake_here_for_every_topic() -> None:
    assert list(WRONG) == [one.id for one in FORM.topics]


@pytest.mark.parametrize("topic_id", WRONG)
def test_a_mistake_is_shown_at_its_field_and_everything_typed_is_kept(browser: Browser, topic_id: str) -> None:
    begun(browser)
    answers, field = WRONG[topic_id]
    page = topic(browser, topic_id, answers)
    assert page.status == 200
    assert page.address == browser.at(SLUG, topic_id)
    assert page.title.startswith(f"Error: {page.heading}")
    assert (page.errors[0][1]) == f"#{field}"  # that the summary's links lead to inputs is checked on every page
    _, held = page.form_with({})
    for name, given in answers.items():
        values = [given] if isinstance(given, str) else given
        if name != "another-could-notify":  # a radio button that was never offered cannot be shown as chosen
            assert sorted(value for key, value in held if key == name) == sorted(values), name
    again = opened(browser, topic_id)
    assert again.form_with({})[1] == held, "what was typed is in the draft, mistakes and all"
    assert again.errors == page.errors, "Back and Refresh lead to the same page"


def test_an_item_with_a_mistake_keeps_what_was_typed_and_is_listed_as_incomplete(browser: Browser) -> None:
    begun(browser)
    page = added(
        browser, "children", "children", {**a_child(1), "child-hc-number": "123", "child-hc-number-reason": []}
    )
    assert page.status == 200
    assert [where for _, where in page.errors] == ["#child-hc-number"]
    assert page.value("child-hc-number") == "123"
    children = opened(browser, "children")
    assert "Incomplete" in children.shown
    assert "has answers missing or to be corrected" in opened(browser, "check").shown
    corrected = browser.submit(page, {"child-hc-number": "", "child-hc-number-reason": "newborn"})
    assert corrected.heading == "The child or children"
    assert "Complete" in corrected.shown


def test_what_is_missing_stands_on_check_your_answers_which_then_cannot_be_sent(browser: Browser) -> None:
    begun(browser)
    page = opened(browser, "check")
    assert "Add at least one child" in page.shown
    assert list(page.all("main")[0].iter("form")) == []
    refused = browser.post(browser.at(SLUG, "confirm"), {})
    assert (refused.status, refused.heading) == (200, CHECK)
    assert "Still to do" in refused.shown
    assert rows("Records") == []


def test_not_known_is_an_answer(browser: Browser, check: CheckedPage) -> None:
    shown = re.findall(r"(Date of birth|Date of death|Home address|Parents and carers) (.*?) Change", check.shown)
    assert ("Home address", "Not known") in shown
    assert ("Parents and carers", "The parents and carers are not known") in shown
    assert browser.submit(check).status == 200


def test_not_known_beside_an_answer_is_asked_about(browser: Browser) -> None:
    begun(browser)
    page = added(browser, "children", "children", {**a_child(1), "child-born-not-known": "yes"})
    assert page.status == 200
    assert "not both" in page.errors[0][0]


def test_a_change_link_opens_the_answer_and_leads_straight_back(browser: Browser, check: CheckedPage) -> None:
    page = browser.get(check.links()["Change area, What happened"])
    assert page.heading == "What happened"
    assert page.value("event-area") == TOPICS["event"]["event-area"]
    again = browser.submit(page, {"event-area": "Exampleton"})
    assert again.heading == CHECK
    assert "Exampleton" in again.shown


def test_a_gateway_that_rewrites_the_query_changes_nothing(browser: Browser, check: CheckedPage) -> None:
    address = f"{browser.at(SLUG, 'documents')}?change="
    assert browser.post(address, dict(TOPICS["documents"])).heading == check.heading == CHECK


def test_a_mistake_made_while_changing_still_leads_back_once_corrected(browser: Browser, check: CheckedPage) -> None:
    page = browser.get(check.links()["Change area, What happened"])
    wrong = browser.submit(page, {"event-area": ""})
    assert wrong.errors == [("Enter the town or area, or select ‘Not known’", "#event-area")]
    assert browser.submit(wrong, {"event-area": "Exampleton"}).heading == CHECK


def test_an_item_changed_from_check_your_answers_leads_straight_back(browser: Browser, check: CheckedPage) -> None:
    item = next(address for words, address in check.links().items() if words.startswith("Change Children: Child 1"))
    again = browser.submit(browser.get(item), {"child-name": f"Renamed {CANARY}"})
    assert again.heading == CHECK
    assert f"Renamed {CANARY}" in again.shown


def test_another_item_added_while_changing_leads_to_its_list(browser: Browser, check: CheckedPage) -> None:
    page = browser.get(f"{browser.at(SLUG, 'children')}?change")
    action, inputs = page.form_with({"add": "children"})
    listed = browser.submit(browser.post(action, inputs), dict(a_child(2)))
    assert listed.heading == "The child or children"
    assert browser.submit(listed).heading == CHECK


def test_an_answer_that_became_irrelevant_is_dropped_and_named_where_saving_leads(browser: Browser) -> None:
    begun(browser)
    topic(browser, "proceedings", {**TOPICS["proceedings"], "coroner": "yes", "coroner-reference": f"C1 {CANARY}"})
    page = topic(browser, "proceedings")
    assert page.heading == FORM.title
    assert "Some answers no longer apply, so we removed them: Coroner’s reference" in page.shown
    assert CANARY not in opened(browser, "proceedings").text


def test_an_answer_dropped_beside_a_mistake_is_named_on_the_page_itself(browser: Browser) -> None:
    begun(browser)
    topic(browser, "proceedings", {**TOPICS["proceedings"], "coroner": "yes", "coroner-reference": f"C1 {CANARY}"})
    page = topic(browser, "proceedings", {**TOPICS["proceedings"], "criminal": "yes"})
    assert [where for _, where in page.errors] == ["#criminal-officer", "#criminal-reference"]
    assert "Some answers no longer apply, so we removed them: Coroner’s reference" in page.shown


def test_an_answer_dropped_from_an_item_is_named(browser: Browser) -> None:
    begun(browser)
    added(browser, "children", "children", a_child(1))
    link = opened(browser, "children").links()[f"Change Child 1 {CANARY}"]
    page = browser.submit(browser.get(link), {"child-died": "no"})
    assert page.errors  # where the child is now has to be said
    assert "removed them: Date of death Coroner told of the death" in page.shown


def test_an_answer_is_dropped_when_one_on_another_topic_rules_it_out(browser: Browser, check: CheckedPage) -> None:
    assert TOPICS["event"]["event-significance"] in check.shown
    page = browser.get(check.links()["Change death or harm, Criteria"])
    again = browser.submit(page, {"what-happened": "died"})
    assert again.heading == CHECK
    assert "Reason the harm is significant" in again.shown  # named as dropped
    assert TOPICS["event"]["event-significance"] not in again.shown


def test_removing_an_item_is_confirmed_first(browser: Browser, check: CheckedPage) -> None:
    listed = opened(browser, "children")
    link = next(address for words, address in listed.links().items() if words.startswith("Remove"))
    asked = browser.get(link)
    assert asked.heading == "Remove Child 1?"
    assert CANARY in asked.shown
    assert CANARY not in asked.title  # a browser keeps the titles of its pages
    assert CANARY in opened(browser, "children").shown  # asking removes nothing
    assert CANARY not in browser.submit(asked).shown
    assert browser.get(asked.address).heading == "The child or children"  # Back, after it is gone


def test_removing_twice_is_removing_once(browser: Browser) -> None:
    begun(browser)
    for number in (1, 2):
        listed = added(browser, "children", "children", a_child(number))
    link = next(address for words, address in listed.links().items() if words == f"Remove Child 1 {CANARY}")
    asked = browser.get(link)
    browser.submit(asked)
    assert f"Child 2 {CANARY}" in browser.submit(asked).shown


def test_adding_to_a_list_takes_back_that_there_was_nothing_to_add(browser: Browser) -> None:
    begun(browser)
    topic(browser, "family")
    listed = added(browser, "family", "siblings", a_sibling(1))
    assert f"Sibling 1 {CANARY}" in listed.shown
    assert "There are no brothers" not in listed.shown


def test_items_and_a_statement_that_there_are_none_contradict_each_other(browser: Browser) -> None:
    begun(browser)
    added(browser, "family", "siblings", a_sibling(1))
    page = topic(browser, "family")
    assert page.status == 200
    assert [where for _, where in page.errors] == ["#siblings-absent"]
    assert "There are no brothers, sisters or other children" in page.errors[0][0]


def test_a_list_takes_as_many_items_as_it_says_and_loses_none_beyond(browser: Browser) -> None:
    begun(browser)
    page = opened(browser, "learning")
    action, inputs = page.form_with({"add": "chronology"})
    late = browser.post(action, inputs)  # the page for an item, opened while there was room
    put(browser, "learning", "chronology", {**day("chronology-date", "2001"), "chronology-event": "x"}, count=30)
    listed = opened(browser, "learning")
    assert "You can add up to 30" in listed.shown
    assert browser.post(action, inputs).errors[0][0].startswith("You can add up to 30")
    refused = browser.submit(late, {**day("chronology-date", "2001"), "chronology-event": f"Kept {CANARY}"})
    assert refused.status == 409
    assert refused.errors[0][0].startswith("You can add up to 30")
    assert refused.value("chronology-event") == f"Kept {CANARY}"
    assert len(opened(browser, "learning").all("dt")) == 30


def test_posting_a_new_items_page_twice_adds_one_item(browser: Browser) -> None:
    begun(browser)
    page = adding(browser, "children", "children")
    browser.submit(page, dict(a_child(1)))
    assert browser.submit(page, dict(a_child(1))).shown.count(f"Change Child 1 {CANARY}") == 1


def test_save_and_finish_later_keeps_what_there_is_and_asks_for_nothing(browser: Browser) -> None:
    begun(browser)
    page = topic(browser, "event", {"event-area": "Exampleton"}, button="Save and finish later")
    assert (page.status, page.heading) == (200, FORM.title)
    later = opened(browser, "event")
    assert later.value("event-area") == "Exampleton"
    assert later.errors == []


def test_an_item_can_be_finished_later_too(browser: Browser) -> None:
    begun(browser)
    page = adding(browser, "children", "children")
    listed = browser.submit(page, {"child-name": f"Half {CANARY}"}, button="Save and finish later")
    assert listed.heading == "The child or children"
    assert f"Half {CANARY} Incomplete" in listed.shown


def test_advice_about_a_child_leads_back_to_the_list_once_the_child_is_complete(browser: Browser) -> None:
    begun(browser)
    advice = added(browser, "family", "siblings", {**a_sibling(1), "sibling-safe": "no"})
    assert advice.heading == "Protect the child first"
    assert browser.submit(advice).heading == "Family and household"


def test_advice_about_a_child_leads_back_to_the_child_where_something_is_missing(browser: Browser) -> None:
    begun(browser)
    advice = added(browser, "family", "siblings", {"sibling-name": "Wren", "sibling-safe": "no"})
    assert advice.heading == "Protect the child first"
    assert browser.submit(advice).heading == "Brother, sister or other child 1"


def test_advice_that_saving_for_later_passed_over_is_shown_once_somebody_goes_on(browser: Browser) -> None:
    begun(browser)
    good = {"route": "good-practice"}
    assert topic(browser, "safety", good, button="Save and finish later").heading == FORM.title
    assert topic(browser, "safety", good).heading == "This form is not for cases of good practice"


def test_advice_that_was_shown_and_not_read_is_shown_again(browser: Browser) -> None:
    begun(browser)
    danger = {"immediate-risk": "yes"}
    for _ in range(2):  # whoever closes the page, or goes back, has not read it
        advice = topic(browser, "danger-now", danger, button="Save and finish later")
        assert advice.heading == "Protect the child first"
    browser.submit(advice)
    assert topic(browser, "danger-now", danger).heading == FORM.title


def test_a_case_of_good_practice_ends_the_form_with_advice(browser: Browser) -> None:
    begun(browser)
    advice = topic(browser, "safety", {"route": "good-practice"})
    assert advice.heading == "This form is not for cases of good practice"
    assert list(advice.all("main")[0].iter("form")) == []
    assert "This form is not for cases of good practice" in opened(browser, "check").shown


def test_starting_again_never_throws_away_what_was_typed(browser: Browser) -> None:
    begun(browser)
    topic(browser, "event", {"event-area": "Exampleton"}, button="Save and finish later")
    for address in (BASE, f"{BASE}d/"):
        offered = browser.get(address)
        (going_on,) = [where for words, where in offered.links().items() if words.startswith("Continue the one")]
        assert going_on == browser.at(SLUG)
    assert browser.post(BASE, {}).shown == offered.shown  # the first page's button, pressed once more
    assert len(rows("Drafts")) == 1
    first = browser.draft(SLUG)
    browser.submit(offered, button="Start another")
    assert browser.draft(SLUG) != first
    assert opened(browser, "event").value("event-area") == ""
    assert browser.get(f"{BASE}d/{first}/event/").value("event-area") == "Exampleton"


def test_without_a_draft_the_first_page_offers_to_start(browser: Browser) -> None:
    for address in (BASE, f"{BASE}d/"):
        page = browser.get(address)
        assert (page.status, page.heading) == (200, FORM.title)
        assert "nothing open for this form" in page.shown
    assert rows("Drafts") == []
    assert browser.submit(page, button="Start now").address == browser.at(SLUG, "danger-now")
    assert len(rows("Drafts")) == 1


def test_every_question_can_be_answered_and_is_shown_on_check_your_answers(check: CheckedPage) -> None:
    assert f"Child 1 {CANARY}" in check.shown
    assert "Still to do" not in check.shown
    assert "You get a reference when it has been" in check.shown


def test_a_reference_is_shown_once_the_notification_is_stored_and_not_before(
    browser: Browser, check: CheckedPage
) -> None:
    tasks = opened(browser)
    receipt = browser.submit(check)
    assert [row["reference"]["S"] for row in rows("Records")] == [reference_on(receipt)]
    assert reference_on(receipt) not in tasks.text + check.text


def saved_elsewhere(page: CheckedPage) -> dict[str, str]:
    """What a page says that another window has saved: the answers that differ, and no others."""
    (said,) = page.all("dl")
    return {text_of(what): text_of(given) for what, given in zip(said.iter("dt"), said.iter("dd"), strict=True)}


def test_an_older_window_that_saves_a_topic_over_a_newer_one_is_told_and_sees_both(browser: Browser) -> None:
    begun(browser)
    older, newer = opened(browser, "event"), opened(browser, "event")
    browser.submit(newer, {"event-area": "Newer", "event-account": "Both alike"}, button="Save and finish later")
    told = browser.submit(older, {"event-area": "Older", "event-account": "Both alike"}, button="Save and finish later")
    assert (told.status, told.heading) == (200, "What happened")
    assert ELSEWHERE in told.shown
    assert saved_elsewhere(told) == {"Area": "Newer"}
    assert told.value("event-area") == "Older"
    assert opened(browser, "event").shown == told.shown  # as after Refresh, or in a third window
    still = opened(browser, "check").shown
    assert "Newer" in still
    assert "Older" not in still
    assert browser.submit(told, button="Save and finish later").heading == FORM.title
    kept = opened(browser, "event")
    assert kept.value("event-area") == "Older"
    assert ELSEWHERE not in kept.shown


def test_an_older_window_that_saves_an_item_over_a_newer_one_is_told_and_sees_both(browser: Browser) -> None:
    begun(browser)
    listed = added(browser, "children", "children", a_child(1))
    item = listed.links()[f"Change Child 1 {CANARY}"]
    older, newer = browser.get(item), browser.get(item)
    browser.submit(newer, {"child-name": "Newer"})
    told = browser.submit(older, {"child-name": "Older"})
    assert (told.status, told.heading) == (200, "Child 1")
    assert ELSEWHERE in told.shown
    assert saved_elsewhere(told) == {"Full name": "Newer"}
    assert told.value("child-name") == "Older"
    assert "Newer" in opened(browser, "children").shown
    listed = browser.submit(told)
    assert listed.heading == "The child or children"
    assert "Older" in listed.shown
    assert "Newer" not in listed.shown
    assert ELSEWHERE not in browser.get(item).shown


def test_an_older_window_may_take_what_the_newer_one_saved(browser: Browser) -> None:
    begun(browser)
    older, newer = opened(browser, "event"), opened(browser, "event")
    browser.submit(newer, {"event-area": "Newer"}, button="Save and finish later")
    told = browser.submit(older, {"event-area": "Older"}, button="Save and finish later")
    browser.submit(told, {"event-area": "Newer"}, button="Save and finish later")
    kept = opened(browser, "event")
    assert kept.value("event-area") == "Newer"
    assert ELSEWHERE not in kept.shown


def test_an_older_window_that_saves_the_same_is_told_nothing(browser: Browser) -> None:
    begun(browser)
    older, newer = opened(browser, "event"), opened(browser, "event")
    for page in (newer, older):
        saved = browser.submit(page, {"event-area": "The same"}, button="Save and finish later")
        assert saved.heading == FORM.title


def test_a_second_window_that_saves_with_a_mistake_is_told_too(browser: Browser) -> None:
    begun(browser)
    older, newer = opened(browser, "event"), opened(browser, "event")
    assert browser.submit(newer, {"event-area": "Newer"}).errors
    told = browser.submit(older, {"event-area": "Older"})
    assert ELSEWHERE in told.shown
    assert told.value("event-area") == "Older"
    mistakes = browser.submit(told)
    assert mistakes.errors
    assert mistakes.value("event-area") == "Older"
    assert ELSEWHERE not in mistakes.shown


def test_danger_said_in_an_older_window_is_not_held_back_by_a_newer_one(browser: Browser) -> None:
    older = browser.post(BASE, {})
    browser.submit(opened(browser, "danger-now"), {"immediate-risk": "no"})
    told = browser.submit(older, {"immediate-risk": "yes"})
    assert told.heading == "Protect the child first"
    assert any(address == "tel:999" for address in told.links().values())
    both = browser.submit(told)
    assert "Another window has saved other answers to this page" in both.shown
    assert both.value("immediate-risk") == "yes"


def test_what_two_windows_said_is_decided_before_it_is_sent(browser: Browser) -> None:
    older = browser.post(BASE, {})
    browser.submit(opened(browser, "danger-now"), {"immediate-risk": "no"})
    browser.submit(browser.submit(older, {"immediate-risk": "yes"}))
    check = browser.get(browser.at(SLUG, "check"))
    assert "Two windows saved different answers here: choose which are right" in check.shown


def test_a_notification_without_cookies_goes_from_the_first_page_to_its_receipt(cloud: dict[str, str]) -> None:
    """Page by page, with nothing but the buttons of the pages, the task list among them."""
    browser = Browser(keeps_cookies=False)
    tasks = browser.submit(browser.post(BASE, {}), dict(TOPICS["danger-now"]))
    assert tasks.heading == FORM.title
    assert "Your browser keeps no cookies for this site" in tasks.shown
    for one in FORM.topics[1:]:
        page = press(browser, tasks, one.title)
        assert page.heading == one.title
        if one.id == "children":
            page = _child_without_cookies(browser, page)
        tasks = browser.submit(page, dict(TOPICS[one.id]))
        assert tasks.heading == FORM.title, tasks.errors
    assert "You have completed 11 of 11 sections" in tasks.shown
    check = press(browser, tasks, CHECK)
    assert press(browser, check, "Back to all sections").heading == FORM.title
    receipt = confirmed(browser, check)
    assert (receipt.status, receipt.heading) == (200, RECEIPT)
    assert [row["reference"]["S"] for row in rows("Records")] == [reference_on(receipt)]
    assert browser.cookies == {}
    assert CANARY not in " ".join(browser.visited)


def _child_without_cookies(browser: Browser, page: CheckedPage) -> CheckedPage:
    """A child added, looked at again, another added and removed."""
    listed = browser.submit(press(browser, page, "Add a child"), dict(a_child(1)))
    child = press(browser, listed, f"Change Child 1 {CANARY}")
    assert child.value("child-name") == f"Child 1 {CANARY}"
    listed = browser.submit(child, {"child-name": f"Renamed {CANARY}"})
    listed = browser.submit(press(browser, listed, "Add another child"), dict(a_child(2)))
    asked = press(browser, listed, f"Remove Child 2 {CANARY}")
    assert asked.heading == "Remove Child 2?"
    listed = press(browser, asked, "Remove")
    assert f"Renamed {CANARY} Complete" in listed.shown
    assert f"Child 2 {CANARY}" not in listed.shown
    return listed


def test_a_notification_without_cookies_is_deleted_from_its_task_list(cloud: dict[str, str]) -> None:
    browser = Browser(keeps_cookies=False)
    tasks = browser.submit(browser.post(BASE, {}), dict(TOPICS["danger-now"]))
    asked = press(browser, tasks, "Delete what you have typed")
    assert press(browser, asked, "Delete").heading == "Deleted"
    assert [row for row in rows("Drafts") if not row["draft"]["S"].startswith("key#")] == []


def test_an_item_changed_without_cookies_from_check_your_answers_leads_straight_back(cloud: dict[str, str]) -> None:
    browser = Browser(keeps_cookies=False)
    tasks = browser.submit(browser.post(BASE, {}), dict(TOPICS["danger-now"]))
    page = press(browser, tasks, "The child or children")
    browser.submit(press(browser, page, "Add a child"), dict(a_child(1)))
    check = press(browser, tasks, CHECK)
    page = press(browser, check, f"Change Children: Child 1 {CANARY}")
    again = browser.submit(page, {"child-name": f"Renamed {CANARY}"})
    assert again.heading == CHECK
    assert f"Renamed {CANARY}" in again.shown
    documents = press(browser, again, "Go to this section : Documents and declarations")
    assert browser.submit(documents, dict(TOPICS["documents"])).heading == CHECK


def test_a_refresh_of_any_page_shows_the_same_and_writes_nothing(cloud: dict[str, str]) -> None:
    browser = Refreshing()
    browser.get(BASE)
    browser.submit(browser.post(BASE, {}), {"immediate-risk": "yes"})
    for one in FORM.topics:
        opened(browser, one.id)
        topic(browser, one.id, WRONG[one.id][0])
    added(browser, "children", "children", {"child-name": f"Half {CANARY}"})
    browser.submit(added(browser, "family", "siblings", {**a_sibling(1), "sibling-safe": "no"}))
    listed = opened(browser, "children")
    for words, where in listed.links().items():
        if words.startswith(("Change", "Remove")):
            browser.get(where)
    older, newer = opened(browser, "event"), opened(browser, "event")
    browser.submit(newer, {"event-area": "Newer"})
    assert ELSEWHERE in browser.submit(older, {"event-area": "Older"}).shown
    check = opened(browser, "check")
    for where in check.links().values():
        if where.startswith(browser.at(SLUG)):
            browser.get(where.partition("#")[0])
    for steps in ((), ("leave",), ("confirm",), ("copy",), ("nowhere",)):
        opened(browser, *steps)
    browser.get(f"{BASE}d/")
    assert len(browser.headings) > 60


def test_a_refresh_of_any_page_of_what_was_sent_shows_the_same_and_writes_nothing(cloud: dict[str, str]) -> None:
    browser = Refreshing()
    check = filled_in(browser)
    left_open = opened(browser, "event")
    receipt = browser.submit(check)
    browser.get(receipt.links()["See or print what you sent"])
    assert "You have already sent this" in browser.submit(left_open, {"event-area": "Late"}).shown
    browser.submit(check)
    for steps in ((), ("check",), ("event",), ("leave",)):
        opened(browser, *steps)
    browser.get(f"{BASE}d/")
    assert len(browser.headings) == 11


@pytest.mark.parametrize("operation", ["put_item", "update_item", "delete_item", "transact_write_items"])
def test_looking_at_a_notification_needs_nothing_that_writes(
    browser: Browser, check: CheckedPage, fail: Faults, operation: str
) -> None:
    breakdown = fail("dynamodb", operation)
    for steps in ((), ("check",), ("leave",), *((one.id,) for one in FORM.topics)):
        assert opened(browser, *steps).status == 200
    assert browser.get(f"{BASE}d/").status == 200
    assert breakdown.failures == 0


def test_no_question_posts_an_input_that_the_functions_keep_for_themselves() -> None:
    kept = {"draft", "answers", "add", "later", "to", "seen", "another"}
    for slug in ("concern", "known-to-agency", "notification"):
        form = load_form(slug, Path(ROOT / "content").resolve())
        posted = {name for question in form.questions() for name in question.kind.inputs(question)}
        assert posted & kept == set(), slug
