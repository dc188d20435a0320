"""A notification from beginning to end: every topic wrong once, changed, dropped, removed, finished later."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checked_page import CheckedPage
from cmr.catalogue import load_form
from moto_cloud import OFFICE, ROOT, Browser, rows
from what_people_type import (
    CANARY,
    CHECK,
    EMAIL,
    RECEIPT,
    TOPICS,
    a_child,
    a_sibling,
    added,
    an_agency,
    begun,
    day,
    filled_in,
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


def test_a_notification_with_twenty_children_three_siblings_and_five_agencies_arrives_whole(browser: Browser) -> None:
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
    assert {f"{one.letter}. {one.title}" for one in FORM.topics} <= set(page.links())


def test_a_topic_is_not_started_then_incomplete_then_completed(browser: Browser) -> None:
    begun(browser)
    page = topic(browser, "documents", {"briefing-report": "none"})
    assert page.status == 422
    assert "Incomplete" in browser.get(BASE).shown
    page = topic(browser, "documents")
    assert page.heading == FORM.title
    assert "You have completed 1 of 10 sections" in page.shown


WRONG = {
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
    assert page.status == 422
    assert page.title.startswith(f"Error: {page.heading}")
    assert (page.errors[0][1]) == f"#{field}"  # that the summary's links lead to inputs is checked on every page
    _, held = page.form_with({})
    for name, given in answers.items():
        values = [given] if isinstance(given, str) else given
        if name != "another-could-notify":  # a radio button that was never offered cannot be shown as chosen
            assert sorted(value for key, value in held if key == name) == sorted(values), name
    again = opened(browser, topic_id)
    assert again.form_with({})[1] == held, "what was typed is in the draft too, mistakes and all"


def test_an_item_with_a_mistake_keeps_what_was_typed_and_is_listed_as_incomplete(browser: Browser) -> None:
    begun(browser)
    page = added(
        browser, "children", "children", {**a_child(1), "child-hc-number": "123", "child-hc-number-reason": []}
    )
    assert page.status == 422
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
    refused = browser.post(f"{BASE}confirm/", {})
    assert refused.status == 422
    assert rows("Records") == []


def test_not_known_is_an_answer(browser: Browser, check: CheckedPage) -> None:
    shown = re.findall(r"(Date of birth|Date of death|Home address|Parents and carers) (.*?) Change", check.shown)
    assert ("Home address", "Not known") in shown
    assert ("Parents and carers", "The parents and carers are not known") in shown
    assert browser.submit(check).status == 200


def test_not_known_beside_an_answer_is_asked_about(browser: Browser) -> None:
    begun(browser)
    page = added(browser, "children", "children", {**a_child(1), "child-born-not-known": "yes"})
    assert page.status == 422
    assert "not both" in page.errors[0][0]


def test_a_change_link_opens_the_answer_and_leads_straight_back(browser: Browser, check: CheckedPage) -> None:
    page = browser.get(check.links()["Change area, What happened"])
    assert page.heading == "What happened"
    assert page.value("event-area") == TOPICS["event"]["event-area"]
    again = browser.submit(page, {"event-area": "Exampleton"})
    assert again.heading == CHECK
    assert "Exampleton" in again.shown


def test_a_gateway_that_rewrites_the_query_changes_nothing(browser: Browser, check: CheckedPage) -> None:
    assert browser.post(f"{BASE}documents/?change=", TOPICS["documents"]).heading == check.heading


def test_a_mistake_made_while_changing_still_leads_back_once_corrected(browser: Browser, check: CheckedPage) -> None:
    page = browser.get(check.links()["Change area, What happened"])
    wrong = browser.submit(page, {"event-area": ""})
    assert wrong.status == 422
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
    assert page.status == 422
    assert "Some answers no longer apply, so we removed them: Coroner’s reference" in page.shown


def test_an_answer_dropped_from_an_item_is_named(browser: Browser) -> None:
    begun(browser)
    added(browser, "children", "children", a_child(1))
    link = opened(browser, "children").links()[f"Change Child 1 {CANARY}"]
    page = browser.submit(browser.get(link), {"child-died": "no"})
    assert page.status == 422  # where the child is now has to be said
    assert "removed them: Date of death Coroner told of the death" in page.shown


def test_an_answer_is_dropped_when_one_on_another_topic_rules_it_out(browser: Browser, check: CheckedPage) -> None:
    assert TOPICS["event"]["event-significance"] in check.shown
    page = browser.get(check.links()["Change death or harm, Safety and criteria"])
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
    assert page.status == 422
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
    assert refused.status == 422
    assert refused.value("chronology-event") == f"Kept {CANARY}"
    assert len(opened(browser, "learning").all("dt")) == 30


def test_posting_a_new_items_page_twice_adds_one_item(browser: Browser) -> None:
    begun(browser)
    action, inputs = opened(browser, "children").form_with({"add": "children"})
    page = browser.post(action, inputs)
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
    action, inputs = opened(browser, "children").form_with({"add": "children"})
    listed = browser.submit(
        browser.post(action, inputs), {"child-name": f"Half {CANARY}"}, button="Save and finish later"
    )
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


def test_a_case_of_good_practice_ends_the_form_with_advice(browser: Browser) -> None:
    begun(browser)
    advice = topic(browser, "safety", {"immediate-risk": "no", "route": "good-practice"})
    assert advice.heading == "This form is not for cases of good practice"
    assert list(advice.all("main")[0].iter("form")) == []
    assert "This form is not for cases of good practice" in opened(browser, "check").shown


def test_starting_again_never_throws_away_what_was_typed(browser: Browser) -> None:
    begun(browser)
    topic(browser, "event", {"event-area": "Exampleton"}, button="Save and finish later")
    begun(browser)
    assert opened(browser, "event").value("event-area") == "Exampleton"


def test_without_a_draft_the_first_page_offers_to_start(browser: Browser) -> None:
    page = browser.get(BASE)
    assert (page.status, page.heading) == (200, FORM.title)
    assert browser.submit(page).shown.startswith(FORM.title)
    assert len(rows("Drafts")) == 1


def test_every_question_can_be_answered_and_is_shown_on_check_your_answers(check: CheckedPage) -> None:
    assert f"Child 1 {CANARY}" in check.shown
    assert "Still to do" not in check.shown
    assert reference_on(check) in check.shown


def test_no_question_posts_an_input_that_the_functions_keep_for_themselves() -> None:
    kept = {"draft", "answers", "add", "later"}
    for slug in ("concern", "known-to-agency", "notification"):
        form = load_form(slug, Path(ROOT / "content").resolve())
        posted = {name for question in form.questions() for name in question.kind.inputs(question)}
        assert posted & kept == set(), slug
