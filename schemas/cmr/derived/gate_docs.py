"""The table of the gate in `docs/publishing.md`: what editors read and what the gate does cannot drift apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cmr.errors import ContentError
from cmr.gate.preconditions import Policy, Precondition
from cmr.process.process import TimeLimit

START = (
    "<!-- The table of the gate. `cmr generate` makes it from schemas/cmr/gate/gate.toml: "
    "change a row there, not here. -->"
)
END = "<!-- The end of the table of the gate. -->"


def publishing_document(path: Path, policy: Policy, limits: Mapping[str, TimeLimit]) -> str:
    """The text of the document at `path` with the table as the policy has it. Raises ContentError without its marks."""
    text = path.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ContentError(path, 1, f"the table of the gate has lost its marks: it stands between {START} and {END}")
    return f"{before}{START}\n\n{_table(policy, limits)}\n\n{END}{after}"


def _table(policy: Policy, limits: Mapping[str, TimeLimit]) -> str:
    head = ("| | What | Who signs | What must be shown | From |", "|---|---|---|---|---|")
    return "\n".join((*head, *(_row(one, limits) for one in policy.preconditions.values())))


def _row(one: Precondition, limits: Mapping[str, TimeLimit]) -> str:
    shown = "<br>".join((one.shown, *_notes(one, limits)))
    return f"| {one.id} | {one.title} | {_signed(one)} | {shown} | {one.source} |"


def _signed(one: Precondition) -> str:
    if one.signatures == len(one.signed_by):
        return " and ".join(one.signed_by)
    many = f"{one.signatures} of: " if one.signatures > 1 else ""
    return f"{many}{', '.join(one.signed_by)}" if many else " or ".join(one.signed_by)


def _notes(one: Precondition, limits: Mapping[str, TimeLimit]) -> Iterator[str]:
    if one.when:
        yield f"`when` is {one.when}."
    if one.not_before:
        yield f"Not before {', '.join(one.not_before)}."
    if one.wait:
        yield f"Publication waits: rule {one.wait}. {limits[one.wait].how}"
    yield from (f"May not apply: `{name}`. {why}" for name, why in one.reasons.items())
