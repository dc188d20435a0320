"""What the rules are given: one text, in the readings in which people write and miswrite it, and what it may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cmr.anonymity.misread import unmisread
from cmr.anonymity.months import MONTHS
from cmr.anonymity.reading import Reading
from cmr.anonymity.words_for_numbers import NUMBERS, SAID_IN_A_ROW, in_digits

IN_A_ROW = 3
AROUND = 60
BESIDE = MONTHS | {"old", "aged", "age", "bt"}
_DIGIT = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ](?<![^\W_].)(?:[^\W\d_]|['-](?=[^\W\d_]))*")


@dataclass(frozen=True)
class Allowed:
    """What a text may say without a finding: helplines (digits only), declared names, and trust areas."""

    telephones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    pseudonyms: frozenset[str] = frozenset()
    trust_areas: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of a declared pseudonym, in small letters."""
        return frozenset(word for name in self.pseudonyms for word in name.casefold().replace("’", "'").split())


NOTHING = Allowed()


@lru_cache(maxsize=512)
def _either(words: frozenset[str]) -> re.Pattern[str]:
    """Any of these words, with or without a capital, or a digit: numbers are said and written in one breath."""
    return re.compile("|".join(("[0-9]+", *(f"[{word[0]}{word[0].upper()}](?i:{word[1:]})" for word in sorted(words)))))


def bare(name: str) -> str:
    """A word in small letters, without the 's of belonging."""
    return name.casefold().removesuffix("'s").removesuffix("'")


@dataclass(frozen=True)
class Passage:
    """One text to look through."""

    reading: Reading
    allowed: Allowed = field(default=NOTHING)

    @property
    def text(self) -> str:
        """The text in plain characters."""
        return self.reading.text

    @cached_property
    def small(self) -> str:
        """The text in small letters, place for place: faster to search than without regard to capitals."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else "".join(sign.lower()[0] for sign in self.text)

    @cached_property
    def tokens(self) -> list[str]:
        """Every word, in small letters, in its order."""
        return _WORD.findall(self.small)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it, in small letters, once."""
        return frozenset(self.tokens)

    @cached_property
    def capitals(self) -> list[tuple[int, int, str]]:
        """Every word with a capital: where it starts and ends, and its small letters without the 's of belonging."""
        return [(*match.span(), bare(match.group())) for match in _CAPITALISED.finditer(self.text)]

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What stands near a digit: as written, with number words as digits, with misread letters as digits."""
        written = self.reading.near(_DIGIT, AROUND, AROUND)
        spoken = written
        if self._spells_numbers:
            numbers = _either(frozenset(self.words & NUMBERS))
            spoken = in_digits(self.reading.near(numbers, AROUND, AROUND)).near(_DIGIT, AROUND, AROUND)
        ways = (written, spoken, unmisread(spoken))
        return tuple(way for at, way in enumerate(ways) if way not in ways[:at])

    @property
    def _spells_numbers(self) -> bool:
        """Are there number words in a row, or one beside a month, an age or BT? "One of the agencies" is no number."""
        if self.words.isdisjoint(NUMBERS):
            return False
        row = 0
        for at, word in enumerate(self.tokens):
            row = row + 1 if word in SAID_IN_A_ROW else 0
            if row >= IN_A_ROW or (row and not BESIDE.isdisjoint(self.tokens[max(0, at - 4) : at + 5])):
                return True
        return False

    def has(self, words: frozenset[str]) -> bool:
        """Is any of these words in it?"""
        return not self.words.isdisjoint(words)

    def places_of(self, words: frozenset[str]) -> Iterator[int]:
        """Where one of these words, in small letters, begins: found without any pattern."""
        for word in self.words & words:
            at = self.small.find(word)
            while at >= 0:
                if at == 0 or not self.small[at - 1].isalnum():
                    yield at
                at = self.small.find(word, at + 1)

    def before(self, at: int, most: int = 40) -> str:
        """The characters right before `at`, on its line."""
        return self.text[max(0, at - most) : at].rpartition("\n")[2]
