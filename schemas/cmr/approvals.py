"""The record of approvals in a summary's front matter: the tables [gate.G1] to [gate.G18]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from cmr.preconditions import policy
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
            wrong = dict(_wrong_approval(name, row))
            if wrong:
                problems[name] = wrong
            else:
                approvals[name] = _approval(row)
        if problems:
            raise ValidationError(problems)
        return approvals


def _wrong_approval(name: str, row: Any) -> Iterator[tuple[str, str]]:
    precondition = policy().preconditions.get(name)
    if precondition is None:
        yield "", f"there is no precondition {name}: they are G1 to G{len(policy().preconditions)}"
        return
    if not isinstance(row, dict):
        yield "", f"write it as a table of its own: [gate.{name}]"
        return
    for key in [key for key in row if key not in KEYS]:
        yield key, NO_SUCH_KEY
    who, when, reason = row.get("who", []), row.get("when"), row.get("not_applicable", "")
    if not (isinstance(who, list) and all(isinstance(one, str) for one in who)):
        yield "who", 'write the posts that signed as a list: ["Panel Chair"]'
    elif (when or reason) and not any(one.strip() for one in who):
        yield "who", f"{name} is approved by nobody: write the post that signed, or take out the day and the reason"
    if when is not None and type(when) is not date:
        yield "when", "write a date without quotation marks, as in 2026-11-23"
    if not isinstance(row.get("evidence", ""), str):
        yield "evidence", 'write it as text, in quotation marks: "…"'
    if reason != "" and reason not in precondition.reasons:
        yield "not_applicable", _no_such_reason(name, precondition.reasons)


def _no_such_reason(name: str, reasons: Mapping[str, str]) -> str:
    if not reasons:
        return f"{name} always applies: take this line out"
    return f"{name} has no reason of this name: it knows {', '.join(reasons)}"


def _approval(row: Mapping[str, Any]) -> Approval:
    return Approval(
        who=tuple(post.strip() for post in row.get("who", ()) if post.strip()),
        when=row.get("when"),
        evidence=row.get("evidence", "").strip(),
        not_applicable=row.get("not_applicable", ""),
    )
