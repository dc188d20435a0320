"""Reads a form's definition. Whatever is wrong in it stops the build and names file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import ID
from cmr.forms.form import AUDIENCES, PROOF_KINDS, RESERVED_WORDS, Form, Limit, Proof, Retention, Topic
from cmr.forms.kinds import KINDS, Kind
from cmr.forms.option_lists import Option, OptionList
from cmr.forms.question import COMMON_MESSAGES, Absence, Advice, Condition, Question
from cmr.process.time_limits import time_limits

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
EVERY_KIND = frozenset({"id", "kind", "title", "label", "hint", "code", "required", "when", "errors"})
"""The keys that any question may say."""
SHARED = frozenset({"not_known", "options", "list", "advice", "most", "item", "absent", "named_by", "question"})
"""The keys that are read here for every kind that takes them; any other is the business of one kind alone."""
_FORM_KEYS = {one.name for one in dataclass_fields(Form)} - {"slug", "topics"} | {"topic"}
_TOPIC_KEYS = {"id", "title", "letter", "intro", "question"}


def read_form(file: TomlFile, lists: Mapping[str, OptionList]) -> Form:
    """The form that `file` declares; its slug is the file's name. Raises ContentError."""
    row = Row(file, "a form", file.data)
    if not ID.fits(file.path.stem):
        raise row.wrong(f"the name of the file is an address: write it as {ID.plainly}")
    return _FormReader(lists).form(row)


class _FormReader:
    """One reading of one file: keeps what has been declared so far, so that a name used twice is found."""

    def __init__(self, lists: Mapping[str, OptionList]) -> None:
        self.lists = lists
        self.topics: set[str] = set()
        self.rows: dict[str, Row] = {}
        self.answerable: dict[str, Question] = {}
        """What the next question may depend on: earlier questions, and of those of a group only its own items'."""

    def form(self, row: Row) -> Form:
        row.only(_FORM_KEYS)
        topics = tuple(self._topic(one) for one in row.rows("topic", "a topic"))
        if not topics:
            raise row.wrong("a form needs at least one [[topic]]")
        for topic in topics:
            self._drawable(topic.questions)
        form = row.without("topic").made(
            Form,
            slug=row.file.path.stem,
            topics=topics,
            retention=row.table("retention").made(Retention),
            limits=tuple(self._limit(one) for one in row.rows("limits", "a limit")),
            proof=self._proof(row.table("proof")),
            next_steps=row.words("next_steps"),
        )
        if form.audience not in AUDIENCES:
            raise row.wrong(f"a form is for {' or '.join(AUDIENCES)}, not '{form.audience}'", "audience")
        self._refers(row, "acknowledge", form.acknowledge, "email")
        return form

    def _limit(self, row: Row) -> Limit:
        limit = row.made(Limit)
        if limit.rule not in time_limits():
            raise row.wrong(f"there is no time limit '{limit.rule}': {', '.join(time_limits())}", "rule")
        self._refers(row, "start", limit.start, "date")
        return limit

    def _proof(self, row: Row) -> Proof:
        """Which answers may be said outside the record: of no kind that could hold what somebody typed."""
        proof = row.made(Proof)
        for name, kind in PROOF_KINDS.items():
            self._refers(row, name, row.data.get(name, ""), kind)
        return proof

    def _topic(self, row: Row) -> Topic:
        row.only(_TOPIC_KEYS)
        topic_id = _id(row)
        if topic_id in self.topics:
            raise row.wrong(f"the topic '{topic_id}' is declared twice", "id")
        self.topics.add(topic_id)
        questions = tuple(self._question(one) for one in row.rows("question", "a question"))
        if not questions:
            raise row.wrong(f"the topic '{topic_id}' has no questions", "id")
        return row.without("question").made(Topic, intro=row.words("intro"), questions=questions)

    def _question(self, row: Row, *, inside: bool = False) -> Question:
        row.only(EVERY_KIND.union(SHARED, *(kind.keys() for kind in KINDS.values())))
        question_id = _id(row)
        if question_id in self.rows:
            raise row.wrong(f"the question '{question_id}' is declared twice", "id")
        self.rows[question_id] = row
        kind = _kind(row, inside=inside)
        outside = dict(self.answerable)
        inner = tuple(self._question(one, inside=True) for one in row.rows("question", "a question"))
        self.answerable = outside
        own, shared = kind.keys() - SHARED, self._shared(row)
        question = row.without("list", "absent", "question", *own).made(
            Question,
            kind=kind,
            rules=row.without(*row.data.keys() - own).made(kind.rules),
            title=row.data.get("title") or row.data.get("label"),
            options=(*shared, *(one.made(Option) for one in row.rows("options", "an option"))),
            listed=row.data.get("list", ""),
            shared=frozenset(option.value for option in shared),
            when=self._condition(row),
            errors=_errors(row, kind),
            advice=tuple(_advice(one) for one in row.rows("advice", "the advice")),
            absences=tuple(one.made(Absence) for one in row.rows("absent", "an absence")),
            most=row.data.get("most", kind.most),
            questions=inner,
        )
        for problem in _lacks(question):
            raise row.wrong(problem, "id")
        self.answerable[question_id] = question
        return question

    def _shared(self, row: Row) -> tuple[Option, ...]:
        """The options of the list that a question names, which stands in `content/` for all forms."""
        if "list" not in row.data:
            return ()
        named = row.text("list")
        if named not in self.lists:
            raise row.wrong(f"no list is called '{named}'", "list")
        return self.lists[named].options

    def _condition(self, row: Row) -> Condition:
        when = row.table("when")
        wanted = {earlier: when.word_or_words(earlier) for earlier in when.data}
        for earlier_id, values in wanted.items():
            earlier = self.answerable.get(earlier_id)
            if earlier is None or not earlier.kind.steers:
                raise row.wrong(f"it depends on '{earlier_id}', which is no earlier question with options", "when")
            offered = {option.value for option in earlier.kind.options(earlier)}
            for value in values:
                if value not in offered:
                    raise row.wrong(f"it waits for '{value}', which '{earlier_id}' never is", "when")
        return Condition(wanted=wanted)

    def _drawable(self, questions: tuple[Question, ...]) -> None:
        """On one page no two questions post the same input, and a question hangs from one other at the most."""
        here = {question.id for question in questions}
        owners: dict[str, str] = {}
        for question in questions:
            row = self.rows[question.id]
            if len(here & set(question.when.wanted)) > 1:
                raise row.wrong(f"'{question.id}' hangs from two questions of its page: chain them", "when")
            for name in question.kind.inputs(question):
                if name in owners:
                    raise row.wrong(f"'{question.id}' posts '{name}', as '{owners[name]}' does", "id")
                owners[name] = question.id
            self._drawable(question.questions)

    def _refers(self, row: Row, key: str, question_id: str, kind: str) -> None:
        named = self.answerable.get(question_id)
        if question_id and (named is None or named.kind.name != kind):
            raise row.wrong(f"'{question_id}' is not a question of the kind '{kind}'", key)


