"""Invented text to measure the anonymity checker by: identifiers planted in many spellings, and prose with none.

Everything comes from a seed, so that a score can be repeated. Identifiers that could be somebody's are made here at run
time, from ranges kept for examples where there are any.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from measure.anonymity_identifiers import MAKERS
from measure.anonymity_spellings import spellings

HERE = Path(__file__).parent
AROUND: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("", ""),
    ("## ", ""),
    ("- ", ""),
    ("1. ", ""),
    ("> ", ""),
    ("| First | ", " | last |"),
    ("**", "**"),
    ("![", "](chart.png)"),
    ('[the plan](/summaries/one/ "', '")'),
    ("<!-- ", " -->"),
    ("<p>", "</p>"),
    ("*Note:* ", ""),
)


@dataclass(frozen=True)
class Planted:
    """One identifier: its rule, how it is spelled, and where it stands in the text."""

    rule: str
    spelling: str
    start: int
    end: int


@dataclass(frozen=True)
class Sample:
    """One text and everything that stands in it."""

    text: str
    planted: tuple[Planted, ...]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((HERE / "anonymity_corpus.toml").read_text("utf-8"))


def corpus(seed: int, each: int = 40) -> Iterator[Sample]:
    """Samples with one identifier of each rule, `each` times in other spellings and places, and as many clean ones."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    for rule in MAKERS:
        for _ in range(each):
            yield _with_one(rule, chance)
    for _ in range(each * len(MAKERS)):
        yield Sample("\n\n".join(_prose(chance) for _ in range(chance.randint(1, 4))), ())


def _with_one(rule: str, chance: random.Random) -> Sample:
    plain = MAKERS[rule](chance)
    name, spell = chance.choice(spellings(rule, plain))
    written = _spelled(spell, plain, chance)
    carrier = chance.choice(_words()["carriers"][rule])
    if "\n" in written:
        opening, closing = "", ""
    else:
        opening, closing = chance.choice(AROUND)
    before = f"{_prose(chance)}\n\n{opening}{carrier[: carrier.index('{}')]}"
    after = f"{carrier[carrier.index('{}') + 2 :]}{closing}\n\n{_prose(chance)}\n"
    return Sample(before + written + after, (Planted(rule, name, len(before), len(before) + len(written)),))


def _spelled(spell: Callable[[str, random.Random], str], plain: str, chance: random.Random) -> str:
    return spell(plain, chance)


def _prose(chance: random.Random) -> str:
    return " ".join(chance.sample(_words()["clean"], chance.randint(2, 6)))
