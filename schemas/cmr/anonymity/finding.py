"""What the checker finds, and what each rule means (rules.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
BLOCK, WARN = "block", "warn"
NOT_PROOF = (
    "A clean scan is not proof that nobody can be recognised. It sees spellings, not what a neighbour knows. "
    "Two people must still read the summary as somebody who wants to find the child, and sign (G10)."
)


@dataclass(frozen=True)
class Rule:
    """One rule: whether it stops publication, and what to tell the editor."""

    id: str
    level: str
    why: str


@dataclass(frozen=True)
class Finding:
    """Something that may identify a person: where it stands, which rule saw it, and what to do."""

    line: int
    column: int
    level: str
    rule: str
    text: str
    why: str

    @property
    def masked(self) -> Finding:
        """The same, with the words hidden: for logs that more people read than the summary itself."""
        return replace(self, text="".join("•" if sign.isalnum() else sign for sign in self.text))

    @property
    def blocks(self) -> bool:
        """Does it stop publication?"""
        return self.level == BLOCK


class Found(NamedTuple):
    """A rule's answer about one reading of a text: where, in that reading, and which rule."""

    start: int
    end: int
    rule: str


@cache
def levels() -> dict[str, str]:
    """The level of every rule."""
    return {name: rule.level for name, rule in rules().items()}


@cache
def rules() -> dict[str, Rule]:
    """Every rule, by its id."""
    tables = tomllib.loads((HERE / "rules.toml").read_text("utf-8"))
    return {name: Rule(name, table["level"], table["why"]) for name, table in tables.items()}
