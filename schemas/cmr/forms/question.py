"""A question: its words, its rules and its error messages, exactly as a form's file declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cmr.files.written_addresses import Id
from cmr.forms.option_lists import Option

if TYPE_CHECKING:
    from cmr.forms.kinds.kind import Kind

NOT_KNOWN = "not-known"
"""What is stored, and posted, where somebody says that a fact is not known."""


COMMON_MESSAGES: Mapping[str, str] = {
    "both": "Enter the {lower}, or select ‘Not known’, not both",
}
"""GOV.UK's wording for mistakes that any kind of question can meet."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """When a question is asked: every named question must have been answered with one of the values given for it."""

    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.wanted)


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A page shown once, straight after an answer that calls for it: what to do now, and whether to go on."""

    when: tuple[str, ...]
    title: str
    text: str  # Markdown-free paragraphs, one a line
    numbers: str = ""  # a group of content/contacts.toml to show
    go_on: str = "Continue"  # the button's words; empty where the form ends here


@dataclass(frozen=True, kw_only=True)
class Absence:
    """What can be said instead of adding items to a repeating group ("There are no siblings")."""

    value: Id
    label: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a form. `id` is unique in its form, is what the browser posts and what the record keeps."""

    id: str
    kind: Kind
    title: str  # short: Check your answers, CSV, the office
    label: str  # as asked
    hint: str = ""
    code: str = ""  # the field's number in the paper form, for the office
    required: bool = True
    not_known: bool = False
    when: Condition = field(default_factory=Condition)
    options: tuple[Option, ...] = ()
    listed: str = ""  # the name of the list in `content/` that some of the options come from
    shared: frozenset[str] = frozenset()  # the values of that list
    errors: Mapping[str, str] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()
    most: int = 0  # characters of a text, items of a group
    rules: Any = None  # what it says for its kind alone, as the kind's own dataclass
    item: str = ""  # what one item of a group is called: "child"
    absences: tuple[Absence, ...] = ()
    questions: tuple[Question, ...] = ()  # of a group's item
    named_by: str = ""  # the item question whose answer names the item

    @property
    def asked(self) -> str:
        """The label, marked where an answer may be left out (GOV.UK: mark the optional ones, never the others)."""
        return self.label if self.required or self.label.endswith("(optional)") else f"{self.label} (optional)"

    def says(self, code: str, **facts: object) -> str:
        """The message for the mistake `code`: the question's own words, else its kind's, with `facts` filled in."""
        words = self.errors.get(code) or self.kind.messages.get(code) or COMMON_MESSAGES[code]
        known = {"title": self.title, "lower": _lower_first(self.title), "most": self.most}
        return words.format(**(known | facts))

    def label_of(self, value: str) -> str:
        """What the reader sees for the option stored as `value`."""
        return next((option.label for option in self.kind.options(self) if option.value == value), value)


def _lower_first(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
