"""A declaration: one box that must be ticked, with the words it stands for."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from cmr.forms.kinds.kind import Kind
from cmr.forms.posted import Typed
from cmr.forms.question import Question

TICKED = "yes"


class Declaration(Kind):
    """A statement somebody makes by ticking it."""

    name = "declaration"
    takes = frozenset()
    on_paper = "confirmed"
    emailable = True

    def read(self, question: Question, typed: Typed) -> Any:
        return True if TICKED in typed.all(question.id) else None

    def field(self, question: Question) -> fields.Field[Any]:
        return fields.Boolean()

    def lines(self, question: Question, answer: Any) -> list[str]:
        return ["Confirmed"]
