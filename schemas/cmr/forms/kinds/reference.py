"""The reference of an earlier submission, typed from paper: its check character shows a slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import fields

from cmr.forms import reference
from cmr.forms.kinds.kind import Kind, mistake
from cmr.forms.question import Question


class ReferenceField(fields.String):
    """A reference in its written form, whatever its case and spacing were."""

    def __init__(self, question: Question, **settings: Any) -> None:
        super().__init__(**settings)
        self.question = question

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        try:
            return reference.read(str(value))
        except reference.NotAReference as slip:
            raise mistake(self.question, "format", example=reference.EXAMPLE) from slip


class ReferenceKind(Kind):
    """A case reference number."""

    name = "reference"
    messages: ClassVar[Mapping[str, str]] = {
        "format": "Check the {lower}: it has 12 letters and numbers, like {example}, and one of them does not fit",
    }

    def field(self, question: Question) -> fields.Field[Any]:
        return ReferenceField(question)
