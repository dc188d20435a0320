"""A mistake in the content stops the build, and the message names the file and the line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main as command
from cmr.errors import ContentError
from portal import create_app

ROOT = Path(__file__).parents[2]
PAGE = "guidance/09-timescale-for-notification.md"
MATTER = """+++
title = "Timescale for notification"
section = 9
stage = "notify"
summary = "Two working days."
reviewed = 2026-11-23

[[duties]]
who = ["notifying-agency"]
strength = "should"
text = "notify"
limit = "T1"
+++
"""
GOOD = (
    MATTER + "A first paragraph.\n\n{{ duties }}\n\n## More\n\n[Section 4](/guidance/04-criteria-for-notification/)\n"
)

MISTAKES = [
    # what stands in the page, what is written instead, the line, what the message says
    ("+++\ntitle", "title", 1, "starts with front matter"),
    ("+++\nA first", "A first", 1, "is not closed"),
    ("section = 9", "section = ", 3, "is not TOML"),
    ("section = 9", "sektion = 9", 3, "a page cannot say 'sektion'"),
    ("section = 9", "section = 36", 3, "'section' of a page must be a whole number from 1 to 35"),
    ("section = 9", 'section = 9\nappendix = "one"', 3, "either a section number or an appendix"),
    ("section = 9", "section = 10", 1, "is also"),
    ('summary = "Two working days."\n', "", 2, "a page must also say 'summary'"),
    (
        "reviewed = 2026-11-23",
        'reviewed = "November"',
        6,
        "'reviewed' of a page must be a date without quotation marks",
    ),
    ('stage = "notify"', 'stage = "later"', 4, "there is no stage 'later'"),
    ('["notifying-agency"]', '["nobody"]', 9, "there is no role 'nobody'"),
    ('strength = "should"', 'strength = "ought"', 10, "'strength' of a duty must be one of: must, will, should, may"),
    ('limit = "T1"', 'limit = "T99"', 12, "there is no rule 'T99' in process.toml"),
    ('limit = "T1"', 'whom = "x"', 12, "a duty cannot say 'whom'"),
    ("{{ duties }}", "", 8, "no insert shows the duty: notify"),
    ("{{ duties }}", "{{ duties: early }}", 16, "no duties in the group 'early'"),
    ("{{ duties }}", "{{ duty }}", 16, "there is no insert 'duty'"),
    ("A first paragraph.", "Ask {{ contact }} first.", 14, "an insert stands alone"),
    ("A first paragraph.", "{{ numbers: aliens }}", 14, "in the group 'aliens'"),
    ("A first paragraph.", "{{ start: poem }}", 14, "there is no form 'poem'"),
    ("A first paragraph.", "<script>alert(1)</script>", 14, "a script must not stand here: take out <script>"),
    ("A first paragraph.", "A <b>first</b> paragraph.", 14, "HTML does not work here: write it as Markdown"),
    ("## More", "#### More", 18, "a heading of level 4 cannot stand here"),
    ("## More", "# More", 18, "a heading of level 1 cannot stand here"),
    ("/guidance/04-criteria-for-notification/", "/guidance/04-criteria/", 20, "leads to no page of this site"),
    ("/guidance/04-criteria-for-notification/", "/must-i-guess/", 20, "leads to no page of this site"),
    ("04-criteria-for-notification/", "04-criteria-for-notification/#nowhere", 20, "leads to no heading"),
    ("/guidance/04-criteria-for-notification/", "#nowhere", 20, "leads to no heading"),
    ("/guidance/04-criteria-for-notification/", "http://example.org/", 20, "leads to no page of this site"),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content in which one page may be spoilt."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def test_the_page_that_the_mistakes_are_made_in_is_good(content: Path, stylesheet: Path) -> None:
    (content / PAGE).write_text(GOOD, "utf-8")
    create_app(content, {"STYLESHEET": stylesheet})


@pytest.mark.parametrize(("good", "bad", "line", "problem"), MISTAKES, ids=[f"{m[1]}" for m in MISTAKES])
def test_a_mistake_names_its_file_and_line(
    content: Path, stylesheet: Path, good: str, bad: str, line: int, problem: str
) -> None:
    assert GOOD.count(good) == 1
    (content / PAGE).write_text(GOOD.replace(good, bad), "utf-8")
    with pytest.raises(ContentError) as mistake:
        create_app(content, {"STYLESHEET": stylesheet})
    assert problem in mistake.value.problem
    named = "10-documents-for-notification.md" if problem == "is also" else PAGE
    assert str(mistake.value).startswith(f"{content / 'guidance' / Path(named).name}:{line}: ")


def test_cmr_check_finds_it_too(content: Path) -> None:
    (content / PAGE).write_text(GOOD.replace("section = 9", "sektion = 9"), "utf-8")
    done = CliRunner().invoke(command, ["check", "--content", str(content)])
    assert done.exit_code == 1
    assert f"{content / PAGE}:3: a page cannot say 'sektion'" in done.output


def test_a_missing_file_is_named(content: Path, stylesheet: Path) -> None:
    (content / "roles.toml").unlink()
    with pytest.raises(ContentError, match=r"roles\.toml:1: cannot be read"):
        create_app(content, {"STYLESHEET": stylesheet})
