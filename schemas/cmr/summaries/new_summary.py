"""`cmr new summary`: asks for what it needs, writes a draft, and says what the gate still lacks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from textwrap import wrap

import click

from cmr import clock
from cmr.command_options import CONTENT
from cmr.errors import ContentError
from cmr.gate.preconditions import Precondition, policy
from cmr.summaries import prompts
from cmr.summaries.summary_files import read_summary
from cmr.summaries.vocabulary import Vocabulary, load_vocabulary
from cmr.summaries.wrong_summaries import account
from cmr.summary import Month, Summary

DRAFT = Path(__file__).parents[1] / "templates" / "summary.md"
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
    """Ask, and write the file. Raises click.Abort where somebody stops before the end: then nothing is written."""
    title: str = click.prompt("Title", value_proc=prompts.title)
    path = _ask_for_file(content, prompts.suggested(title), invented)
    values = {
        "title": title,
        "pseudonym": click.prompt("What is the child called here? Never the real name", value_proc=prompts.words),
        "kind": prompts.one_of("What happened?", known.kinds),
        "age_band": prompts.one_of("How old was the child?", known.age_bands),
        "themes": prompts.several_of("Themes", known.themes),
        "agencies": prompts.several_of("Types of agency that were involved", known.agencies),
        "published": _ask_for_month(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:  # "x": never over a file that is there
        file.write(_draft(values, known, invented))
    return path


def _ask_for_file(content: Path, suggested: str, invented: bool) -> Path:
    path: Path = click.prompt(
        "Address: /summaries/…/",
        default=suggested,
        value_proc=lambda slug: prompts.free_file(content, slug.strip(), invented),
    )
    return path


def _ask_for_month() -> str:
    today = clock.today()
    following = Month(today.year + today.month // 12, today.month % 12 + 1)
    return str(click.prompt("Month of publication", default=str(following), value_proc=prompts.month_of_year))


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
