"""What `cmr check` says about the summaries: what is wrong, where each stands, and which are due for another look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import indent

from cmr import clock
from cmr.errors import ContentError, ContentErrors
from cmr.files.lines import line_of
from cmr.gate.preconditions import policy
from cmr.gate.standing import Held, Published, Refused, Withdrawn, standing
from cmr.process.roles import load_roles
from cmr.reminder import Reminder
from cmr.summaries.folder import misplaced_files, summary_files
from cmr.summaries.summary_files import load_summaries, read_summary
from cmr.summaries.vocabulary import load_vocabulary
from cmr.summary import Summary


def wrong_summaries(content: Path) -> Iterator[ContentError]:
    """Everything that is wrong with the summaries, invented ones too. A draft that lacks approvals is not wrong."""
    try:
        known = load_vocabulary(content)
        yield from _unknown_posts(content)
    except ContentError as problem:
        yield problem
        return
    yield from misplaced_files(content)
    for path in summary_files(content, invented=True):
        try:
            read_summary(path, known, clock.today())
        except ContentErrors as several:
            yield from several.problems
        except ContentError as problem:
            yield problem


def _unknown_posts(content: Path) -> Iterator[ContentError]:
    roles = load_roles(content)
    for post, role in policy().posts.items():
        if role and role not in roles:
            yield policy().file.wrong(f"no role is called '{role}'", key=post, value=role)


def overdue_summaries(content: Path) -> Iterator[Reminder]:
    """A reminder for each summary on the site whose day of review is over."""
    today = clock.today()
    for summary in load_summaries(content, today=today, invented=True):
        if summary.review and summary.review < today and isinstance(standing(summary, today), Published):
            line = line_of(summary.file.matter, ("review",))
            what = f"was due for review on {clock.in_words(summary.review)}: read it again, then write the next day"
            yield Reminder(summary.file.path, line, what)


def accounts(content: Path) -> Iterator[str]:
    """Where each summary stands today, in an editor's words: a line for each, and one for all that it lacks."""
    today = clock.today()
    for summary in load_summaries(content, today=today, invented=True):
        yield f"{summary.file.path}: {account(summary, today)}"


def account(summary: Summary, day: date) -> str:
    """Where one summary stands on `day`."""
    match standing(summary, day):
        case Published(since):
            ends = f", until it is withdrawn on {clock.in_words(summary.withdrawn)}" if summary.withdrawn else ""
            return f"published since {clock.in_words(since)}{ends}."
        case Held(until, because):
            return f"held until {clock.in_words(until)} because {'; '.join(because)}. It appears by itself."
        case Withdrawn(since):
            return f"withdrawn on {clock.in_words(since)}. A short notice stands in its place."
        case Refused(because):
            lacks = indent("\n".join(str(one) for one in because), "    ")
            return f"not public, and nothing is wrong with that while it is being prepared. In the way:\n{lacks}"
