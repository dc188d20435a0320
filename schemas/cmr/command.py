"""The `cmr` command: check what editors write, work out a due date, make the files that follow from the definitions.

Other packages add to it without being imported here: `cmr.commands` are further commands (the office's desk),
`cmr.checks` further checks of the content (the site's pages), `cmr.generated` further files to write (its addresses),
`cmr.reminders` what to look at again, `cmr.accounts` where things stand (the summaries), `cmr.routes` the addresses of
the functions (the template's).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import NoReturn

import click

from cmr import emails
from cmr.command_options import CONTENT
from cmr.contacts import load_contacts
from cmr.derived.traceability import idle_rules, read_obligations, wrong_obligations
from cmr.errors import BeyondCalendar, ContentError, NotCounted
from cmr.flows.flow_files import load_flows
from cmr.forms.catalogue import form_file, load_form, load_forms, slugs
from cmr.forms.kinds import DRAWN, KINDS
from cmr.forms.lock import LISTS, extended, grown, lock_file, lost_values, read_lock, read_values, wrong_meanings
from cmr.forms.option_lists import load_option_lists
from cmr.gate.preconditions import policy
from cmr.process import time_limits, working_days
from cmr.process.meetings import load_calendar
from cmr.process.process import process, unknown_roles
from cmr.process.roles import load_roles

PUBLISHING = Path("docs/publishing.md")


class WithPlugins(click.Group):
    """A group that also has the commands other packages declare."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *(found.name for found in entry_points(group="cmr.commands"))})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        own = super().get_command(context, name)
        found = entry_points(group="cmr.commands", name=name)
        return own or (next(iter(found)).load() if found else None)


@click.group(cls=WithPlugins)
def main() -> None:
    """Learning from Practice: the forms, the time limits and the content."""


@main.command()
@click.argument("rule")
@click.argument("day")
def due(rule: str, day: str) -> None:
    """Print the last day that is in time under RULE (T1, …), counted from DAY (2026-12-23; a meeting's date for T2)."""
    limit = time_limits.time_limits().get(rule)
    if limit is None:
        first, *_, last = time_limits.time_limits()
        _refuse(f"There is no rule {rule}: they are {first} to {last}")
    try:
        print(time_limits.due(rule, date.fromisoformat(day)).isoformat())
    except ValueError:
        _refuse(f"'{day}' is not a date: write it like 2026-12-23")
    except NotCounted:
        _refuse(f"{rule} gives no date. {limit.how}")
    except BeyondCalendar as beyond:
        _refuse(str(beyond))


def _refuse(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(2)


@main.command()
@CONTENT
def check(content: Path) -> None:
    """Check every form and content file. Names file and line of whatever is wrong, and exits with 1.

    Where nothing is, it reminds of what nobody has looked at for too long, says where each summary stands, and exits
    with 0.
    """
    problems = dict.fromkeys(str(problem) for problem in _problems(content))  # two checks may read the same file
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    for find in (found.load() for found in entry_points(group="cmr.reminders")):
        for reminder in find(content):
            click.echo(str(reminder), err=True)
    for tell in (found.load() for found in entry_points(group="cmr.accounts")):
        for line in tell(content):
            click.echo(line)
    known = working_days.last_known_day()
    click.echo(f"Everything reads well. Bank holidays are known to {known.isoformat()}.")


def _problems(content: Path) -> Iterator[ContentError]:
    """Everything that is wrong, one problem a file at the most: what follows the first may only follow from it."""
    for load in (load_contacts, load_calendar, load_flows):
        try:
            load(content)
        except ContentError as problem:
            yield problem
    try:
        yield from unknown_roles(process(), load_roles(content))
    except ContentError as problem:
        yield problem
    for find in (
        _wrong_forms,
        _wrong_lists,
        wrong_kinds,
        _wrong_emails,
        wrong_obligations,
        idle_rules,
        *(found.load() for found in entry_points(group="cmr.checks")),
    ):
        yield from find(content)


def _wrong_forms(content: Path) -> Iterator[ContentError]:
    for slug in slugs():
        try:
            form = load_form(slug, content)
            yield from wrong_meanings(read_lock(lock_file(slug)), form, form_file(slug))
        except ContentError as problem:
            yield problem


def _wrong_lists(content: Path) -> Iterator[ContentError]:
    try:
        yield from lost_values(read_values(), load_option_lists(content), content)
    except ContentError as problem:
        yield problem


def wrong_kinds(_content: Path) -> Iterator[ContentError]:
    """A kind is a class and a template: neither is of use without the other."""
    drawn = {path.stem: path for path in DRAWN.glob("*.html")}
    for name in sorted(KINDS.keys() - drawn.keys()):
        yield ContentError(DRAWN / f"{name}.html", 1, f"the kind '{name}' needs this template")
    for name in sorted(drawn.keys() - KINDS.keys()):
        yield ContentError(drawn[name], 1, f"no kind of question is called '{name}'")


def _wrong_emails(_content: Path) -> Iterator[ContentError]:
    for name in emails.names():
        missing = {"subject.txt", "body.txt", "body.html"} - {file.name for file in (emails.FOLDER / name).iterdir()}
        yield from (
            ContentError(emails.FOLDER / name / file, 1, "an email needs this file") for file in sorted(missing)
        )


@main.command()
@CONTENT
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where a file is out of date.")
def generate(content: Path, only_check: bool) -> None:
    """Write the files that follow from the definitions: infra/openapi.json, documents in docs/, the forms' locks.

    Other packages add theirs. Writes none, names file and line, and exits with 1 where a definition is wrong, or a form
    has changed its questions and kept its version.
    """
    try:
        generated = _generated(content)
    except ContentError as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    stale = [path for path, text in generated.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if only_check:
            click.echo(f"{path}:1: is out of date: run `cmr generate`", err=True)
        else:
            path.write_text(generated[path], encoding="utf-8")
            click.echo(f"wrote {path}")
    if only_check and stale:
        sys.exit(1)


def _generated(content: Path) -> dict[Path, str]:
    from cmr.derived.form_docs import forms_document
    from cmr.derived.gate_docs import publishing_document
    from cmr.derived.openapi import openapi  # apispec is there while developing only
    from cmr.derived.traceability_docs import traceability_document

    forms = load_forms(content)
    routes = {name: path for found in entry_points(group="cmr.routes") for name, path in found.load()().items()}
    others = [found.load()(content) for found in entry_points(group="cmr.generated")]
    return {
        Path("infra/openapi.json"): json.dumps(openapi(forms, routes), indent=1, ensure_ascii=False, sort_keys=True)
        + "\n",
        Path("docs/forms.md"): forms_document(forms),
        PUBLISHING: publishing_document(PUBLISHING, policy(), process().limits),
        Path("docs/traceability.md"): traceability_document(read_obligations().all, load_roles(content)),
        LISTS: grown(read_values(), load_option_lists(content)),
        **{lock_file(slug): extended(read_lock(lock_file(slug)), forms[slug], form_file(slug)) for slug in forms},
        **{path: text for files in others for path, text in files.items()},
    }
