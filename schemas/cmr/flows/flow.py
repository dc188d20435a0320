"""A flow: questions whose answers are plain links, and the outcomes that they lead to. Nobody types anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import Here
from cmr.forms.option_lists import Option
from cmr.process.process import TimeLimit

DUTIES = ("must", "may", "advice", "none")
"""How strongly an outcome asks somebody to notify."""


@dataclass(frozen=True)
class FlowText:
    """A few sentences of Markdown, and the line of the file on which they start."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True)
class FlowDuty:
    """How strongly an outcome asks: what it says of itself, and how it introduces its grounds."""

    id: str  # one of DUTIES
    title: str
    grounds: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What an outcome rests on: its name, where it stands, and the address that explains it."""

    id: str
    name: str
    paragraph: str
    address: Here


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer to a question: the id of the page it leads to, and the facts that whoever chooses it asserts."""

    text: str
    to: str
    hint: str = ""
    asserts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FlowQuestion:
    """A page that asks something. `listed` are things that it shows for the reader to look through."""

    id: str
    title: str
    words: FlowText | None
    answers: tuple[Answer, ...]
    listed: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something to do next, and the address where it is done."""

    text: str
    address: Here


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A page that answers: how strong the duty is, why, by when, and what to do next."""

    id: str
    title: str
    duty: FlowDuty
    grounds: tuple[Ground, ...]
    sections: tuple[int, ...]
    limits: tuple[TimeLimit, ...]
    says: FlowText
    why: FlowText
    when: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One flow, as its file `content/flows/<slug>.toml` declares it. The first question is where it starts."""

    file: TomlFile
    title: str
    summary: str
    reviewed: date
    danger: FlowText
    intro: FlowText
    note: FlowText
    facts: Mapping[str, Sequence[str]]
    questions: Mapping[str, FlowQuestion]
    outcomes: Mapping[str, Outcome]

    @property
    def slug(self) -> str:
        """The name of its file, which is the first step of its addresses."""
        return self.file.path.stem

    @property
    def start(self) -> FlowQuestion:
        """The first question."""
        return next(iter(self.questions.values()))

    @property
    def pages(self) -> Sequence[FlowQuestion | Outcome]:
        """Every page of the flow, questions first."""
        return [*self.questions.values(), *self.outcomes.values()]

    def address(self, page_id: str) -> str:
        """Where a question or an outcome is."""
        return f"/{self.slug}/" if page_id == self.start.id else f"/{self.slug}/{page_id}/"

    def before(self, page_id: str) -> FlowQuestion | None:
        """The first question that leads to a page; None for the start."""
        asked = self.questions.values()
        return next((one for one in asked if page_id in {answer.to for answer in one.answers}), None)
