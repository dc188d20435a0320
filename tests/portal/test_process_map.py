"""The process map: drawn from the data, said again in words, and nothing in it placed by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from cmr.errors import ContentError
from cmr.process.process import Process, Stage, process
from portal.checks.process_check import refuse_nowhere
from portal.pages.library import load_library
from portal.process.process_map import WIDTH, boxes, map_of
from promises import text_of

LIBRARY = load_library(Path(__file__).parents[2] / "content", show_unverified_numbers=True)
ADDED = Stage(
    id="added",
    title="A stage that somebody adds later, with a title long enough to need several lines of the box",
    section=14,
    who=("board", "panel-chair", "team-chair", "professional-officer", "safeguarding-panel-chair"),
    into="Something goes in.",
    out="A good deal comes out, in words that take more than one line of a narrow drawing to say.",
    limits=("T1", "T11"),
)


def with_stage(place: int) -> Process:
    stages = process().stages
    return replace(process(), stages=(*stages[:place], ADDED, *stages[place:]))


@pytest.mark.parametrize("place", [0, 7, len(process().stages)])
def test_a_stage_that_is_added_takes_its_place_and_its_number(place: int) -> None:
    drawing = map_of(with_stage(place), LIBRARY)
    assert drawing.boxes[place].stage is ADDED
    assert [box.number for box in drawing.boxes] == list(range(1, len(process().stages) + 2))
    assert all(box.lines[0].text.startswith(f"{box.number}. ") for box in drawing.boxes)


@pytest.mark.parametrize(
    ("slip", "problem"),
    [({"who": ("nobody",)}, "no role is called 'nobody'"), ({"section": 36}, "no page is section 36")],
)
def test_a_stage_that_names_what_has_no_page_stops_the_build(slip: dict[str, Any], problem: str) -> None:
    first, *others = process().stages
    with pytest.raises(ContentError, match=rf"process\.toml:\d+: {problem}"):
        refuse_nowhere(replace(process(), stages=(replace(first, **slip), *others)), LIBRARY)


@pytest.mark.parametrize("place", [0, 7, len(process().stages)])
def test_every_line_lies_inside_its_box(place: int) -> None:
    for box in boxes(map_of(with_stage(place), LIBRARY).told):
        baselines = [line.y for line in box.lines]
        assert baselines == sorted(set(baselines))
        assert baselines[0] > box.lines[0].style.size * 0.8
        assert baselines[-1] + 4 < box.height
        assert all(len(line.text) * line.style.size * 0.6 < WIDTH - 24 for line in box.lines)


def drawn_words(step: Element) -> str:
    """What stands in a box, its lines joined: what a screen reader says of the link."""
    return " ".join(text_of(line) for line in step if line.tag.endswith("text"))


def page(frozen: Path) -> Element:
    text = (frozen / "process" / "index.html").read_text("utf-8")
    return html5lib.parse(text, namespaceHTMLElements=False)


def test_the_drawing_and_the_words_say_the_same_stages_with_the_same_links(frozen: Path) -> None:
    drawn = [one for one in page(frozen).iter() if one.get("class") == "map__step"]
    told = list(page(frozen).find(".//ol[@class='govuk-list govuk-list--number steps']"))
    assert len(drawn) == len(told) == len(process().stages)
    for step, item, stage in zip(drawn, told, process().stages, strict=True):
        assert stage.title in drawn_words(step)
        words = text_of(item)
        assert all(said in words for said in (stage.title, stage.into, stage.out))
        assert all(process().limits[rule].how in words for rule in stage.limits)
        assert step.get("href") in {link.get("href") for link in item.iter("a")}


def test_the_drawing_says_nothing_that_the_words_do_not(frozen: Path) -> None:
    for step, stage in zip(
        (one for one in page(frozen).iter() if one.get("class") == "map__step"), process().stages, strict=True
    ):
        shown = drawn_words(step)
        assert stage.title in shown
        assert stage.out in shown
