"""A repeating group: children, siblings, agencies. Each item is a small form of its own, on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from marshmallow import fields

from cmr.forms.answers import answer_from_json, answer_in_csv, answer_in_json, answer_lines
from cmr.forms.kinds.kind import Json, Kind, twice
from cmr.forms.posted import Typed
from cmr.forms.question import NOT_KNOWN, Question

ABSENT = "-absent"
"""The input that says why there is nothing to add ("There are no siblings", "Not known")."""


class Group(Kind):
    """A list of items, each answering the group's own questions; or a statement that there are none.

    The page a group stands on posts only the statement: items are added, changed and removed on their own pages.
    An answer is `{"items": [{question id: answer}, …]}` or `{"absent": value}`.
    """

    name = "group"
    takes = frozenset({"most", "item", "absent", "named_by", "question"})
    most = 30
    on_paper = "questions"
    messages: ClassVar[Mapping[str, str]] = {
        "both": "You have added details. Remove them, or do not select ‘{absence}’",
        "unlisted": "Select one of the answers shown for ‘{title}’",
        "item": "{item} has answers missing or to be corrected",
        "full": "You can add up to {most}. Describe the others in the account of what happened",
    }

    def parts(self, question: Question) -> tuple[str, ...]:
        return (ABSENT,) if question.absences else ()

    def asks_not_known(self, question: Question) -> bool:
        return False  # "not known" is one of the absences

    def meaning(self, question: Question) -> dict[str, Json]:
        return {**super().meaning(question), "absences": sorted(absence.value for absence in question.absences)}

    def read(self, question: Question, typed: Typed) -> Any:
        return typed.text(f"{question.id}{ABSENT}") or None

    def field(self, question: Question) -> fields.Field[Any]:
        return fields.Raw()

    def lacks(self, question: Question) -> Iterator[str]:
        if not (question.questions and question.item):
            yield f"the group '{question.id}' needs questions and the name of one item"
        if question.named_by and question.named_by not in {inner.id for inner in question.questions}:
            yield f"'{question.id}' is named by '{question.named_by}', which it does not ask"
        for value in twice([absence.value for absence in question.absences]):
            yield f"'{question.id}' has the absence '{value}' twice"

    def shape(self, question: Question, of: Callable[[Question], Json]) -> dict[str, Json]:
        item = {"type": "object", "properties": {inner.id: of(inner) for inner in question.questions}}
        absences = {"enum": [absence.value for absence in question.absences]}
        items = {"type": "array", "maxItems": question.most, "items": item}
        return {"type": "object", "properties": {"items": items, "absent": absences}}

    def lines(self, question: Question, answer: Any) -> list[str]:
        if "absent" in answer:
            return [
                next(
                    (absence.label for absence in question.absences if absence.value == answer["absent"]),
                    answer["absent"],
                )
            ]
        return [name_of_item(question, item, at) for at, item in enumerate(answer["items"], start=1)]

    def in_csv(self, question: Question, answer: Any) -> dict[str, str]:
        cells = {
            question.title: "; ".join(self.lines(question, answer)) if "absent" in answer else str(len(answer["items"]))
        }
        for at, item in enumerate(answer.get("items", ()), start=1):
            for inner in question.questions:
                if inner.id in item:
                    inner_cells = answer_in_csv(inner, item[inner.id])
                    cells |= {f"{question.item} {at}: {column}": cell for column, cell in inner_cells.items()}
        return cells

    def in_json(self, question: Question, answer: Any) -> Any:
        if "absent" in answer:
            return answer
        inner = {one.id: one for one in question.questions}
        return {
            "items": [
                {key: answer_in_json(inner[key], given) for key, given in item.items()} for item in answer["items"]
            ]
        }

    def from_json(self, question: Question, kept: Any) -> Any:
        if "absent" in kept:
            return kept
        inner = {one.id: one for one in question.questions}
        return {
            "items": [
                {key: answer_from_json(inner[key], given) for key, given in item.items() if key in inner}
                for item in kept["items"]
            ]
        }


def name_of_item(question: Question, answers: Mapping[str, Any], position: int) -> str:
    """What an item is called on a page: the answer that names it, else "Child 2"."""
    named = next((inner for inner in question.questions if inner.id == question.named_by), None)
    answer = answers.get(question.named_by)
    if named is None or answer is None:
        return f"{question.item[:1].upper()}{question.item[1:]} {position}"
    if answer == NOT_KNOWN:
        return f"{question.item[:1].upper()}{question.item[1:]} {position} ({named.title.lower()} not known)"
    return ", ".join(answer_lines(named, answer))
