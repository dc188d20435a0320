"""`cmr new summary`: asks for what it needs, writes a draft, and says what the gate still lacks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template
from textwrap import wrap

import click

from cmr import clock
from cmr.command import CONTENT
from cmr.confidential import confidential_name
from cmr.errors import ContentError
from cmr.preconditions import Precondition, policy
from cmr.summaries import read_summary
from cmr.summary import Month, Summary
from cmr.summary_check import account
from cmr.summary_fields import MONTH
from cmr.summary_folder import FOLDER, INVENTED, SLUG, TAKEN
from cmr.vocabulary import Term, Vocabulary, load_vocabulary

DRAFT = Path(__file__).parent / "templates" / "summary.md"
WIDTH = 100
YEARS_TO_REVIEW = 2


@click.group()
def new() -> None:
    """Begin something new: a summary."""


@new.command()
@CONTENT
@click.option("--invented", is_flag=True, help="An invented example, which is never on the public site.")
def summary(content: Path, invented: bool) -> None:
    """Begin a summary. Asks a few questions, writes the file and says what it lacks. It changes no file there is."""
    try:
        known = load_vocabulary(content)
        path = _begun(content, known, invented)
        made = _read_back(path, known)
    except ContentError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"\nWrote {path}\n{path}: {account(made, clock.today())}")


def _read_back(path: Path, known: Vocabulary) -> Summary:
    """The draft as the build reads it. One that cannot be read is not left lying there to stop the build."""
    try:
        return read_summary(path, known, clock.today())
    except ContentError:
        path.unlink()
        raise


def _begun(content: Path, known: Vocabulary, invented: bool) -> Path:
    title = click.prompt("Title", value_proc=_title)
    path = click.prompt(
        "Address: /summaries/…/", default=_slug(title), value_proc=lambda slug: _free(content, slug.strip(), invented)
    )
    pseudonym = click.prompt("What is the child called here? Never the real name", value_proc=_words)
    values = {
        "title": title,
        "pseudonym": pseudonym,
        "kind": _one("What happened?", known.kinds),
        "age_band": _one("How old was the child?", known.age_bands),
        "themes": _several("Themes", known.themes),
        "agencies": _several("Types of agency that were involved", known.agencies),
        "published": click.prompt("Month of publication", default=str(_next_month(clock.today())), value_proc=_month),
    }
    text = _draft(values, known, invented)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:  # "x": never over a file that is there
        file.write(text)
    return path


def _draft(values: Mapping[str, object], known: Vocabulary, invented: bool) -> str:
    """The text of the file. Every value is written as TOML, which for texts and lists of them is JSON."""
    written = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
    today = clock.today()
    return Template(DRAFT.read_text(encoding="utf-8")).substitute(
        written,
        invented="invented = true\n" if invented else "",
        support=", ".join(sorted(known.support)),
        review=date(today.year + YEARS_TO_REVIEW, today.month, 1).isoformat(),
        gate="\n\n".join(_empty(one) for one in policy().preconditions.values()),
    )


def _empty(one: Precondition) -> str:
    """The table of one precondition, to be filled in, with a note of what belongs there."""
    joined = " and ".join(one.signed_by) if one.signatures == len(one.signed_by) else " or ".join(one.signed_by)
    many = f"{one.signatures} of them: " if 1 < one.signatures < len(one.signed_by) else ""
    note = f"{one.id} {one.title}. {one.shown} Signed by {many}{joined}."
    lines = [f"# {line}" for line in wrap(note, WIDTH)]
    lines += [
        f"[gate.{one.id}]",
        "who = []",
        f"# when = {clock.today().isoformat()}  # {one.when or 'the day it was signed'}",
    ]
    lines += ['evidence = ""', *(f'# not_applicable = "{name}"  # {why}' for name, why in one.reasons.items())]
    return "\n".join(lines)


def _title(text: str) -> str:
    confidential = confidential_name(Path("new"), _words(text))
    if confidential:
        raise click.BadParameter(confidential.problem)
    return text.strip()


def _words(text: str) -> str:
    if not text.strip():
        raise click.BadParameter("write something")
    return text.strip()


def _slug(title: str) -> str:
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in title.lower()).split()
    return "-".join(words)


def _free(content: Path, slug: str, invented: bool) -> Path:
    """The file for this address. Raises BadParameter where it cannot be one, or is taken."""
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


def _one(question: str, terms: Mapping[str, Term]) -> str:
    _offer(terms)
    return str(click.prompt(f"{question} Its number", value_proc=_chosen(list(terms), most=1))[0])


def _several(question: str, terms: Mapping[str, Term]) -> Sequence[str]:
    _offer(terms)
    numbers = f"{question}. Their numbers, with commas"
    chosen: Sequence[str] = click.prompt(numbers, value_proc=_chosen(list(terms), most=len(terms)))
    return chosen


def _offer(terms: Mapping[str, Term]) -> None:
    click.echo()
    for number, term in enumerate(terms.values(), 1):
        click.echo(f"  {number:2} {term.title}")


def _chosen(ids: Sequence[str], *, most: int) -> Callable[[str], list[str]]:
    """What reads numbers as the ids they stand for. It raises BadParameter for anything else."""

    def read(text: str) -> list[str]:
        numbers = [part.strip() for part in text.split(",") if part.strip()]
        if not 1 <= len(numbers) <= most or not all(one.isdecimal() and 1 <= int(one) <= len(ids) for one in numbers):
            raise click.BadParameter(f"write {'a number' if most == 1 else 'numbers'} from 1 to {len(ids)}")
        return list(dict.fromkeys(ids[int(one) - 1] for one in numbers))

    return read


def _month(text: str) -> str:
    if not MONTH.fullmatch(text.strip()):
        raise click.BadParameter("write a year and month, as in 2026-09")
    return text.strip()


def _next_month(day: date) -> Month:
    return Month(day.year + day.month // 12, day.month % 12 + 1)
