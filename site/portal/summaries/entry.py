"""What lists, feeds and data say of a published summary. Its text stays in its file until its page is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmr.gate import Published, Withdrawn
from cmr.summary import ADDRESS, Month, Recommendation, Summary
from portal.marks import mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A summary that the public may read, or could once: then `withdrawn` says since when it cannot.

    `mark` changes when anything in the file does, `card` when anything does that another page repeats.
    """

    path: Path
    slug: str
    title: str
    summary: str
    kind: str
    age_band: str
    published: Month
    since: date
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
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
    def year(self) -> str:
        """The year in which it was published."""
        return str(self.published.year)


def entry_of(summary: Summary, stands: Published | Withdrawn) -> Entry:
    """The entry of a summary that the gate lets through, or has let through."""
    said = {key: getattr(summary, key) for key in ("title", "summary", "kind", "age_band", "published", "themes")}
    repeated = [str(said), summary.agencies, [_said(one) for one in summary.recommendations], summary.invented]
    return Entry(
        path=summary.file.path,
        slug=summary.slug,
        since=stands.since,
        agencies=summary.agencies,
        recommendations=tuple(_lean(one) for one in summary.recommendations),
        invented=summary.invented,
        withdrawn=isinstance(stands, Withdrawn),
        mark=mark(summary.file.matter.text, summary.file.body, str(stands)),
        card=mark(repeated, str(stands)),
        **said,
    )


def _said(one: Recommendation) -> tuple[object, ...]:
    return one.text, one.agencies, one.regional, one.themes


def _lean(one: Recommendation) -> Recommendation:
    """Without the answers to the SMART questions, which only its own page gives."""
    return Recommendation(text=one.text, agencies=one.agencies, regional=one.regional, themes=one.themes)
