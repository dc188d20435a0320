"""`cmr new summary` asks for what it needs, writes a draft that the gate refuses, and never writes over a file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cmr import clock
from cmr.command import main as command
from cmr.gate.preconditions import policy
from cmr.gate.standing import Refused, standing
from cmr.summaries.summary_files import read_summary
from cmr.summaries.wrong_summaries import wrong_summaries
from complete_summary import TODAY, collection, known

ANSWERS = ['A plan "too late"', "", "Lark", "1", "2", "1, 5,1", "1,4", ""]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    collection(tmp_path)
    return tmp_path


def begin(content: Path, answers: list[str], *options: str) -> Result:
    """Run the command with these answers piped into it, a line each."""
    piped = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(command, ["new", "summary", "--content", str(content), *options], input=piped)


def test_it_writes_a_draft_that_is_well_formed_and_says_all_that_the_gate_lacks(content: Path) -> None:
    done = begin(content, ANSWERS)
    file = content / "summaries" / "a-plan-too-late.md"
    assert done.exit_code == 0, done.output
    assert f"Wrote {file}" in done.output
    summary = read_summary(file, known(), TODAY)
    assert (summary.title, summary.pseudonym, str(summary.published)) == ('A plan "too late"', "Lark", "2026-12")
    assert (summary.kind, summary.age_band, summary.invented) == ("death", "1-to-4", False)
    assert (summary.themes, len(summary.agencies)) == (("neglect", "information-sharing"), 2)
    found = standing(summary, TODAY)
    assert isinstance(found, Refused)
    assert {one.id for one in found.because} == set(policy().preconditions)
    for one in found.because:
        assert str(one) in done.output
    assert list(wrong_summaries(content)) == []


def test_every_line_that_is_offered_as_a_comment_can_be_used_as_it_stands(content: Path) -> None:
    begin(content, ANSWERS)
    text = (content / "summaries" / "a-plan-too-late.md").read_text("utf-8").split("+++")[1]
    offered = [line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line]
    assert len(offered) > 18
    assert all(tomllib.loads(line) for line in offered)


def test_an_invented_one_lies_with_the_invented(content: Path) -> None:
    assert begin(content, ANSWERS, "--invented").exit_code == 0
    assert read_summary(content / "summaries" / "invented" / "a-plan-too-late.md", known(), TODAY).invented


@pytest.mark.parametrize("name", ["a-plan-too-late.md", "invented/a-plan-too-late.md"])
def test_it_never_writes_over_a_summary(content: Path, name: str) -> None:
    there = collection(content, "theirs", name)
    done = begin(content, ANSWERS)
    assert done.exit_code == 1
    assert "there is already something at /summaries/a-plan-too-late/" in done.output
    assert there.read_text("utf-8") == "theirs"
    assert begin(content, [ANSWERS[0], "", "another-plan", *ANSWERS[2:]]).exit_code == 0


@pytest.mark.parametrize(
    ("at", "answer", "says"),
    [
        (0, "Minutes of the Panel", "this looks like minutes of a meeting"),
        (1, "Not an address", "write lower-case words with hyphens"),
        (1, "../complete", "write lower-case words with hyphens"),
        (1, "recommendations", "there is already something"),
        (1, "overview-report", "this looks like an Overview Report"),
        (2, "  ", "write something"),
        (3, "3", "write a number from 1 to 2"),
        (3, "1,2", "write a number from 1 to 2"),
        (5, "neglect", "write numbers from 1 to "),
        (5, "0", "write numbers from 1 to "),
        (7, "soon", "write a year and month, as in 2026-09"),
    ],
)
def test_it_asks_again_where_an_answer_will_not_do(content: Path, at: int, answer: str, says: str) -> None:
    done = begin(content, [*ANSWERS[:at], answer, *ANSWERS[at:]])
    assert says in done.output
    assert done.exit_code == 0, done.output


def test_it_leaves_nothing_behind_that_would_stop_the_build(content: Path) -> None:
    done = begin(content, ["A plan \x07 too late", *ANSWERS[1:]])
    assert done.exit_code == 1
    assert "a control character stands in this line" in done.output
    assert [path.name for path in (content / "summaries").iterdir()] == ["complete.md"]


def test_it_writes_nothing_where_somebody_stops_half_way(content: Path) -> None:
    before = sorted((content / "summaries").rglob("*"))
    assert begin(content, ANSWERS[:4]).exit_code == 1
    assert sorted((content / "summaries").rglob("*")) == before
