"""A form: its topics, its questions, who it is for, what happens next and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cmr.files.written_addresses import Here
from cmr.forms.question import Question

RESERVED_WORDS = frozenset(
    {"d", "check", "confirm", "sent", "copy", "leave", "left", "open", "blank", "advice", "new", "remove"}
)
"""Words that stand in a form's addresses, so that no topic, group or item may be called so."""
AUDIENCES = ("public", "agency")
"""Who a form is for."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Questions that belong together: one page, one line of the task list."""

    id: str
    title: str
    questions: tuple[Question, ...]
    letter: str = ""
    intro: tuple[str, ...] = ()

    @property
    def plain(self) -> tuple[Question, ...]:
        """The questions answered on the topic's own page."""
        return tuple(question for question in self.questions if not question.questions)

    @property
    def groups(self) -> tuple[Question, ...]:
        """The repeating groups, whose items have pages of their own."""
        return tuple(question for question in self.questions if question.questions)


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long what was typed is kept, as the privacy notice says it."""

    draft_hours: int
    record: str

    @property
    def draft_life(self) -> str:
        """How long a draft is kept, in words: "28 days", "2 hours"."""
        return f"{self.draft_hours // 24} days" if self.draft_hours % 24 == 0 else f"{self.draft_hours} hours"

    @property
    def draft(self) -> str:
        """What becomes of a draft."""
        return (
            f"What you type is kept for at most {self.draft_life} from when you begin, so that you can come back "
            "to it, or see once more what you sent. Then it is deleted."
        )


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A time limit that a receipt works out: the rule, and the question whose date starts it ("" for a Panel date)."""

    rule: str
    start: str = ""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The questions whose answers may stand on a receipt and in the desk's list: none identifies a child."""

    agency: str = ""
    case: str = ""
    danger: str = ""


PROOF_KINDS = {"agency": "choice", "case": "reference", "danger": "yes_no"}
"""The kind that each question of a `Proof` has: one whose answer nobody can type freely."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form, as its file `forms/<slug>.toml` declares it."""

    slug: str
    title: str
    purpose: str
    audience: str  # one of AUDIENCES
    version: str
    start: Here  # the address of its start page
    minutes: int
    owner: str
    topics: tuple[Topic, ...]
    retention: Retention
    send: str  # the words of the button that sends it
    next_steps: tuple[str, ...]  # what happens next, as the receipt and the sender's email say it
    keep: str = "Write down the reference, or print this page. You can come back to this address at any time."
    acknowledge: str = ""  # the question that holds the sender's email address
    limits: tuple[Limit, ...] = ()
    proof: Proof = Proof()
    danger_first: bool = False  # the danger numbers stand before everything else
    can_leave: bool = False  # "Exit this page" on every page of the form
    one_after_another: bool = False  # its topics are pages in a row, and there is no task list

    @property
    def single(self) -> bool:
        """Whether the whole form is one page, which the site freezes."""
        return len(self.topics) == 1 and not self.topics[0].groups

    @property
    def frozen(self) -> bool:
        """Whether its first page is the same for everybody, so that the site freezes it."""
        return self.single or self.one_after_another

    @property
    def may_be_found(self) -> bool:
        """Whether search engines may show the form itself: one that anybody may need, and that says the same to all."""
        return self.frozen and self.audience == "public"

    def after(self, topic: Topic) -> Topic | None:
        """The topic that comes after this one."""
        following = self.topics[self.topics.index(topic) + 1 :]
        return following[0] if following else None

    @property
    def discreet(self) -> bool:
        """Whether somebody else may read the sender's mailbox, and must not see there what was sent."""
        return self.audience == "public"

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with this id."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def group(self, topic_id: str, group_id: str) -> Question | None:
        """The repeating group with this id in this topic."""
        topic = self.topic(topic_id)
        return next((group for group in topic.groups if group.id == group_id), None) if topic else None

    def questions(self) -> Iterator[Question]:
        """Every question in order; a group stands before the questions of its items."""
        for topic in self.topics:
            for question in topic.questions:
                yield question
                yield from question.questions

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError."""
        for question in self.questions():
            if question.id == question_id:
                return question
        raise KeyError(question_id)