def _id(row: Row) -> str:
    given = str(row.data.get("id", ""))
    if not _ID.fullmatch(given) or given in RESERVED_WORDS:
        raise row.wrong(
            f"{row.called} needs an id of small letters, digits and dashes that is not reserved: '{given}'", "id"
        )
    return given


def _kind(row: Row, *, inside: bool) -> Kind:
    """The question's kind, where it can make something of every key that the question gives."""
    kind = KINDS.get(str(row.data.get("kind", "")))
    if kind is None:
        raise row.wrong(f"'{row.data.get('kind')}' is not a kind of question: {', '.join(sorted(KINDS))}", "kind")
    if inside and "question" in kind.takes:
        raise row.wrong(f"a {kind.name} cannot stand in a group", "kind")
    for key in row.data:
        if key not in EVERY_KIND | kind.keys():
            raise row.wrong(f"'{key}' means nothing to a question of the kind '{kind.name}'", key)
    return kind


def _advice(row: Row) -> Advice:
    return row.made(Advice, when=row.word_or_words("when"))


def _errors(row: Row, kind: Kind) -> Mapping[str, str]:
    """The question's own messages: each for a mistake that can happen, speaking only of what is known then."""
    errors = row.texts("errors")
    said = {"missing": None, **kind.messages, **(COMMON_MESSAGES if row.data.get("not_known") else {})}
    for code, words in errors.items():
        if code not in said:
            raise row.wrong(f"errors.{code} is never said; what can be is {', '.join(sorted(said))}", "errors")
        usual = said[code]
        facts = {"title", "lower", "most", *re.findall(r"{(\w+)}", usual)} if usual else set()
        try:
            words.format(**dict.fromkeys(facts, ""))
        except (IndexError, KeyError, ValueError) as unknown:
            raise row.wrong(f"errors.{code} speaks of something that is not known then: {words}", "errors") from unknown
    return errors


def _lacks(question: Question) -> Iterator[str]:
    """What a question would need for its kind to work, and for a missing answer to have its words."""
    if question.required and not question.errors.get("missing"):
        yield f"'{question.id}' is required, so errors.missing must say what to do"
    yield from question.kind.lacks(question)
