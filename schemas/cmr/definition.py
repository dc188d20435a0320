"""Reads a form's definition. Whatever is wrong in it stops the build and names file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from typing import Any, NoReturn

from cmr.form import RESERVED_WORDS, Form, Limit, Retention, Topic
from cmr.kinds import KINDS
from cmr.kinds.text import MOST_ON_MANY, MOST_ON_ONE_LINE
from cmr.option_lists import Option, OptionList
from cmr.question import Absence, Advice, Condition, Question
from cmr.toml_file import TomlFile

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MOST = {"text": MOST_ON_ONE_LINE, "long_text": MOST_ON_MANY, "group": 30}
_QUESTION_KEYS = {one.name for one in dataclass_fields(Question)} | {"list", "absent"}
_FORM_KEYS = {one.name for one in dataclass_fields(Form)} - {"slug", "topics"} | {"topic"}
_TOPIC_KEYS = {"id", "title", "letter", "intro", "question"}


def read_form(file: TomlFile, lists: Mapping[str, OptionList]) -> Form:
    """The form that `file` declares; its slug is the file's name. Raises ContentError."""
    return _Reader(file, lists).form()


class _Reader:
    """One reading of one file: keeps what has been declared so far, so that a name used twice is found."""

    def __init__(self, file: TomlFile, lists: Mapping[str, OptionList]) -> None:
        self.file = file
        self.lists = lists
        self.declared: dict[str, Question] = {}

    def form(self) -> Form:
        data = dict(self.file.data)
        self._known(data, _FORM_KEYS, "a form")
        topics = tuple(self._topic(row) for row in data.pop("topic", ()))
        if not topics:
            self._wrong("a form needs at least one [[topic]]")
        self._distinct([topic.id for topic in topics], "topic")
        for topic in topics:
            self._drawable(topic.questions)
        settings = data | {
            "retention": self._made(Retention, data.get("retention", {}), "[retention]"),
            "limits": tuple(self._made(Limit, row, "[[limits]]") for row in data.get("limits", ())),
            "next_steps": tuple(data.get("next_steps", ())),
        }
        form: Form = self._made(Form, {"slug": self.file.path.stem, "topics": topics} | settings, "the form")
        self._refers(form.acknowledge, "acknowledge", "email")
        for limit in form.limits:
            self._refers(limit.start, "start", "date")
        return form

    def _topic(self, row: dict[str, Any]) -> Topic:
        self._known(row, _TOPIC_KEYS, "a topic", "id")
        topic_id = self._id(row, "topic")
        questions = tuple(self._question(one) for one in row.get("question", ()))
        if not questions:
            self._wrong(f"the topic '{topic_id}' has no questions", "id", topic_id)
        topic: Topic = self._made(
            Topic,
            {
                "id": topic_id,
                "title": row.get("title"),
                "letter": row.get("letter", ""),
                "intro": tuple(row.get("intro", ())),
                "questions": questions,
            },
            f"the topic '{topic_id}'",
        )
        return topic

    def _question(self, row: dict[str, Any], *, inside: bool = False) -> Question:
        self._known(row, _QUESTION_KEYS | {"question"}, "a question", "id")
        question_id = self._id(row, "question")
        if question_id in self.declared:
            self._wrong(f"the question '{question_id}' is declared twice", "id", question_id)
        kind = KINDS.get(row.get("kind", ""))
        if kind is None or (inside and kind.name == "group"):
            known = ", ".join(sorted(KINDS))
            self._wrong(f"'{row.get('kind')}' is not a kind of question: {known}", "id", question_id)
        inner = tuple(self._question(one, inside=True) for one in row.get("question", ()))
        settings = {key: value for key, value in row.items() if key not in {"list", "absent", "question"}} | {
            "kind": kind,
            "title": row.get("title") or row.get("label"),
            "options": self._options(row, question_id),
            "when": self._condition(row, question_id, inner),
            "advice": tuple(self._advice(one, question_id) for one in row.get("advice", ())),
            "absences": tuple(Absence(**one) for one in row.get("absent", ())),
            "most": row.get("most", _MOST.get(kind.name, 0)),
            "questions": inner,
        }
        question: Question = self._made(Question, settings, f"the question '{question_id}'")
        self._complete(question)
        self.declared[question_id] = question
        return question

    def _options(self, row: dict[str, Any], question_id: str) -> tuple[Option, ...]:
        if "list" in row:
            if row["list"] not in self.lists:
                self._wrong(f"no list is called '{row['list']}'", "list", row["list"])
            return self.lists[row["list"]].options + tuple(Option(**one) for one in row.get("options", ()))
        try:
            return tuple(Option(**one) for one in row.get("options", ()))
        except TypeError as odd:
            self._wrong(f"'{question_id}' has an option that cannot be read: {odd}", "id", question_id)

    def _condition(self, row: dict[str, Any], question_id: str, inner: tuple[Question, ...]) -> Condition:
        wanted = {key: (one,) if isinstance(one, str) else tuple(one) for key, one in row.get("when", {}).items()}
        for earlier_id, values in wanted.items():
            earlier = self.declared.get(earlier_id)
            if earlier is None:
                self._wrong(
                    f"'{question_id}' depends on '{earlier_id}', which no earlier question is", "id", question_id
                )
            offered = {option.value for option in earlier.kind.options(earlier)}
            for value in values:
                if value not in offered:
                    self._wrong(
                        f"'{question_id}' waits for '{value}', which '{earlier_id}' never is", "id", question_id
                    )
        return Condition(wanted=wanted)

    def _advice(self, row: dict[str, Any], question_id: str) -> Advice:
        when = row.get("when", ())
        settings = row | {"when": (when,) if isinstance(when, str) else tuple(when)}
        advice: Advice = self._made(Advice, settings, f"the advice of '{question_id}'", "id", question_id)
        return advice

    def _complete(self, question: Question) -> None:
        """Every message a reader could meet exists, and a question has what its kind needs."""
        name = question.kind.name
        if question.required and "missing" not in question.errors:
            self._wrong(f"'{question.id}' is required, so errors.missing must say what to do", "id", question.id)
        if name in {"choice", "choices", "hc_number"} and not question.options:
            self._wrong(f"'{question.id}' offers nothing to choose: give options or a list", "id", question.id)
        if name == "group" and not (question.questions and question.item):
            self._wrong(f"the group '{question.id}' needs questions and the name of one item", "id", question.id)
        if question.named_by and question.named_by not in {inner.id for inner in question.questions}:
            self._wrong(f"'{question.id}' is named by '{question.named_by}', which it does not ask", "id", question.id)
        self._distinct([option.value for option in question.options], "option", "id", question.id)

    def _drawable(self, questions: tuple[Question, ...]) -> None:
        """On one page no two questions post the same input, and a question hangs from one other at the most."""
        here = {question.id for question in questions}
        owners: dict[str, str] = {}
        for question in questions:
            if len(here & set(question.when.wanted)) > 1:
                self._wrong(f"'{question.id}' hangs from two questions of its page: chain them", "id", question.id)
            for name in question.kind.inputs(question):
                if name in owners:
                    self._wrong(f"'{question.id}' posts '{name}', as '{owners[name]}' does", "id", question.id)
                owners[name] = question.id
            self._drawable(question.questions)

    def _refers(self, question_id: str, key: str, kind: str) -> None:
        if question_id and (question_id not in self.declared or self.declared[question_id].kind.name != kind):
            self._wrong(f"'{question_id}' is not a question of the kind '{kind}'", key, question_id)

    def _id(self, row: dict[str, Any], thing: str) -> str:
        given = row.get("id", "")
        if not _ID.fullmatch(given) or given in RESERVED_WORDS:
            self._wrong(
                f"a {thing} needs an id of small letters, digits and dashes that is not reserved: '{given}'",
                "id",
                given,
            )
        return str(given)

    def _known(self, row: dict[str, Any], keys: set[str], thing: str, key: str = "") -> None:
        for odd in sorted(set(row) - keys):
            self._wrong(f"{thing} cannot say '{odd}'", key, str(row.get(key, "")))

    def _distinct(self, names: list[str], thing: str, key: str = "id", value: str = "") -> None:
        for name in names:
            if names.count(name) > 1:
                self._wrong(f"the {thing} '{name}' is declared twice", key, value or name)

    def _made(self, what: type, settings: dict[str, Any], called: str, key: str = "", value: str = "") -> Any:
        required = {one.name for one in dataclass_fields(what)} & settings.keys()
        for name in required:
            if settings[name] is None:
                self._wrong(f"{called} says no '{name}'", key or "id", value or str(settings.get("id", "")))
        try:
            return what(**settings)
        except TypeError as odd:
            self._wrong(f"{called}: {_plainly(odd)}", key or "id", value or str(settings.get("id", "")))

    def _wrong(self, problem: str, key: str = "", value: str = "") -> NoReturn:
        raise self.file.wrong(problem, key=key, value=value)


def _plainly(odd: TypeError) -> str:
    """Python's words for a wrong call, as an editor would say it."""
    words = str(odd).split("() ", 1)[-1]
    return re.sub(r"missing \d+ required keyword-only arguments?: ", "it must also say ", words)
