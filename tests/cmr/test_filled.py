"""A form while it is filled in: topics, the items of its groups, what no longer applies, and what it comes to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr.forms.catalogue import load_forms
from cmr.forms.form import Form
from cmr.forms.form_state import (
    Filled,
    Item,
    advice_for,
    asked_in,
    check_form,
    check_item,
    check_topic,
    item_name,
    new_item_id,
    pruned,
)
from cmr.forms.posted import Typed
from examples import example

FORMS = load_forms(Path(__file__).parents[2] / "content")
FAMILY, TOPICS, ENDING = example("group"), example("topics"), example("ending")
SIBLINGS = FAMILY.question("siblings")


def typed(given: dict[str, str]) -> Typed:
    return Typed.of(given.items())


def sibling(name: str, **more: str) -> Typed:
    return typed({"sibling-name": name, **{f"sibling-{part}": value for part, value in more.items()}})


def family(*items: Typed, **plain: str) -> Filled:
    filled = Filled(typed({key.replace("_", "-"): value for key, value in plain.items()}))
    for number, item in enumerate(items):
        filled = filled.with_item(SIBLINGS, f"item{number}", item)
    return filled


def check_family(filled: Filled) -> tuple[object, list[str]]:
    checked = check_topic(FAMILY.topics[0], filled)
    return checked.answers.get("siblings"), [mistake.text for mistake in checked.mistakes]


# Groups


def test_a_group_is_answered_by_its_items_in_their_order() -> None:
    answer, mistakes = check_family(family(sibling("Ann"), sibling("Ben", **{"at-school": "no"})))
    assert answer == {"items": [{"sibling-name": "Ann"}, {"sibling-name": "Ben", "sibling-at-school": "no"}]}
    assert not mistakes


def test_a_group_with_nothing_said_is_missing_and_links_to_what_can_be_done() -> None:
    (mistake,) = check_topic(FAMILY.topics[0], Filled()).mistakes
    assert mistake.text == "Add a sibling, or say that there are none"
    assert mistake.inputs == ("siblings-absent",)
    (mistake,) = check_topic(example("group-required").topics[0], Filled()).mistakes
    assert mistake.inputs == ("agency-list",), "the button that adds one"


@pytest.mark.parametrize("absence", ["none", "not-known"])
def test_a_group_can_say_why_there_is_nothing_to_add(absence: str) -> None:
    assert check_family(family(siblings_absent=absence)) == ({"absent": absence}, [])


def test_a_group_takes_no_reason_that_it_does_not_offer() -> None:
    answer, (text,) = check_family(family(siblings_absent="no-such-reason"))
    assert answer is None
    assert text == "Select one of the answers shown for ‘Siblings’"


def test_items_and_a_reason_for_none_cannot_both_stand() -> None:
    filled = family(sibling("Ann"))
    filled = Filled(typed({"siblings-absent": "none"}), filled.items)
    answer, (text,) = check_family(filled)
    assert answer is None
    assert text == "You have added details. Remove them, or do not select ‘There are none’"


def test_adding_an_item_takes_back_that_there_was_none() -> None:
    answer, mistakes = check_family(family(sibling("Ann"), siblings_absent="none"))
    assert answer == {"items": [{"sibling-name": "Ann"}]}
    assert not mistakes


def test_an_item_with_a_mistake_is_named_and_linked_to() -> None:
    filled = family(sibling("Ann"), sibling("Ben", **{"at-school": "yes"}), sibling(""))
    (mistake,) = check_topic(FAMILY.topics[0], filled).mistakes
    assert mistake.text == "Ben has answers missing or to be corrected"
    assert mistake.inputs == ("siblings-item1",)
    without = filled.without_item(SIBLINGS, "item1")
    (mistake,) = check_topic(FAMILY.topics[0], without).mistakes
    assert mistake.text == "Sibling 2 has answers missing or to be corrected"


def test_an_item_asks_its_own_conditional_questions() -> None:
    school = sibling("Ann", **{"at-school": "yes"})
    assert [one.text for one in check_item(SIBLINGS, school, Filled()).mistakes] == ["Enter the school"]
    assert not check_item(SIBLINGS, sibling("Ann", **{"at-school": "no"}), Filled()).mistakes
    unknown = sibling("Ann", **{"at-school": "yes", "school-not-known": "yes"})
    assert check_item(SIBLINGS, unknown, Filled()).answers["sibling-school"] == "not-known"


def test_an_item_is_called_by_the_answer_that_names_it_or_by_its_place() -> None:
    assert item_name(SIBLINGS, Item("a", sibling("Ann")), Filled(), 2) == "Ann"
    assert item_name(SIBLINGS, Item("a", sibling("")), Filled(), 2) == "Sibling 2"
    agencies = example("group-required").question("agency-list")
    assert item_name(agencies, Item("a", typed({"agency-name": "Police"})), Filled(), 1) == "Agency 1"


def test_an_item_keeps_its_place_and_its_id_when_it_is_changed() -> None:
    filled = family(sibling("Ann"), sibling("Ben"), sibling("Cat"))
    changed = filled.with_item(SIBLINGS, "item1", sibling("Beth"))
    assert [item.id for item in changed.of(SIBLINGS)] == ["item0", "item1", "item2"]
    assert [item.typed.text("sibling-name") for item in changed.of(SIBLINGS)] == ["Ann", "Beth", "Cat"]


def test_removing_an_item_moves_no_other_and_removing_it_again_changes_nothing() -> None:
    filled = family(sibling("Ann"), sibling("Ben"), sibling("Cat"))
    left = filled.without_item(SIBLINGS, "item0")
    assert [item.id for item in left.of(SIBLINGS)] == ["item1", "item2"]
    assert left.without_item(SIBLINGS, "item0") == left
    assert filled.item(SIBLINGS, "item0"), "a change gives a new value"
    assert left.item(SIBLINGS, "item0") is None


def test_an_item_keeps_only_what_its_group_asks() -> None:
    filled = Filled().with_item(SIBLINGS, "a", typed({"sibling-name": "Ann", "admin": "yes"}))
    assert filled.of(SIBLINGS)[0].typed == sibling("Ann")


def test_item_ids_are_random_and_fit_an_address() -> None:
    ids = {new_item_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch(r"[0-9a-f]{8}", one) for one in ids)


# Topics


def test_a_topic_keeps_only_its_own_inputs_and_is_seen() -> None:
    first, second = TOPICS.topics
    filled = Filled().with_topic(first, typed({"died": "yes", "coroner-name": "Dr Example", "admin": "yes"}))
    assert filled.typed == typed({"died": "yes"})
    assert filled.seen == {first.id}
    both = filled.with_topic(second, typed({"coroner-name": "Dr Example", "died": "no"}))
    assert both.typed == typed({"died": "yes", "coroner-name": "Dr Example"})
    assert both.seen == {first.id, second.id}


def test_a_box_that_a_browser_does_not_post_is_not_ticked_any_more() -> None:
    topic = example("choices").topics[0]
    ticked = Filled().with_topic(topic, Typed.of([("choices", "police"), ("choices", "school")]))
    assert ticked.typed.all("choices") == ("police", "school")
    assert ticked.with_topic(topic, Typed()).typed.all("choices") == ()


# What no longer applies


def whole() -> Filled:
    filled = Filled(typed({"died": "no"}), seen=frozenset({"event", "after"}))
    filled = filled.with_item(TOPICS.question("carers"), "c", typed({"carer-name": "Aunt"}))
    return filled.with_item(TOPICS.question("children"), "k", typed({"child-name": "Kit", "child-safe": "yes"}))


def test_nothing_is_dropped_of_a_form_whose_answers_all_apply() -> None:
    assert not check_form(TOPICS, whole()).mistakes
    assert pruned(TOPICS, whole()) == (whole(), ())


def test_an_answer_that_no_longer_applies_is_dropped_in_every_topic_and_named() -> None:
    first = TOPICS.topics[0]
    changed, dropped = pruned(TOPICS, whole().with_topic(first, typed({"died": "yes", "coroner": "yes"})))
    assert dropped == ("Carers", "Child safe now")
    assert not changed.of(TOPICS.question("carers"))
    (child,) = changed.of(TOPICS.question("children"))
    assert child == Item("k", typed({"child-name": "Kit"})), "the child stays, under its id"


def test_what_hung_from_a_dropped_answer_is_dropped_with_it_across_topics() -> None:
    filled = Filled(typed({"died": "yes", "coroner": "yes", "coroner-name": "Dr Example"}))
    changed, dropped = pruned(TOPICS, filled.with_topic(TOPICS.topics[0], typed({"died": "no", "coroner": "yes"})))
    assert dropped == ("Coroner told", "Coroner")
    assert changed.typed == typed({"died": "no"})


def test_an_empty_input_is_dropped_without_a_word() -> None:
    _, dropped = pruned(TOPICS, Filled(typed({"died": "no", "coroner-name": "  "})))
    assert dropped == ()


def test_an_answer_that_several_children_lose_is_named_once() -> None:
    children = TOPICS.question("children")
    filled = whole().with_item(children, "l", typed({"child-name": "Lou", "child-safe": "no"}))
    _, dropped = pruned(TOPICS, filled.with_topic(TOPICS.topics[0], typed({"died": "yes", "coroner": "no"})))
    assert dropped.count("Child safe now") == 1


OPTIONS = st.sampled_from(["yes", "no", "", "words", "not-known"])


def fillings(form: Form) -> st.SearchStrategy[Filled]:
    """Any state that a form could be in."""
    names = [name for topic in form.topics for one in topic.questions for name in one.kind.inputs(one)]
    plain = st.dictionaries(st.sampled_from(names), st.lists(OPTIONS | st.text(max_size=5), max_size=2).map(tuple))
    groups = [group for topic in form.topics for group in topic.groups]
    items = {}
    for group in groups:
        inner = [name for one in group.questions for name in one.kind.inputs(one)]
        one = st.dictionaries(st.sampled_from(inner), st.lists(OPTIONS, min_size=1, max_size=2).map(tuple))
        item = st.builds(Item, st.text("0123456789abcdef", min_size=8, max_size=8), one.map(Typed))
        items[group.id] = st.lists(item, max_size=3, unique_by=lambda made: made.id).map(tuple)
    topics = st.sets(st.sampled_from([topic.id for topic in form.topics])).map(frozenset)
    return st.builds(Filled, plain.map(Typed), st.fixed_dictionaries({}, optional=items), topics)


every_form = pytest.mark.parametrize("form", [TOPICS, FAMILY, ENDING, *FORMS.values()], ids=lambda form: str(form.slug))


@every_form
@given(st.data())
def test_a_draft_is_read_back_as_it_was_kept(form: Form, data: st.DataObject) -> None:
    filled = data.draw(fillings(form))
    assert Filled.from_json(json.loads(json.dumps(filled.as_json()))) == filled


@every_form
@given(st.data())
def test_pruning_is_settled_at_once_and_changes_no_answer_that_stands(form: Form, data: st.DataObject) -> None:
    filled = data.draw(fillings(form))
    once, _ = pruned(form, filled)
    again, dropped = pruned(form, once)
    assert again == once
    assert dropped == ()
    asked_first = check_topic(form.topics[0], filled)
    assert check_topic(form.topics[0], once) == asked_first, "nothing comes before the first topic"


@every_form
@given(st.data())
def test_after_pruning_nothing_is_kept_that_is_not_asked(form: Form, data: st.DataObject) -> None:
    kept, _ = pruned(form, data.draw(fillings(form)))
    for topic in form.topics:
        asked = asked_in(topic, kept)
        for question in topic.questions:
            if question not in asked:
                assert not kept.typed.only(question.kind.inputs(question))
                assert not kept.of(question)


# Advice, and where a form ends


def test_an_answer_that_ends_the_form_stands_in_the_way_of_sending() -> None:
    route = ENDING.question("route")
    ended = Filled(typed({"route": "praise"}))
    advice = advice_for(route, ended.typed)
    assert advice is not None
    assert advice.go_on == ""
    (mistake,) = check_form(ENDING, ended).mistakes
    assert mistake.text == "Do not notify good practice with this form"
    assert mistake.inputs == ("route",)


@pytest.mark.parametrize("value", ["harm", "both"])
def test_advice_with_a_way_on_stands_in_nobodys_way(value: str) -> None:
    filled = Filled(typed({"route": value}))
    advice = advice_for(ENDING.question("route"), filled.typed)
    assert advice is not None
    assert advice.title == "Call now"
    assert advice.go_on == "Continue"
    assert not check_form(ENDING, filled).mistakes


@pytest.mark.parametrize("given_typed", [{}, {"route": ""}, {"route": "no-such-route"}])
def test_no_answer_brings_no_advice(given_typed: dict[str, str]) -> None:
    assert advice_for(ENDING.question("route"), typed(given_typed)) is None
