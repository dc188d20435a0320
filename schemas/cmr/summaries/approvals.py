"""The record of approvals in a summary's front matter: the tables [gate.G1] to [gate.G18]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from cmr.gate.preconditions import policy
from cmr.summary import Approval

KEYS = ("who", "when", "evidence", "not_applicable")
NO_SUCH_KEY = (
    "there is no such key here: look at the spelling. A line about the whole summary goes above the first [[table]]"
)


class Approvals(fields.Field[Mapping[str, Approval]]):
    """The tables [gate.G1] to [gate.G18]. One field for all of them: eighteen nested schemas take ten times as long."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Mapping[str, Approval]:
        if not isinstance(value, dict):
            raise ValidationError("write each precondition as a table of its own: [gate.G1]")
        problems: dict[str, Any] = {}
        approvals: dict[str, Approval] = {}
        for name, row in value.items():
            try:
                approvals[name] = _approval(name, row)
            except ValidationError as wrong:
                problems[name] = wrong.messages
        if problems:
            raise ValidationError(problems)
        return approvals


def _approval(name: str, row: Any) -> Approval:
    """What `row` says of the precondition with that name. Raises ValidationError with everything wrong with it."""
    precondition = policy().preconditions.get(name)
    if precondition is None:
        raise ValidationError(f"there is no precondition {name}: they are G1 to G{len(policy().preconditions)}")
    if not isinstance(row, dict):
        raise ValidationError(f"write it as a table of its own: [gate.{name}]")
    who, when = row.get("who", []), row.get("when")
    evidence, reason = row.get("evidence", ""), row.get("not_applicable", "")
    problems = {key: NO_SUCH_KEY for key in row if key not in KEYS}
    posts: list[str] = []
    if not (isinstance(who, list) and set(map(type, who)) <= {str}):
        problems["who"] = 'write the posts that signed as a list: ["Panel Chair"]'
    else:
        posts = [post for one in who if (post := one.strip())]
        if (when or reason) and not posts:
            problems["who"] = (
                f"{name} is approved by nobody: write the post that signed, or take out the day and the reason"
            )
    if when is not None and type(when) is not date:
        problems["when"] = "write a date without quotation marks, as in 2026-11-23"
    if not isinstance(evidence, str):
        problems["evidence"] = 'write it as text, in quotation marks: "…"'
    if reason != "" and not (isinstance(reason, str) and reason in precondition.reasons):
        problems["not_applicable"] = _no_such_reason(name, precondition.reasons)
    if problems:
        raise ValidationError(problems)
    return Approval(who=tuple(posts), when=when, evidence=evidence.strip(), not_applicable=reason)


def _no_such_reason(name: str, reasons: Mapping[str, str]) -> str:
    if not reasons:
        return f"{name} always applies: take this line out"
    return f"{name} has no reason of this name: it knows {', '.join(reasons)}"
