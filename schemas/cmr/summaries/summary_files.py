"""Reads the folder of summaries, `content/summaries/`. Everything wrong with a file is named at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from cmr.errors import BeyondCalendar, ContentError, refuse
from cmr.files.front_matter import PageFile
from cmr.files.lines import Trail, line_of
from cmr.files.toml_file import TomlFile
from cmr.gate.standing import Refused, decided, standing
from cmr.summaries.body import Reference, read_body
from cmr.summaries.confidential import confidential_name, confidential_text
from cmr.summaries.file import read_summary_file
from cmr.summaries.folder import INVENTED, misplaced_files, summary_files
from cmr.summaries.schema import Problem, complaints, misdated, read_matter, unlisted
from cmr.summaries.vocabulary import Vocabulary, load_vocabulary
from cmr.summaries.wrong_pictures import wrong_picture
from cmr.summary import Month, Summary


def load_summaries(content: Path, *, today: date, invented: bool = False) -> tuple[Summary, ...]:
    """Every summary, newest first; the invented ones too where `invented` is true, and never in what goes live.

    They are drafts as well as public ones: `gate.standing` says which is which. Raises ContentError naming file and
    line: of every file that must not lie there, or of everything wrong with the first summary in which something is.
    """
    refuse(misplaced_files(content))
    known = load_vocabulary(content)
    return in_order(read_summary(path, known, today) for path in summary_files(content, invented=invented))


def in_order(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """Newest first, and those of one month by their addresses."""
    by_slug = sorted(summaries, key=lambda summary: summary.slug)
    return tuple(sorted(by_slug, key=lambda summary: summary.published, reverse=True))


def read_summary(path: Path, known: Vocabulary, today: date) -> Summary:
    """The summary in the file at `path`. Raises ContentError, and ContentErrors where several things are wrong."""
    file = read_summary_file(path)
    refuse(filter(None, (confidential_name(path), confidential_text(file))))
    body = read_body(file)
    in_text = [*body.problems, *_wrong_references(file, body.references)]
    try:
        data = read_matter(file.matter)
    except ValidationError as refused:
        refuse([*_located(file.matter, complaints(refused.messages)), *in_text])
        raise
    summary = _summary(file, data, body.references)
    wrong = (*unlisted(summary, known), *misdated(summary, today), *_misplaced(summary))
    refuse([*_located(file.matter, wrong or _early(summary, today)), *in_text])
    return summary


def _summary(file: PageFile, data: dict[str, Any], named: Sequence[Reference]) -> Summary:
    """The summary, without what was parsed of its file: thousands are kept in memory."""
    lean = PageFile(TomlFile(file.path, file.matter.text, file.matter.first_line), file.body, file.body_line)
    shown = dict.fromkeys(_folder(file) / one.name for one in named if one.shown)
    return Summary(file=lean, images=tuple(shown), **data)


def _folder(file: PageFile) -> Path:
    """Where its pictures lie."""
    return file.path.with_suffix("")


def _wrong_references(file: PageFile, references: Sequence[Reference]) -> Iterator[ContentError]:
    """Every file named in the text that is not there or must not be published, and every picture that is not named."""
    named = {one.name: one.line for one in references}
    shown = {one.name for one in references if one.shown}
    folder = _folder(file)
    lying = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    for name, line in named.items():
        if name not in lying:
            yield ContentError(file.path, line, f"there is no file {folder / name}: put it there or mend the name")
        elif name not in shown:
            yield ContentError(
                file.path, line, f"{name} is linked to and not shown, and would not be published: show it"
            )
        else:
            yield from (ContentError(file.path, line, f"{name}: {what}") for what in wrong_picture(lying[name]))
    for name in sorted(lying.keys() - named):
        yield ContentError(lying[name], 1, f"no text shows it: show it in {file.path.name} or take it out")


def _misplaced(summary: Summary) -> Iterator[Problem]:
    among_invented = summary.file.path.parent.name == INVENTED
    if summary.invented and not among_invented:
        yield ("invented",), f"an invented summary belongs in the folder {INVENTED}/, and only there"
    if among_invented and not summary.invented:
        yield ("invented",), f"all in the folder {INVENTED}/ say `invented = true`: a real summary must not lie there"


def _early(summary: Summary, today: date) -> Iterator[Problem]:
    """A month of publication that is over before the decisions allow it."""
    try:
        first = decided(summary)
    except BeyondCalendar:
        return  # the gate says so
    early = first and summary.published < Month(first.year, first.month)
    if first and early and not isinstance(standing(summary, today), Refused):
        yield (
            ("published",),
            f"it cannot have been published in {summary.published.in_words}: its gate and `publish_on` allow it from "
            f"{first.isoformat()}. Look at the month and at those days",
        )


def _located(matter: TomlFile, problems: Iterable[Problem]) -> Iterator[ContentError]:
    for trail, what in problems:
        yield ContentError(matter.path, _line(matter, trail), f"{_named(trail)}{what}")


def _named(trail: Trail) -> str:
    return f"{'.'.join(str(step + 1 if isinstance(step, int) else step) for step in trail)}: " if trail else ""


def _line(matter: TomlFile, trail: Trail) -> int:
    """The line of `trail`; what stands under [gate.G1] is named by its whole header."""
    if not trail:
        return matter.first_line
    return line_of(matter, (".".join(map(str, trail[:2])), *trail[2:]) if trail[0] == "gate" else trail)
