"""A published summary: what its file says, and the record of who approved what (guidance, sections 26 to 29 and 33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import total_ordering
from pathlib import Path
from typing import NamedTuple

from cmr.clock import MONTHS
from cmr.files.front_matter import PageFile

ADDRESS = "/summaries/"
SMART = ("specific", "measurable", "achievable", "relevant", "timed")
"""The five questions that a recommendation answers (section 26)."""
_HEADINGS = tuple(question.capitalize() for question in SMART)
OPEN, CLOSED = "open", "closed"


@total_ordering
@dataclass(frozen=True, slots=True)
class Month:
    """A year and month: as near as a summary ever says when something happened."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def __lt__(self, other: Month) -> bool:
        return (self.year, self.month) < (other.year, other.month)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def in_words(self) -> str:
        """As people read it: "September 2026"."""
        return f"{MONTHS[self.month - 1]} {self.year}"


class Recommendation(NamedTuple):
    """What the review recommends, to which types of agency, and its answers to the SMART questions."""

    text: str
    agencies: tuple[str, ...]
    regional: bool
    themes: tuple[str, ...]
    specific: str = ""
    measurable: str = ""
    achievable: str = ""
    relevant: str = ""
    timed: str = ""

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The SMART questions that it answers, as headings, each with its answer."""
        answers = (self.specific, self.measurable, self.achievable, self.relevant, self.timed)
        return tuple(said for said in zip(_HEADINGS, answers, strict=True) if said[1].strip())

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The SMART questions that it leaves open."""
        return tuple(question for question in SMART if not getattr(self, question).strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherProcess:
    """A criminal investigation, prosecution, inquest or other process about the same child."""

    what: str
    status: str
    evidence: str = ""


class Approval(NamedTuple):
    """What is on record for one precondition: the posts that signed, the day, and where the evidence is kept."""

    who: tuple[str, ...] = ()
    when: date | None = None
    evidence: str = ""
    not_applicable: str = ""

    @property
    def empty(self) -> bool:
        """Whether nobody has written anything here yet."""
        return not (self.who or self.when or self.evidence or self.not_applicable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """One file of `content/summaries/`. Whether it may be public is not a property of it: `gate.standing` says."""

    file: PageFile
    title: str
    summary: str
    pseudonym: str
    kind: str
    age_band: str
    published: Month
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    pseudonyms: tuple[str, ...] = ()
    invented: bool = False
    learning: tuple[str, ...] = ()
    content_warning: str = ""
    support: tuple[str, ...] = ()
    review: date | None = None
    publish_on: date | None = None
    withdrawn: date | None = None
    restrictions: tuple[str, ...] = ()
    area_may_be_named: str = ""
    recommendations: tuple[Recommendation, ...] = ()
    processes: tuple[OtherProcess, ...] = ()
    gate: Mapping[str, Approval] = field(default_factory=dict)
    images: tuple[Path, ...] = ()

    @property
    def slug(self) -> str:
        """The name of its file, and the last part of its address."""
        return self.file.path.stem

    @property
    def address(self) -> str:
        """Where it stands on the site."""
        return f"{ADDRESS}{self.slug}/"
