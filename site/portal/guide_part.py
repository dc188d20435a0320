"""The guidance, the tools and the forms, as a part of the build.

They speak of one another on every other page, and there are not many: when anything they are made from changes, all of
them are drawn again. Their time limits and meetings start from today, so a day is one of the things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from flask import Config, Flask

from cmr import clock
from portal.addresses import FILES, PDF, all_addresses
from portal.forms import frame
from portal.freeze import file_of, freeze, refuse_orphans
from portal.guide import assets, create_guide
from portal.kept import Kept
from portal.marks import files_under, mark, mark_of_files, mark_of_making
from portal.parts import FRAME, Part
from portal.reviews import overdue_in
from portal.search_index import ADDRESS as INDEX
from portal.search_index import write_index

SUMMARIES = "summaries"


def guide_parts(content: Path, settings: Config, before: Kept) -> tuple[Part, Part]:
    """The pages and the PDF. Raises ContentError for what is wrong with their words."""
    now = mark(mark_of_making(settings), mark_of_files(_words(content)), clock.today())
    same = {file for file, made_from in before.marks.items() if made_from == now}
    if same:
        return _unchanged(now, same, before)
    app = create_guide(content, settings)
    pages = [*all_addresses(app.extensions["library"]), *FILES, *assets(app)]
    refuse_orphans(app, [*pages, PDF])
    reminders = [str(reminder) for reminder in overdue_in(app.extensions["library"], content)]
    return (
        Part(dict.fromkeys((*map(file_of, pages), file_of(INDEX)), now), partial(_write, app, pages), reminders),
        Part({file_of(PDF): now}, lambda _, folder: freeze(app, [PDF], folder)),
    )


def _words(content: Path) -> Iterator[Path]:
    """Everything that the guide is made from but the code: the summaries are another part."""
    return (path for path in files_under(content) if SUMMARIES not in path.relative_to(content).parts)


def _unchanged(now: str, files: Collection[str], before: Kept) -> tuple[Part, Part]:
    """The parts as they are: nobody will ask for anything of theirs to be written."""
    pages = {file: now for file in files if file != file_of(PDF)}
    return Part(pages, _nothing, before.reminders), Part({file_of(PDF): now}, _nothing)


def _write(app: Flask, pages: Sequence[str], _files: Collection[str], folder: Path) -> None:
    """All the pages, the search index that is made from them, and beside the site the frame for the functions."""
    freeze(app, pages, folder)
    write_index(app.extensions["library"], folder)
    with app.test_request_context():
        (folder.parent / FRAME).write_text(frame(), encoding="utf-8")


def _nothing(files: Collection[str], _folder: Path) -> None:
    raise AssertionError(f"asked for what has not changed: {files}")
