"""Makes the summaries' part of the site in the current folder, for measuring: `python -m measure.summaries_made pages`.

What it says at the end is JSON: by step, the reading of the clock when it was done, and how long was spent drawing.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from portal.addresses import file_of
from portal.build import leave
from portal.freezing import summaries_part
from portal.freezing.guide_part import guide_parts
from portal.freezing.last_build import Kept, remember
from portal.freezing.making import mark_of_making
from portal.freezing.parts import Part
from portal.pages.summary_addresses import SEARCHED
from portal.settings import read_settings

CONTENT, SITE = Path("content"), Path("build/site").absolute()
LINKED = ("guidance/29-publication/index.html",)
"""The pages of the rest of the site that the invented summaries link to."""
FRESH, APART = Path("fresh").absolute(), Path("apart").absolute()
DOCUMENTS = 20
"""How many PDFs are drawn, to say how long one takes."""


class Clock:
    """When each step was done, and the seconds that some of what is called took by itself."""

    def __init__(self) -> None:
        self.done: dict[str, float] = {}
        self.spent: dict[str, float] = {}

    def step(self, name: str) -> None:
        """Note that the step `name` is done now."""
        self.done[name] = time.perf_counter()

    def listen(self, owner: Any, function: str, name: str) -> None:
        """From now on add up the seconds of a function of a module or class, in this process, under `name`."""
        work = getattr(owner, function)

        def timed(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                self.spent[name] = self.spent.get(name, 0.0) + time.perf_counter() - start

        setattr(owner, function, timed)


def main(what: str) -> int:
    """`pages`: pages and feeds. `apart`: what is timed apart. `whole`: the site, to be rebuilt."""
    clock = Clock()
    clock.step("start and imports")
    {"pages": _pages, "apart": _apart, "whole": _whole}[what](clock)
    print(json.dumps({"done": clock.done, "spent": clock.spent}))
    return 0


def _pages(clock: Clock) -> None:
    """What is compared. The scan remembers its texts from `apart`, as it does from build to build."""
    pages, _ = _parts(clock)
    from portal.freezing.freeze_client import DirectClient  # as late as a build loads it

    clock.listen(DirectClient, "get", "drawing")
    _write(pages, pages.marks.keys() - {file_of(SEARCHED)}, FRESH)
    clock.step("drawn and written")


def _apart(clock: Clock) -> None:
    pages, documents = _parts(clock)
    _write(pages, {file_of(SEARCHED)}, APART)
    clock.step("search index")
    _write(documents, set(list(documents.marks)[:DOCUMENTS]), APART)
    clock.step("documents")
    _compile()
    clock.step("templates")


def _compile() -> None:
    """All templates of the summaries, as after a change to them: a build keeps what it has compiled."""
    from portal.freezing.summaries_drawn import empty_app

    app = empty_app(CONTENT, read_settings(CONTENT, {"TEMPLATES": APART / "templates"}))
    for name in app.jinja_env.list_templates(
        filter_func=lambda name: name.startswith(("summaries/", "frame/", "base"))
    ):
        app.jinja_env.get_template(name)


def _whole(clock: Clock) -> None:
    """The whole site as a build would leave it, with an empty file in the place of every PDF."""
    settings = read_settings(CONTENT)
    guide, booklet = guide_parts(CONTENT, settings, mark_of_making(settings), Kept({}))
    pages, documents = _parts(clock, (*guide.marks, *booklet.marks))
    for part in (guide, pages):
        _write(part, part.marks.keys(), SITE)
    for file in (*booklet.marks, *documents.marks):
        (SITE / file).parent.mkdir(parents=True, exist_ok=True)
        (SITE / file).touch()
    parts = (guide, pages, booklet, documents)
    remember(SITE, Kept({file: mark for part in parts for file, mark in part.marks.items()}, guide.reminders))


def _parts(clock: Clock, guide: Sequence[str] = LINKED) -> tuple[Part, Part]:
    clock.listen(summaries_part, "refuse_identifying", "scan")
    settings = read_settings(CONTENT)
    parts = summaries_part.summaries_parts(CONTENT, settings, mark_of_making(settings), SITE, guide)
    clock.step("read and checked")
    return parts


def _write(part: Part, files: Collection[str], folder: Path) -> None:
    """Write some files of a part, in the part's order, as a build asks for them."""
    part.write([file for file in part.marks if file in files], folder)


if __name__ == "__main__":
    gc.disable()  # as the build does
    leave(main(sys.argv[1]))
