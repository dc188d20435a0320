"""What is measured: Hugo gets the same words, and memory is that of all processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import rtoml

from cmr.files.front_matter import FENCE, read_page_file
from cmr.summaries.folder import summary_files
from cmr.summaries.vocabulary import load_vocabulary
from cmr.summary import SMART
from measure.hugo_content import hugo_page, write_hugo_site
from measure.many_summaries import write_many
from measure.memory_used import peak_megabytes
from measure.summary_rebuilds import changed

CONTENT = Path("content")


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    write_many(tmp_path, 1, load_vocabulary(CONTENT))
    return next(tmp_path.glob("*.md"))


def test_hugo_gets_the_words_of_a_summary_and_its_record_of_approvals(summary: Path) -> None:
    file = read_page_file(summary)
    _, front, body = hugo_page(file).split(f"{FENCE}\n", 2)
    ours, hugo = file.matter.data, rtoml.loads(front)
    assert body == file.body
    assert (hugo["title"], hugo["description"], hugo["kinds"]) == (ours["title"], ours["summary"], [ours["kind"]])
    assert hugo["date"].isoformat() == f"{ours['published']}-01"
    assert hugo["params"]["gate"] == ours["gate"]
    for said, told in zip(hugo["params"]["recommendations"], ours["recommendations"], strict=True):
        assert {key: said[key] for key in ("text", *SMART)} == {key: told[key] for key in ("text", *SMART)}
        assert said["themes"] == ours["themes"]


def test_hugo_gets_every_summary(tmp_path: Path) -> None:
    write_hugo_site(CONTENT, tmp_path / "hugo")
    pages = {page.name for page in (tmp_path / "hugo" / "content" / "summaries").glob("[!_]*.md")}
    assert pages == {path.name for path in summary_files(CONTENT, invented=True)}


@pytest.mark.parametrize("what", ["text", "title"])
def test_a_summary_is_changed_in_one_place(summary: Path, what: str) -> None:
    before = summary.read_text(encoding="utf-8")
    path = summary.with_name("changed.md")
    path.write_text(changed(before, what), encoding="utf-8")
    old, new = read_page_file(summary), read_page_file(path)
    assert (old.matter.data["title"] != new.matter.data["title"]) == (what == "title")
    assert (old.body != new.body) == (what == "text")


def test_the_memory_of_a_program_is_that_of_its_children_too() -> None:
    hold = "import time; held = bytearray(40_000_000); time.sleep(0.5)"
    start = f"import subprocess, sys; held = bytearray(40_000_000); subprocess.run([sys.executable, '-c', {hold!r}])"
    assert peak_megabytes([sys.executable, "-c", start], Path(), os.environ) > 80
