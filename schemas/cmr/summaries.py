"""Reads the folder of summaries, `content/summaries/`. Everything wrong with a file is named at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from marshmallow import ValidationError

from cmr.errors import ContentError, ContentErrors
from cmr.front_matter import PageFile, read_page_file
from cmr.gate import decided
from cmr.schema import Trail, line_of
from cmr.summary import Month, Summary
from cmr.summary_schema import Problem, complaints, misdated, read_matter, unlisted
from cmr.toml_file import TomlFile
from cmr.vocabulary import Vocabulary, load_vocabulary

FOLDER = "summaries"
INVENTED = "invented"


def load_summaries(content: Path, *, today: date, invented: bool = False) -> tuple[Summary, ...]:
    """Every summary, newest first; the invented ones too where `invented` is true, and never in what goes live.

    They are drafts as well as public ones: `gate.standing` says which is which. Raises ContentError naming file and
    line of everything that is wrong with the first file that is.
    """
    known = load_vocabulary(content)
    return in_order(read_summary(path, known, today) for path in summary_files(content, invented=invented))


def in_order(summaries: Iterator[Summary]) -> tuple[Summary, ...]:
    """Newest first, and those of one month by their addresses."""
    by_slug = sorted(summaries, key=lambda summary: summary.slug)
    return tuple(sorted(by_slug, key=lambda summary: summary.published, reverse=True))


def summary_files(content: Path, *, invented: bool = False) -> tuple[Path, ...]:
    """The file of every summary."""
    folder = content / FOLDER
    return tuple(sorted([*folder.glob("*.md"), *((folder / INVENTED).glob("*.md") if invented else ())]))


def read_summary(path: Path, known: Vocabulary, today: date) -> Summary:
    """The summary in the file at `path`. Raises ContentError, and ContentErrors where several things are wrong."""
    file = read_page_file(path)
    summary = _summary(file)
    problems = [*unlisted(summary, known), *misdated(summary, today), *_misplaced(summary), *_early(summary, today)]
    _refuse(file.matter, problems)
    return summary


def _summary(file: PageFile) -> Summary:
    try:
        data = read_matter(file.matter)
    except ValidationError as refused:
        _refuse(file.matter, list(complaints(refused.messages)))
        raise
    lean = PageFile(TomlFile(file.path, file.matter.text, file.matter.first_line), file.body, file.body_line)
    return Summary(file=lean, **data)


def _misplaced(summary: Summary) -> Iterator[Problem]:
    beside = summary.file.path.parent.name == INVENTED
    if summary.invented and not beside:
        yield ("invented",), f"an invented summary belongs in {FOLDER}/{INVENTED}/, and only there"
    if beside and not summary.invented:
        yield ("invented",), f"what lies in {FOLDER}/{INVENTED}/ says `invented = true`: keep real ones out"


def _early(summary: Summary, today: date) -> Iterator[Problem]:
    """A month of publication that is over before the decisions allow it."""
    first = decided(summary, today)
    if first and summary.published < Month(first.year, first.month):
        yield (
            ("published",),
            f"it cannot have been published in {summary.published.in_words}: "
            f"its decisions allow it from {first.isoformat()}. Look at the month and at the days of the gate",
        )


def _refuse(matter: TomlFile, problems: list[Problem]) -> None:
    found = [ContentError(matter.path, _line(matter, trail), f"{_named(trail)}{what}") for trail, what in problems]
    if found:
        raise found[0] if len(found) == 1 else ContentErrors(found)


def _named(trail: Trail) -> str:
    return f"{'.'.join(str(step + 1 if isinstance(step, int) else step) for step in trail)}: " if trail else ""


def _line(matter: TomlFile, trail: Trail) -> int:
    """The line of `trail`; what stands under [gate.G1] is named by its whole header."""
    if not trail:
        return matter.first_line
    return line_of(matter, (".".join(map(str, trail[:2])), *trail[2:]) if trail[0] == "gate" else trail)
