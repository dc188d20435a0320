"""`cmr scan` and `cmr names`, and what `cmr check` asks of the checker."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from cmr.anonymity.allowances import allowed_for, declared_in
from cmr.anonymity.files import files_in, scan_file
from cmr.anonymity.finding import NOT_PROOF, Finding
from cmr.anonymity.passage import Allowed
from cmr.anonymity.real_names import RealNames, new_key, read_key, read_real_names
from cmr.anonymity.summary_text import scan_markdown, scan_name
from cmr.errors import ContentError
from cmr.reminder import Reminder

LIST_IN, KEY_IN = "CMR_REAL_NAMES", "CMR_REAL_NAMES_KEY"
SUMMARIES = "summaries"
FILE = click.Path(path_type=Path, dir_okay=False)
NAMES = click.option("--names", type=FILE, envvar=LIST_IN, help=f"The list of real names; else {LIST_IN}.")
KEY = click.option("--key", type=FILE, envvar=KEY_IN, help=f"The key of that list; else {KEY_IN}.")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--content", type=click.Path(path_type=Path), default="content", show_default=True, help="Where contacts.toml is."
)
@NAMES
@KEY
@click.option("--masked", is_flag=True, help="Show dots for the words that were found: for logs.")
def scan(paths: tuple[Path, ...], content: Path, names: Path | None, key: Path | None, masked: bool) -> None:
    """Look in each FILE, or each file of a folder, for what may identify a person.

    Prints one JSON object a line. Exits with 1 where something blocks publication, with 2 where a file cannot be read.
    """
    blocked = unread = False
    try:
        listed = real_names(names, key)
    except ContentError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    for path in files_in(paths):
        try:
            for one in scan_file(path, allowed_in(path, content), listed):
                blocked = blocked or one.blocks
                click.echo(_line(path, one.masked if masked else one))
        except ContentError as problem:
            unread = True
            click.echo(str(problem), err=True)
    click.echo(NOT_PROOF, err=True)
    sys.exit(1 if blocked else 2 if unread else 0)


@click.group()
def names() -> None:
    """Keep the list of real names that no summary may contain. It holds no name: only keyed hashes."""


@names.command()
@click.option("--names", "listed", type=FILE, envvar=LIST_IN, required=True, help=f"The list; else {LIST_IN}.")
@click.option(
    "--key", type=FILE, envvar=KEY_IN, required=True, help=f"Its key, made where there is none; else {KEY_IN}."
)
def add(listed: Path, key: Path) -> None:
    """Read names, one a line, until an empty line, and add their hashes to the list. Nothing typed is kept or shown."""
    try:
        secret = read_key(key) if key.exists() else new_key(key)
        known = read_real_names(listed, key) if listed.exists() else RealNames.of(secret, ())
    except ContentError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    typed = list(_typed())
    known.with_names(typed).write(listed)
    click.echo(f"Added {len(typed)}. Keep the key apart from the list.")


def _typed() -> Iterator[str]:
    """The lines of a file that is piped in, or what somebody types: unseen, so that nothing stays on the screen."""
    if not sys.stdin.isatty():
        yield from (line.strip() for line in sys.stdin if line.strip())
        return
    while name := click.prompt("Name (empty to end)", default="", hide_input=True, show_default=False).strip():
        yield name


def real_names(listed: Path | None, key: Path | None) -> RealNames | None:
    """The office's list, where there is one. Raises ContentError where it or its key cannot be read."""
    if listed is None:
        return None
    if key is None:
        raise ContentError(listed, 1, f"needs its key: give --key or set {KEY_IN}")
    return read_real_names(listed, key)


def allowed_in(path: Path, content: Path) -> Allowed:
    """What a file may say: its own front matter's names, and the helplines of `content` or of a folder it is in."""
    try:
        text = path.read_text("utf-8") if path.suffix.lower() == ".md" else ""
    except (OSError, UnicodeDecodeError):
        text = ""
    beside = next(
        (folder for folder in (content, *path.resolve().parents) if (folder / "contacts.toml").exists()), content
    )
    return allowed_for(beside, declared_in(text))


def scan_summary(source: Path | str, allowed: Allowed, listed: RealNames | None = None) -> tuple[Finding, ...]:
    """The findings of a summary's file, or of the whole text of one: what the build asks before it publishes."""
    return scan_file(source, allowed, listed) if isinstance(source, Path) else scan_markdown(source, allowed, listed)


def wrong_summaries(content: Path) -> Iterator[ContentError]:
    """Whatever blocks in the summaries and the files beside them, masked: more people read logs than drafts."""
    for path, one in _of_summaries(content):
        if isinstance(one, ContentError):
            yield one
        elif one.blocks:
            yield ContentError(path, one.line, _sentence(one))


def blocking(path: Path, content: Path) -> Iterator[ContentError]:
    """Whatever blocks in one summary's file, masked: what the build asks before it publishes."""
    found = scan_file(path, allowed_in(path, content), _listed_in_environment())
    return (ContentError(path, one.line, _sentence(one)) for one in found if one.blocks)


def doubtful_summaries(content: Path) -> Iterator[Reminder]:
    """Whatever a person should look at in them."""
    for path, one in _of_summaries(content):
        if isinstance(one, Finding) and not one.blocks:
            yield Reminder(path, one.line, _sentence(one))


def _of_summaries(content: Path) -> Iterator[tuple[Path, Finding | ContentError]]:
    listed = _listed_in_environment()
    for path in files_in((content / SUMMARIES,)) if (content / SUMMARIES).is_dir() else ():
        try:
            yield from ((path, one) for one in scan_file(path, allowed_in(path, content), listed))
        except ContentError as problem:
            yield path, problem


def _listed_in_environment() -> RealNames | None:
    listed, key = os.environ.get(LIST_IN), os.environ.get(KEY_IN)
    return real_names(Path(listed) if listed else None, Path(key) if key else None)


def _sentence(one: Finding) -> str:
    return f"{one.rule} at column {one.column} ({one.masked.text}). {one.why}"


def _line(path: Path, one: Finding) -> str:
    row = {
        "file": str(path),
        "line": one.line,
        "column": one.column,
        "level": one.level,
        "rule": one.rule,
        "text": one.text,
    }
    return json.dumps({**row, "why": one.why}, ensure_ascii=False)


__all__ = [
    "add",
    "allowed_in",
    "doubtful_summaries",
    "names",
    "real_names",
    "scan",
    "scan_name",
    "scan_summary",
    "wrong_summaries",
]
