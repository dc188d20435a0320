"""What lists, feeds and data say of a published summary. Its text stays in its file until its page is drawn."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from cmr.gate.standing import Published, Withdrawn
from cmr.summary import ADDRESS, Month, Recommendation, Summary
from portal.marks import mark, mark_of_files, mark_of_texts


class ListedAdvice(NamedTuple):
    """A recommendation without its answers to the SMART questions, which only the summary's own page gives."""

    text: str
    agencies: tuple[str, ...]
    regional: bool
    themes: tuple[str, ...]


class Entry(NamedTuple):
    """A summary that the public has been able to read `since` a day, or that has been `withdrawn` since then.

    `mark` changes when anything in the file does, `card` when something changes that other pages repeat.
    """

    path: str
    slug: str
    title: str
    summary: str
    kind: str
    age_band: str
    published: str
    since: date
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    recommendations: tuple[ListedAdvice, ...]
    pictures: tuple[str, ...]
    invented: bool
    withdrawn: bool
    mark: str
    card: str

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"{ADDRESS}{self.slug}/"

    @property
    def print_address(self) -> str:
        """Where it is as a PDF."""
        return f"{self.address}{self.slug}.pdf"

    @property
    def picture_addresses(self) -> list[str]:
        """Where the pictures of its text are."""
        return [f"{self.address}{name}" for name in self.pictures]

    @property
    def year(self) -> str:
        """The year in which it was published."""
        return self.published[:4]

    @property
    def month(self) -> str:
        """The month in which it was published, in words."""
        return _in_words(self.published)


def entry_of(summary: Summary, stands: Published | Withdrawn) -> Entry:
    """The entry of a summary that the gate lets through, or has let through."""
    entry = Entry(
        path=str(summary.file.path),
        slug=summary.slug,
        title=summary.title,
        summary=summary.summary,
        kind=summary.kind,
        age_band=summary.age_band,
        published=str(summary.published),
        since=stands.since,
        themes=summary.themes,
        agencies=summary.agencies,
        recommendations=tuple(_advice(one) for one in summary.recommendations),
        pictures=tuple(picture.name for picture in summary.images),
        invented=summary.invented,
        withdrawn=isinstance(stands, Withdrawn),
        mark=mark_of_texts(summary.file.matter.text, summary.file.body, str(stands), mark_of_files(summary.images)),
        card="",
    )
    # What another page may repeat is all of it, but for where the file lies and what only its own page says.
    return entry._replace(card=mark(entry._replace(path="", mark="")))


@cache
def _in_words(month: str) -> str:
    return Month(*map(int, month.split("-"))).in_words


def _advice(one: Recommendation) -> ListedAdvice:
    return ListedAdvice(one.text, one.agencies, one.regional, one.themes)
