"""Asks an editor on the command line, again where an answer will not do.

What reads an answer raises click.BadParameter, and click says why and asks once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from cmr.summaries.confidential import confidential_name
from cmr.summaries.fields import MONTH
from cmr.summaries.folder import FOLDER, INVENTED, SLUG, TAKEN
from cmr.summaries.vocabulary import Term


def title(text: str) -> str:
    """A title that is not one of a document which may never be published."""
    confidential = confidential_name(Path("new"), words(text))
    if confidential:
        raise click.BadParameter(confidential.problem)
    return text.strip()


def words(text: str) -> str:
    """A text with something in it."""
    if not text.strip():
        raise click.BadParameter("write something")
    return text.strip()


def suggested(called: str) -> str:
    """The address that follows from a title."""
    return "-".join(re.findall(r"[a-z0-9]+", called.lower()))


def free_file(content: Path, slug: str, invented: bool) -> Path:
    """The file for an address that may be one and is not taken."""
    folder = content / FOLDER
    if not SLUG.fullmatch(slug):
        raise click.BadParameter("write lower-case words with hyphens, as in concerns-not-joined")
    for taken in (folder / f"{slug}.md", folder / INVENTED / f"{slug}.md"):
        if slug in TAKEN or taken.exists():
            raise click.BadParameter(f"there is already something at /summaries/{slug}/: choose another address")
    path = folder / INVENTED / f"{slug}.md" if invented else folder / f"{slug}.md"
    confidential = confidential_name(path)
    if confidential:
        raise click.BadParameter(confidential.problem)
    return path


def one_of(question: str, terms: Mapping[str, Term]) -> str:
    """The id of the one entry of a list that is chosen by its number."""
    _offer(terms)
    return str(click.prompt(f"{question} Its number", value_proc=_chosen(list(terms), most=1))[0])


def several_of(question: str, terms: Mapping[str, Term]) -> Sequence[str]:
    """The ids of the entries of a list that are chosen by their numbers."""
    _offer(terms)
    numbers = f"{question}. Their numbers, with commas"
    chosen: Sequence[str] = click.prompt(numbers, value_proc=_chosen(list(terms), most=len(terms)))
    return chosen


def _offer(terms: Mapping[str, Term]) -> None:
    click.echo()
    for number, term in enumerate(terms.values(), 1):
        click.echo(f"  {number:2} {term.title}")


def _chosen(ids: Sequence[str], *, most: int) -> Callable[[str], list[str]]:
    """What reads numbers as the ids that they stand for."""

    def read(text: str) -> list[str]:
        numbers = [part.strip() for part in text.split(",") if part.strip()]
        if not 1 <= len(numbers) <= most or not all(one.isdecimal() and 1 <= int(one) <= len(ids) for one in numbers):
            raise click.BadParameter(f"write {'a number' if most == 1 else 'numbers'} from 1 to {len(ids)}")
        return list(dict.fromkeys(ids[int(one) - 1] for one in numbers))

    return read


def month_of_year(text: str) -> str:
    """A year and month."""
    if not MONTH.fullmatch(text.strip()):
        raise click.BadParameter("write a year and month, as in 2026-09")
    return text.strip()
