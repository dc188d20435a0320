"""What every kind of question knows: what a definition may say for it, its inputs, its field, how its answer reads.

A kind overrides only what differs. Its template (`templates/kinds/<name>.html`) draws it with GOV.UK components.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any, ClassVar

from marshmallow import ValidationError, fields

from cmr.forms.option_lists import Option
from cmr.forms.posted import Typed
from cmr.forms.question import NOT_KNOWN, Question

Json = Any
"""A value that JSON can hold."""


@dataclass(frozen=True, kw_only=True)
class NoRules:
    """What a definition says for a kind that has no keys of its own: nothing."""


class Kind:
    """A kind of question. The base is a single input whose answer is the text that was typed."""

    name: ClassVar[str]
    takes: ClassVar[frozenset[str]] = frozenset({"not_known"})
    """Of the keys that several kinds share (`definition.SHARED`), those that this kind makes something of."""
    rules: ClassVar[type[Any]] = NoRules
    """The dataclass of the keys that are this kind's own; `question.rules` is one."""
    most: ClassVar[int] = 0
    """What `most` is where a question does not say: characters of a text, items of a group."""
    messages: ClassVar[Mapping[str, str]] = {}
    """GOV.UK's wording by mistake, used where a question has no words of its own."""
    emailable: ClassVar[bool] = False
    """Whether an answer may ever be put in an email: only answers that are picked from our own words."""
    steers: ClassVar[bool] = False
    """Whether advice and other questions may wait for an answer: only where it is one of the options."""
    several: ClassVar[bool] = False
    """Whether its input may be posted several times."""
    on_paper: ClassVar[str] = "line"
    """Which of the drawings of `blank.html` leaves room for an answer on paper."""

    def keys(self) -> frozenset[str]:
        """Every key that a question may say because it is of this kind."""
        return self.takes | {one.name for one in dataclass_fields(self.rules)}

    def lacks(self, question: Question) -> Iterator[str]:
        """What `question` would need for this kind to work, each in an editor's words."""
        yield from ()

    def parts(self, question: Question) -> tuple[str, ...]:
        """The endings of the input names this kind posts; the empty ending is the question's id itself."""
        return ("",)

    def inputs(self, question: Question) -> tuple[str, ...]:
        """Every input name this question posts, "not known" included."""
        names = tuple(f"{question.id}{part}" for part in self.parts(question))
        return (*names, self.not_known_input(question)) if self.asks_not_known(question) else names

    def asks_not_known(self, question: Question) -> bool:
        """Whether "Not known" is a tick box of its own beneath the question."""
        return question.not_known

    def not_known_input(self, question: Question) -> str:
        return f"{question.id}-{NOT_KNOWN}"

    def options(self, question: Question) -> tuple[Option, ...]:
        """What can be chosen; empty for kinds that are typed."""
        return question.options

    def meaning(self, question: Question) -> dict[str, Json]:
        """What a reader of records relies on: where any of it changes, the form needs a new version (`lock.py`).

        Of a list in `content/` only its name: the office adds an agency to it without a release.
        """
        return {
            "kind": self.name,
            "required": question.required,
            "not known": question.not_known,
            "asked if": {earlier: sorted(values) for earlier, values in question.when.wanted.items()},
            "list": question.listed,
            "values": sorted(option.value for option in self.options(question) if option.value not in question.shared),
        }

    def read(self, question: Question, typed: Typed) -> Any:
        """What was typed, as this kind's field takes it; None where nothing was."""
        return typed.text(question.id) or None

    def field(self, question: Question) -> fields.Field[Any]:
        """The marshmallow field that turns what was typed into the answer, and the answer into JSON."""
        raise NotImplementedError

    def shape(self, question: Question, of: Callable[[Question], Json]) -> dict[str, Json]:
        """What OpenAPI says of the answer beyond what the field says; `of` gives the shape of a question inside."""
        return {}

    def may_share(self, question: Question) -> bool:
        """Whether an item of a group may take this answer over from an earlier item."""
        return False

    def lines(self, question: Question, answer: Any) -> list[str]:
        """How the answer reads on a page, a line each."""
        return [str(answer)]

    def in_email(self, question: Question, answer: Any) -> str:
        """How the answer reads in an email: never, unless it was picked from our own words.

        Raises ValueError for every kind whose answer could name or describe a person.
        """
        if not self.emailable:
            raise ValueError(f"An answer to '{question.id}' may identify a person: it never goes into an email.")
        return ", ".join(self.lines(question, answer))

    def in_csv(self, question: Question, answer: Any) -> dict[str, str]:
        """How the answer reads in a spreadsheet: column heading to cell."""
        return {question.title: "\n".join(self.lines(question, answer))}

    def in_json(self, question: Question, answer: Any) -> Json:
        """How the answer is kept and exported."""
        return self.field(question).serialize("answer", {"answer": answer})

    def from_json(self, question: Question, kept: Json) -> Any:
        """The answer that `in_json` kept."""
        return self.field(question).deserialize(kept)


def twice(values: Sequence[str]) -> Iterator[str]:
    """Each value that is there more than once."""
    yield from (value for value in dict.fromkeys(values) if values.count(value) > 1)


def mistake(question: Question, code: str, *parts: str, **facts: object) -> ValidationError:
    """A ValidationError in the question's own words, pointing at the inputs with these endings (the first if none)."""
    return ValidationError({"text": question.says(code, **facts), "inputs": [f"{question.id}{part}" for part in parts]})
