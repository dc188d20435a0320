"""How hard the pages and forms are to read: `python -m portal.checks.reading_ages`, part of `make check`.

Writes build/reading.txt, the hardest pages first, and fails only on gross slips: those are named by file and line.
A reading age is the Flesch–Kincaid school grade plus five years. It measures the lengths of words and sentences and
nothing else, and the names of offices make it high: use it to compare a page with its neighbours.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import textstat

from cmr.errors import ContentError
from portal.checks.abbreviations import unexplained_abbreviations
from portal.checks.flow_sentences import flow_blocks
from portal.checks.form_sentences import form_blocks
from portal.checks.sentences import Sentence, blocks, sentences
from portal.pages.library import Library, load_library

REPORT = Path("build/reading.txt")
MOST_WORDS = 35
OLDEST = 16.0
OLDEST_FOR_ALL = 12.0
FOR_ALL = (
    *("/", "/help/", "/raise-a-concern/", "/forms/concern/", "/privacy/young-people/"),
    *("/404.html", "/500.html", "/503.html"),
)
"""What anybody may read who is afraid or in a hurry."""
ENOUGH_WORDS = 100
LONGEST_SHOWN = 20
GRADE_ONE = 5
"""A school grade and this is an age in years."""


@dataclass(frozen=True)
class PageReading:
    """A page or form as it is read."""

    name: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(one.words for one in self.sentences)

    @property
    def longest(self) -> Sentence:
        """Its longest sentence."""
        return max(self.sentences, key=lambda one: one.words)

    @cached_property
    def age(self) -> float:
        """The age in years at which most people read it with ease. Of few words it says little."""
        return round(float(textstat.flesch_kincaid_grade(" ".join(map(_ended, self.sentences)))) + GRADE_ONE, 1)

    @property
    def oldest(self) -> float:
        """The reading age above which it fails."""
        return OLDEST_FOR_ALL if self.name in FOR_ALL else OLDEST

    def slips(self) -> Iterator[ContentError]:
        """What is far too hard: sentences that are too long, and the page as a whole."""
        for one in self.sentences:
            if one.words > MOST_WORDS:
                yield ContentError(one.path, one.line, f"a sentence of {one.words} words; {MOST_WORDS} is the most")
        if self.words >= ENOUGH_WORDS and self.age > self.oldest:
            yield ContentError(self.sentences[0].path, 1, f"its reading age is {self.age}; {self.oldest} is the most")


def readings(library: Library) -> list[PageReading]:
    """Every page and form of `library`, the hardest first."""
    textstat.set_lang("en_GB")
    pages = [(page.address, blocks(page, library.wording.roles)) for page in library.written]
    forms = [(f"/forms/{form.slug}/", form_blocks(form)) for form in library.forms.values()]
    flows = [(flow.address(page.id), flow_blocks(flow, page)) for flow in library.flows.values() for page in flow.pages]
    everything = pages + forms + flows
    found = [PageReading(name, tuple(one for block in read for one in sentences(block))) for name, read in everything]
    return sorted(found, key=lambda one: -one.age)


def _ended(sentence: Sentence) -> str:
    """The sentence as textstat counts it: an item of a list ends too."""
    return sentence.text if sentence.text.endswith((".", "?", "!")) else f"{sentence.text}."


def report(found: Sequence[PageReading], unexplained: Sequence[ContentError]) -> str:
    """What build/reading.txt says."""
    longest = sorted((one for page in found for one in page.sentences), key=lambda one: -one.words)[:LONGEST_SHOWN]
    lines = [
        "Reading ages, the hardest first (age in years, words, words of the longest sentence, page)",
        *(f"{one.age:6.1f} {one.words:6d} {one.longest.words:4d}  {one.name}" for one in found),
        "",
        "The longest sentences",
        *(f"{one.words:6d}  {one.path}:{one.line}: {one.text}" for one in longest),
        "",
        "Unexplained abbreviations",
        *([str(problem) for problem in unexplained] or ["none"]),
    ]
    return "\n".join(lines) + "\n"


def main(content: Path = Path("content"), target: Path = REPORT) -> int:
    """Write the report on `content` to `target`, name the gross slips, and return 1 where there are any."""
    try:
        found = readings(load_library(content, show_unverified_numbers=True))
    except ContentError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(report(found, list(unexplained_abbreviations(content))), encoding="utf-8")
    slips = [slip for page in found for slip in page.slips()]
    for slip in slips:
        print(slip, file=sys.stderr)
    hardest, words = found[0], max(page.longest.words for page in found)
    print(f"{target}: reading age at most {hardest.age} ({hardest.name}), longest sentence {words} words")
    return 1 if slips else 0


if __name__ == "__main__":
    sys.exit(main())
