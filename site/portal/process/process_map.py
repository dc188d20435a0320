"""The process map: every stage of the process as a box, worked out from the data, and the same in words beside it.

Each stage is a drawing of its own, one under the other, so that it reads on a phone and paper is cut between two of
them. Nothing is placed by hand: a stage that is added takes its place. Lengths are in the drawing's own units, which
the page scales.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from flask import Blueprint, render_template

from cmr.process.process import Process, Stage, TimeLimit, process
from cmr.process.roles import Role
from portal.pages.library import Library
from portal.pages.short_forms import short_forms
from portal.pages.views import library

process_map = Blueprint("process_map", __name__, url_prefix="/process")

WIDTH = 290  # of a telephone 320 wide, so that letters are there as large as they are called
MARGIN = 6
PADDING = 12
GAP = 26  # between boxes, with the arrow in it
EDGE = 2  # half of the thickest line around a box
CHARACTER = 0.66  # of the size of the letters: wider than the average of every system font, so that lines never overrun


@dataclass(frozen=True)
class Style:
    """A kind of line: the class that the style sheet knows, the size of its letters, and the room a line takes."""

    name: str
    size: int
    leading: int


TITLE = Style("map__title", 16, 22)
WHO = Style("map__who", 14, 19)
OUT = Style("map__out", 14, 19)
LIMIT = Style("map__limit", 14, 19)


@dataclass(frozen=True)
class Line:
    """A line of text in a box; `y` is its baseline."""

    text: str
    y: int
    style: Style


@dataclass(frozen=True)
class Box:
    """A stage as it is drawn."""

    number: int
    stage: Stage
    height: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class Told:
    """A stage in words: who acts (with the address of their page), and the limits that run in it."""

    stage: Stage
    who: Sequence[Role]
    limits: Sequence[TimeLimit]
    address: str


@dataclass(frozen=True)
class Map:
    """The drawing and its words."""

    boxes: Sequence[Box]
    told: Sequence[Told]


@process_map.get("/")
def page() -> str:
    """The map, and the same as a list."""
    found = map_of(process(), library())
    short = short_forms(_words(found), library().wording.glossary)
    return render_template("process-map.html", map=found, short=short, width=WIDTH, margin=MARGIN, gap=GAP, edge=EDGE)


def _words(found: Map) -> Iterator[str]:
    """What the page says, a text for each stage."""
    for told in found.told:
        limits = [f"{limit.title} {limit.how}" for limit in told.limits]
        yield " ".join([told.stage.title, *(who.title for who in told.who), told.stage.into, told.stage.out, *limits])


def map_of(known: Process, library: Library) -> Map:
    """The map of a process."""
    sections = {page.section: page.address for page in library.guidance.values()}
    told = [
        Told(
            stage,
            [library.wording.roles[who] for who in stage.who],
            [known.limits[rule] for rule in stage.limits],
            sections[stage.section],
        )
        for stage in known.stages
    ]
    return Map(boxes(told), told)


def boxes(told: Sequence[Told]) -> Sequence[Box]:
    """The boxes in order. Each begins at the top of its drawing."""
    return [_box(number, one) for number, one in enumerate(told, start=1)]


def _box(number: int, one: Told) -> Box:
    texts = list(_texts(number, one))
    height = 2 * PADDING + sum(style.leading for _, style in texts)
    return Box(number, one.stage, height, _placed(texts))


def _texts(number: int, one: Told) -> Iterator[tuple[str, Style]]:
    """The lines of a box, wrapped to its width."""
    yield from _wrapped(f"{number}. {one.stage.title}", TITLE)
    yield from _wrapped(", ".join(role.title for role in one.who), WHO)
    yield from _wrapped(one.stage.out, OUT)
    for limit in one.limits:
        if limit.counted:
            yield from _wrapped(f"Time limit: {limit.title} ({limit.in_a_sentence})", LIMIT)


def _wrapped(text: str, style: Style) -> Iterator[tuple[str, Style]]:
    room = WIDTH - 2 * (MARGIN + PADDING)
    for line in textwrap.wrap(text, int(room / (style.size * CHARACTER))):
        yield line, style


def _placed(lines: Sequence[tuple[str, Style]]) -> Sequence[Line]:
    bottoms = accumulate((style.leading for _, style in lines), initial=PADDING)
    return [
        Line(text, bottom + style.leading - 5, style) for (text, style), bottom in zip(lines, bottoms, strict=False)
    ]
