"""A form as far as somebody has filled it in: what was typed, the items of its groups, the topics that were seen.

Nothing here is stored or sent: a `Filled` is a value, and every change gives a new one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cmr.forms.form import Form, Topic
from cmr.forms.kinds.address import SAME
from cmr.forms.kinds.group import ABSENT, name_of_item
from cmr.forms.posted import Typed
from cmr.forms.question import Advice, Question
from cmr.forms.validation import Checked, Mistake, check, relevant


@dataclass(frozen=True)
class Item:
    """One item of a repeating group. Its id is random, so that a removed item's address never becomes another's."""

    id: str
    typed: Typed


@dataclass(frozen=True)
class Filled:
    """What was typed into a form so far."""

    typed: Typed = field(default_factory=Typed)
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()

    def of(self, group: Question) -> tuple[Item, ...]:
        """The items of a group, in the order in which they were added."""
        return self.items.get(group.id, ())

    def item(self, group: Question, item_id: str) -> Item | None:
        """The item with this id."""
        return next((item for item in self.of(group) if item.id == item_id), None)

    def with_topic(self, topic: Topic, posted: Typed) -> Filled:
        """The topic's own inputs replaced by what was posted: what a browser does not post is not ticked any more."""
        names = [name for question in topic.questions for name in question.kind.inputs(question)]
        typed = self.typed.without(names).with_(posted.only(names))
        return replace(self, typed=typed, seen=self.seen | {topic.id})

    def with_item(self, group: Question, item_id: str, posted: Typed) -> Filled:
        """An item added, or replaced in its place. Adding to a list takes back that there was nothing to add."""
        names = [name for question in group.questions for name in question.kind.inputs(question)]
        item = Item(item_id, posted.only(names))
        kept = self.of(group)
        changed = (
            tuple(item if one.id == item_id else one for one in kept) if self.item(group, item_id) else (*kept, item)
        )
        return replace(self, items={**self.items, group.id: changed}, typed=self.typed.without([f"{group.id}{ABSENT}"]))

    def earlier_answers(self, group: Question, question: Question, item_id: str) -> Iterator[tuple[int, Item]]:
        """The items before this one that answered `question`, with their places, each answer once."""
        met: set[tuple[str, ...]] = set()
        for position, item in enumerate(self.of(group), start=1):
            if item.id == item_id:
                return
            answer = tuple(item.typed.text(name) for name in question.kind.inputs(question))
            if question.kind.read(question, item.typed) is not None and answer not in met:
                met.add(answer)
                yield position, item

    def without_item(self, group: Question, item_id: str) -> Filled:
        """The same without one item."""
        kept = tuple(one for one in self.of(group) if one.id != item_id)
        return replace(self, items={**self.items, group.id: kept})

    def as_json(self) -> dict[str, Any]:
        """For keeping in a draft."""
        return {
            "typed": {name: list(given) for name, given in self.typed.values.items()},
            "items": {
                group: [
                    {"id": item.id, "typed": {name: list(given) for name, given in item.typed.values.items()}}
                    for item in items
                ]
                for group, items in self.items.items()
            },
            "seen": sorted(self.seen),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Filled:
        """What `as_json` kept."""
        return cls(
            _typed(kept["typed"]),
            {
                group: tuple(Item(one["id"], _typed(one["typed"])) for one in items)
                for group, items in kept["items"].items()
            },
            frozenset(kept["seen"]),
        )


def taken_over(group: Question, filled: Filled, posted: Typed) -> Typed:
    """What was posted for an item, with the addresses that it says are the same as an earlier item's."""
    for question in group.questions:
        earlier = filled.item(group, posted.text(f"{question.id}{SAME}")) if question.kind.may_share(question) else None
        if earlier:
            names = question.kind.inputs(question)
            posted = posted.without(names).with_(earlier.typed.only(names))
    return posted


def _typed(kept: Mapping[str, list[str]]) -> Typed:
    return Typed({name: tuple(given) for name, given in kept.items()})


def new_item_id() -> str:
    """An id for a new item: eight hexadecimal digits, meaning nothing."""
    return secrets.token_hex(4)


def asked_in(topic: Topic, filled: Filled) -> tuple[Question, ...]:
    """The topic's questions and groups that are asked, given all that was typed."""
    return relevant(topic.questions, filled.typed)


def check_topic(topic: Topic, filled: Filled) -> Checked:
    """The answers and mistakes of a topic, its groups and their items included."""
    asked = asked_in(topic, filled)
    checked = check([question for question in asked if not question.questions], filled.typed)
    answers, mistakes = dict(checked.answers), {mistake.question.id: mistake for mistake in checked.mistakes}
    for group in asked:
        if not group.questions:
            continue
        answer, mistake = _check_group(group, filled)
        if mistake:
            mistakes[group.id] = mistake
        elif answer is not None:
            answers[group.id] = answer
    for question in asked:
        ending = advice_for(question, filled.typed)
        if ending and not ending.go_on:
            mistakes[question.id] = Mistake(question, ending.title, question.kind.inputs(question)[:1])
    order = [question.id for question in asked]
    return Checked(
        {key: answers[key] for key in order if key in answers},
        tuple(mistakes[key] for key in order if key in mistakes),
    )


def advice_for(question: Question, typed: Typed) -> Advice | None:
    """The advice that what was typed for a question calls for; one without a way on means that the form ends there."""
    given = {*typed.all(question.id)}
    return next((advice for advice in question.advice if given & {*advice.when}), None)


def advised_in(topic: Topic, filled: Filled) -> Iterator[tuple[Question, Advice]]:
    """The topic's questions whose answers call for advice, those of its groups' items after its own."""
    for question in asked_in(topic, filled):
        advice = advice_for(question, filled.typed)
        if advice:
            yield question, advice
        for inner in question.questions:
            found = next((one for item in filled.of(question) if (one := advice_for(inner, item.typed))), None)
            if found:
                yield inner, found


def check_item(group: Question, typed: Typed, filled: Filled) -> Checked:
    """The answers and mistakes of one item of a group."""
    return check(group.questions, typed, beyond=filled.typed)


def check_form(form: Form, filled: Filled) -> Checked:
    """Every answer and every mistake of the whole form."""
    parts = [check_topic(topic, filled) for topic in form.topics]
    return Checked(
        {key: answer for part in parts for key, answer in part.answers.items()},
        tuple(mistake for part in parts for mistake in part.mistakes),
    )


def pruned(form: Form, filled: Filled) -> tuple[Filled, tuple[str, ...]]:
    """The same without what no longer applies, and the titles of what was left out."""
    dropped: list[str] = []
    for topic in form.topics:
        asked = {question.id for question in asked_in(topic, filled)}
        for question in topic.questions:
            if question.id not in asked:
                filled = _without(question, filled, dropped)
    for group in (group for topic in form.topics for group in topic.groups):
        filled = _pruned_items(group, filled, dropped)
    return filled, tuple(dict.fromkeys(dropped))


def _check_group(group: Question, filled: Filled) -> tuple[Any, Mistake | None]:
    items, absent = filled.of(group), filled.typed.text(f"{group.id}{ABSENT}")
    here = tuple(group.kind.inputs(group)) or (group.id,)
    if items and absent:
        said = next((one.label for one in group.absences if one.value == absent), absent)
        return None, Mistake(group, group.says("both", absence=said), here)
    if absent and absent not in {one.value for one in group.absences}:
        return None, Mistake(group, group.says("unlisted"), here)
    if absent:
        return {"absent": absent}, None
    if not items:
        return None, Mistake(group, group.errors["missing"], here) if group.required else None
    return _check_items(group, items, filled)


def _check_items(group: Question, items: tuple[Item, ...], filled: Filled) -> tuple[Any, Mistake | None]:
    answers = []
    for position, item in enumerate(items, start=1):
        checked = check_item(group, item.typed, filled)
        if checked.mistakes:
            name = item_name(group, item, filled, position)
            return None, Mistake(group, group.says("item", item=name), (f"{group.id}-{item.id}",))
        answers.append(dict(checked.answers))
    return {"items": answers}, None


def item_name(group: Question, item: Item, filled: Filled, position: int) -> str:
    """What an item is called on a page: by the answer that names it, else by its place."""
    return name_of_item(group, check_item(group, item.typed, filled).answers, position)


def _without(question: Question, filled: Filled, dropped: list[str]) -> Filled:
    names = question.kind.inputs(question)
    if filled.typed.only(names) or filled.items.get(question.id):
        dropped.append(question.title)
    items = {group: items for group, items in filled.items.items() if group != question.id}
    return replace(filled, typed=filled.typed.without(names), items=items)


def _pruned_items(group: Question, filled: Filled, dropped: list[str]) -> Filled:
    if not filled.of(group):
        return filled
    kept = tuple(
        Item(item.id, item.typed.only(_asked_inputs(group, item, filled, dropped))) for item in filled.of(group)
    )
    return replace(filled, items={**filled.items, group.id: kept})


def _asked_inputs(group: Question, item: Item, filled: Filled, dropped: list[str]) -> Iterator[str]:
    asked = {question.id for question in relevant(group.questions, item.typed, beyond=filled.typed)}
    for question in group.questions:
        names = question.kind.inputs(question)
        if question.id in asked:
            yield from names
        elif item.typed.only(names):
            dropped.append(question.title)
