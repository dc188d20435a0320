"""The stylesheet: one file, named by its content, that fetches nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import brotli
import pytest

from portal.look.weight import first_view

ROOT = Path(__file__).parents[2]
WINDOW = 14_000
"""What a server may send before it has to wait for the reader's first answer, in bytes."""


def test_it_is_named_by_what_is_in_it(frozen: Path) -> None:
    (file,) = (frozen / "assets").glob("*.css")
    assert file.name == f"site-{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}.css"


@pytest.mark.parametrize("fetching", ["url(", "@import", "@font-face"])
def test_it_fetches_nothing(stylesheet: Path, fetching: str) -> None:
    assert fetching not in stylesheet.read_text("utf-8")


@pytest.mark.parametrize(
    "needed", ["@media print", "size:A4", "forced-colors", "prefers-reduced-motion", ":has(", '[href^="tel:"]']
)
def test_it_cares_for_paper_forced_colours_motion_and_reveals(stylesheet: Path, needed: str) -> None:
    assert needed in stylesheet.read_text("utf-8").replace("size: A4", "size:A4")


def test_a_first_view_of_any_guidance_page_fits_the_first_window(frozen: Path) -> None:
    pages = [file for file in (frozen / "guidance").glob("*/index.html") if file.parent.name not in {"all", "roles"}]
    heavy = {
        file.parent.name: weight
        for file in pages
        if (weight := first_view(frozen, f"/guidance/{file.parent.name}/", compress=brotli.compress).total) > WINDOW
    }
    assert {file.parent.name for file in pages} == {file.stem for file in (ROOT / "content" / "guidance").glob("*.md")}
    assert heavy == {}
