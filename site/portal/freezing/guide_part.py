"""The guidance, the tools and the forms, as a part of the build.

Every other page says something of the others, and there are not many: when anything they are made from changes, all of
them are drawn again. Their time limits and meetings start from today, so the day is one of those things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from cmr import clock
from cmr.summaries.folder import FOLDER
from portal.freezing.last_build import Kept
from portal.freezing.making import files_under
from portal.freezing.parts import Part
from portal.marks import mark, mark_of_files


def guide_parts(content: Path, settings: Mapping[str, Any], making: str, before: Kept) -> tuple[Part, Part]:
    """The pages and the PDF, made in the way that `making` marks.

    Raises ContentError for what is wrong with their words.
    """
    now = mark(making, mark_of_files(_words(content)), clock.today())
    same = {file for file, made_from in before.marks.items() if made_from == now}
    if same:
        return _unchanged(now, same, before)
    from portal.freezing.guide_drawn import made_guide  # what draws it is slow to load

    return made_guide(content, settings, now)


def _words(content: Path) -> Iterator[Path]:
    """Everything that the guide is made from but the code: the summaries are another part."""
    for path in content.iterdir():
        if path.name != FOLDER:
            yield from files_under(path) if path.is_dir() else [path]


def _unchanged(now: str, files: Collection[str], before: Kept) -> tuple[Part, Part]:
    """The parts as they are: nobody will ask for anything of theirs to be written."""
    prints = {file for file in files if file.endswith(".pdf")}
    pages = dict.fromkeys(set(files) - prints, now)
    return Part(pages, _nothing, before.reminders), Part(dict.fromkeys(prints, now), _nothing)


def _nothing(files: Collection[str], _folder: Path) -> None:
    raise AssertionError(f"asked for what has not changed: {files}")
