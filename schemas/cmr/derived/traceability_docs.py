"""`docs/traceability.md`: what serves each obligation, for people who do not read TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cmr.derived.traceability import Obligation
from cmr.process.roles import Role


def traceability_document(obligations: Sequence[Obligation], roles: Mapping[str, Role]) -> str:
    """The document, as Markdown. Raises KeyError for a role that is not in `roles`."""
    people = sum(1 for one in obligations if one.people)
    lines = [
        "# What serves each obligation of the guidance",
        "",
        "Made from `schemas/cmr/derived/traceability.toml` by `cmr generate`. Change a row there, not here.",
        "",
        f"{len(obligations)} obligations. {people} of them leave something to people, and say what and why.",
        "",
        "| | Where | Who | What is asked | What serves it | Left to people |",
        "|---|---|---|---|---|---|",
        *(_row(one, roles) for one in obligations),
    ]
    return "\n".join(lines) + "\n"


def _row(one: Obligation, roles: Mapping[str, Role]) -> str:
    where = ", ".join(name.replace("SO", "standing order ") for name in one.where)
    who = ", ".join(roles[name].title for name in one.who)
    cells = (one.id, where, who, one.text, "<br>".join(_homes(one)), one.people)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _homes(one: Obligation) -> Iterator[str]:
    yield from (f"`{page}`" for page in one.pages)
    yield from (f"question `{question}`" for question in one.questions)
    yield from (f"code `{module}`" for module in one.code)
    if one.rules:
        yield f"{'rule' if len(one.rules) == 1 else 'rules'} {', '.join(one.rules)}"
