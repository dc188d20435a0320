"""Whichever page somebody removes or calls otherwise, the build and `cmr check` name a file and a line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cmr.errors import ContentError
from cmr.process.process import process
from portal.checks.process_check import refuse_nowhere
from portal.pages.library import load_library
from refusals import refused_by_both

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    str(path.relative_to(ROOT / "content"))
    for folder in ("pages", "guidance", "errors")
    for path in (ROOT / "content" / folder).rglob("*.md")
)
NAMED = re.compile(r"/\S+\.(?:md|toml|txt|html):[1-9][0-9]*: \S.*")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content, from which each test takes one page and puts it back."""
    folder = tmp_path_factory.mktemp("lost") / "content"
    return Path(shutil.copytree(ROOT / "content", folder, ignore=shutil.ignore_patterns("summaries")))


@pytest.fixture(params=PAGES)
def without_a_page(content: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    page = content / request.param
    kept = page.rename(content.parent / "kept")
    yield content
    kept.rename(page)


def test_a_page_that_is_gone_is_told_by_file_and_line(without_a_page: Path, stylesheet: Path) -> None:
    for said in refused_by_both(without_a_page, stylesheet):
        assert [line for line in said.splitlines() if not NAMED.fullmatch(line)] == []


def test_a_standing_order_that_has_lost_its_heading_is_named(content: Path, stylesheet: Path) -> None:
    page = content / "guidance" / "appendix-four.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("## 6. ", "## Six. ").replace("## 8. ", "## Eight. "), "utf-8")
    try:
        built, told = refused_by_both(content, stylesheet)
    finally:
        page.write_text(text, "utf-8")
    assert re.search(r"process\.toml:[0-9]+: no heading of Appendix Four starts with .8\. .", built)
    assert built in told


@pytest.mark.parametrize("rule", ["T20", "T26", "T27"])
def test_a_rule_that_a_page_shows_and_that_is_gone_is_named(rule: str) -> None:
    known = process()
    without = replace(known, limits={name: limit for name, limit in known.limits.items() if name != rule})
    with pytest.raises(ContentError, match=rf"panel/page\.html:[0-9]+: there is no rule '{rule}' in process\.toml"):
        refuse_nowhere(without, load_library(ROOT / "content", show_unverified_numbers=True))


def test_a_limit_of_the_guidance_that_nobody_has_to_keep_is_named() -> None:
    library = load_library(ROOT / "content", show_unverified_numbers=True)
    pages = {
        address: replace(page, duties=tuple(duty for duty in page.duties if duty.limit != "T7"))
        for address, page in library.guidance.items()
    }
    with pytest.raises(ContentError, match=r'process\.toml:[0-9]+: no duty of the guidance .* `limit = "T7"`'):
        refuse_nowhere(process(), replace(library, guidance=pages))
