"""The frame that functions fill: the site's look with four slots, and nothing personal or distracting."""

from __future__ import annotations

from pathlib import Path

import pytest

from promises import broken_promises


@pytest.fixture
def frame(frozen: Path) -> str:
    return (frozen.parent / "frame.html").read_text("utf-8")


@pytest.mark.parametrize("slot", ["<!--slot:title-->", "<!--slot:before-->", "<!--slot:main-->", "<!--slot:exit-->"])
def test_each_slot_is_there_once(frame: str, slot: str) -> None:
    assert frame.count(slot) == 1


def test_a_filled_frame_is_a_good_page(frame: str) -> None:
    filled = frame.replace("<!--slot:title-->", "Check your answers").replace("<!--slot:before-->", "")
    filled = filled.replace("<!--slot:main-->", "<h1>Check your answers</h1>")
    assert broken_promises(filled, "/forms/concern/check/") == []
    assert "<title>Check your answers – Learning from Practice</title>" in filled


def test_search_engines_leave_it_alone_and_no_menu_tempts_people_away(frame: str) -> None:
    assert '<meta name="robots" content="noindex">' in frame
    assert 'aria-label="Main"' not in frame


def test_the_static_form_wears_the_same_frame(frame: str, frozen: Path) -> None:
    form = (frozen / "forms" / "concern" / "index.html").read_text("utf-8")
    assert form.partition("</title>")[2].partition('class="govuk-width-container">\n\n')[0] in form
    assert form.startswith(frame.partition("<!--slot:title-->")[0])
    assert form.endswith(frame.partition("<!--slot:main-->")[2])
