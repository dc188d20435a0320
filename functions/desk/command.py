"""`cmr desk`: what the office can read of what came in, until and beside a desk in the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from casebook import audit, outbox, receipts
from casebook.errors import Unavailable
from casebook.receipts import Receipt
from casebook.settings import MissingSetting
from cmr import clock
from cmr.forms import reference
from cmr.forms.catalogue import load_form, load_forms, title_of
from desk import exporting, office, records, terminal
from desk.errors import DeskError
from desk.record_words import as_heading, as_text, facts_in_words

Command = Callable[..., None]
CONTENT = click.option(
    "--content", type=click.Path(path_type=Path, exists=True, file_okay=False), default="content", show_default=True,
    help="The folder of words and editable data.",
)  # fmt: skip
WHY = click.option("--why", default="", help="Why you read it; kept in the audit.")


@click.group()
def desk() -> None:
    """List, show and export what was submitted. Every record that is opened is written to its audit."""


def at_desk(command: Command) -> Command:
    """A command that takes `--local` and reports a refusal as one sentence, with exit status 2."""

    @click.option("--local", is_flag=True, help="Talk to the emulator that `make serve` runs here.")
    @wraps(command)
    def run(*, local: bool, **given: Any) -> None:
        try:
            if local:
                office.sit_down_at_laptop()
            command(**given)
        except DeskError as refused:
            _stop(str(refused))
        except MissingSetting as missing:
            _stop(f"{missing} is not set. docs/operations.md says what the desk needs; --local needs nothing.")
        except Unavailable as failed:
            _stop(f"{failed.service} did not answer ({failed.code}). Nothing was shown. Try again.")

    return run


def _stop(why: str) -> None:
    terminal.say(why, err=True)
    sys.exit(2)


@desk.command(name="list")
@at_desk
def list_() -> None:
    """What came in, oldest first: reference, danger, form, when, agency, case, in time or not, emails. Opens nothing.

    "-" stands where a form does not ask, or where the receipt is older than what is listed.
    """
    for receipt in receipts.all_receipts():
        danger, agency, case = facts_in_words(receipt.facts)
        form, when = title_of(receipt.form), clock.instant_in_words(receipt.received)
        line = (receipt.reference, f"{danger:15}", form, when, agency, case, _timely(receipt), _emails(receipt))
        terminal.say("  ".join(line))


def _emails(receipt: Receipt) -> str:
    states = outbox.states_of(receipt.reference)
    return "; ".join(f"{email} email {state}" for email, state in sorted(states.items()))


def _timely(receipt: Receipt) -> str:
    words = {True: "in time", False: "late", None: "not worked out"}
    return ", ".join(f"{limit.rule} {words[limit.met]}" for limit in receipt.limits) or "-"


@desk.command()
@click.argument("typed", metavar="REFERENCE")
@WHY
@CONTENT
@at_desk
def show(typed: str, why: str, content: Path) -> None:
    """Open one record and print it, with everybody who has read it."""
    try:
        wanted = reference.read(typed)
    except reference.NotAReference as slip:
        raise DeskError(
            f"'{typed}' is not a reference: one looks like {reference.EXAMPLE}. Check each character."
        ) from slip
    record = records.read(wanted, who=office.who(), action="show", why=why)
    form = load_form(record.form, content)
    for line in (*as_heading(record, form), *as_text(record, form), "READ BY"):
        terminal.say(line)
    for reading in audit.entries(wanted):
        terminal.say(f"{clock.instant_in_words(reading.at)}  {reading.action}  {reading.who}  {reading.why}".rstrip())


@desk.command()
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--form", "slug", default="", help="Only this form.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, for you alone to read.")
@WHY
@CONTENT
@at_desk
def export(kind: str, slug: str, output: Path | None, why: str, content: Path) -> None:
    """Open every record and print or write them all. Each is written to its audit."""
    reader, forms = office.who(), load_forms(content)
    if slug and slug not in forms:
        raise DeskError(f"There is no form '{slug}': {', '.join(forms)}.")
    opened = [
        records.read(receipt.reference, who=reader, action=f"export {kind}", why=why)
        for receipt in receipts.all_receipts()
        if slug in {"", receipt.form}
    ]
    text = exporting.as_json(opened) if kind == "json" else exporting.as_csv(opened, forms)
    if output is None:
        terminal.pour(text)
        return
    with os.fdopen(
        os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(text)
    terminal.say(f"{len(opened)} records written to {output}. It holds names: keep it as safely as the records.")
