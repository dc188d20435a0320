"""The few answers of a submission that its receipt and the desk's list may say, because none identifies a child.

A form names their questions under `[proof]`. The agency and the danger are picked from our own words and the case is a
checked reference, so nothing that was typed freely can come with them. Every other answer stays in the sealed record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cmr.forms.answers import answer_from_json, answer_lines
from cmr.forms.form import Form


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What may be said of a submission; nothing where it was not asked, or was not kept."""

    agency: str = ""  # in the words of the list that it was chosen from
    case: str = ""  # the reference of the case that was answered
    danger: bool | None = None  # whether a child was said to be in danger

    def as_json(self) -> dict[str, Any]:
        """As a receipt keeps them: only those that there are."""
        return {name: said for name, said in asdict(self).items() if said not in ("", None)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Facts:
        """What `as_json` kept; whatever else stands there is left alone."""
        return cls(agency=kept.get("agency", ""), case=kept.get("case", ""), danger=kept.get("danger"))


def facts_of(form: Form, answers: Mapping[str, Any]) -> Facts:
    """The facts of a submission, from its answers as a record keeps them."""
    return Facts(
        agency=_words(form, form.proof.agency, answers),
        case=_words(form, form.proof.case, answers),
        danger={"yes": True, "no": False}.get(str(answers.get(form.proof.danger))),
    )


def _words(form: Form, question_id: str, answers: Mapping[str, Any]) -> str:
    """How one answer reads, "" where it was not given."""
    if question_id not in answers:
        return ""
    question = form.question(question_id)
    return ", ".join(answer_lines(question, answer_from_json(question, answers[question_id])))
