"""Every obligation of the guidance is served by something that exists, or is left to people with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main as command
from cmr.derived import traceability
from cmr.derived.traceability import BUILT, idle_rules, read_obligations, wrong_obligations
from cmr.derived.traceability_docs import traceability_document
from cmr.process.roles import load_roles
from cmr.process.time_limits import time_limits
from slips import refused, spoilt

CONTENT = Path(__file__).parents[2] / "content"
GOOD = """[[obligation]]
id = "O1"
where = ["1"]
who = ["sbni"]
text = "Learn."
pages = ["/help/"]

[[obligation]]
id = "O2"
where = ["SO10", "4"]
who = ["sbni"]
text = "Keep | minutes."
questions = ["concern#danger"]
code = ["cmr.process.meetings"]
rules = ["T1", "T33"]
people = "The office sends them."
"""

MISTAKES = [
    # what stands in the file, what is written instead, the line, what the message says
    ('pages = ["/help/"]\n', "", 2, "it has no home"),
    ('id = "O2"', 'id = "O1"', 9, "O1 is there twice"),
    ('id = "O2"', 'id = "P2"', 9, "must be O and a number, as O1"),
    ('where = ["1"]', 'where = ["36"]', 3, "must be a section, as 9, or a standing order"),
    ('where = ["1"]', "where = []", 3, "must not be empty"),
    ('text = "Learn."\n', "", 1, "must also say 'text'"),
    ('pages = ["/help/"]', "pages = []", 6, "must not be empty"),
    ('pages = ["/help/"]', 'pages = ["/help/", "/help/"]', 6, "'/help/' stands here twice"),
    ('people = "The office sends them."', 'later = "Some day."', 16, "cannot say 'later'"),
    ('people = "The office sends them."', 'people = ""', 16, "must not be empty"),
    ('rules = ["T1", "T33"]', 'rules = ["T1", "T33"', 16, "is not TOML"),
]

MISSING = [
    ('who = ["sbni"]\ntext = "K', 'who = ["sbni", "nobody"]\ntext = "K', 11, "O2: who: there is no 'nobody'"),
    ("concern#danger", "concern#dangers", 13, "O2: questions: there is no 'concern#dangers'"),
    ("concern#danger", "concerns#danger", 13, "O2: questions: there is no 'concerns#danger'"),
    ("cmr.process.meetings", "cmr.meeting", 14, "O2: code: there is no 'cmr.meeting'"),
    ("cmr.process.meetings", "nothing.meetings", 14, "O2: code: there is no 'nothing.meetings'"),
    ("T33", "T34", 15, "O2: rules: there is no 'T34'"),
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "traceability.toml"
    path.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(traceability, "OBLIGATIONS_FILE", path)
    return path


def test_no_obligation_is_forgotten() -> None:
    assert [one.id for one in read_obligations().all] == [f"O{number}" for number in range(1, 53)]


def test_every_home_outside_the_site_exists() -> None:
    assert [str(problem) for problem in wrong_obligations(CONTENT)] == []


def test_every_section_and_every_standing_order_obliges_somebody() -> None:
    named = {place for one in read_obligations().all for place in one.where}
    orders = {f"SO{number}" for number in range(1, 11)}
    assert named == orders | {str(number) for number in range(1, 36)}


def test_every_rule_of_the_process_serves_an_obligation() -> None:
    assert list(idle_rules(CONTENT)) == []


def test_a_rule_that_serves_none_is_told_where_it_is_declared(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = read_obligations(file)
    monkeypatch.setattr(traceability, "read_obligations", lambda: few)
    told = [str(problem) for problem in idle_rules(CONTENT)]
    assert len(told) == len(time_limits()) - 2
    assert all(re.search(r"process\.toml:\d+: the rule T\d+ serves no obligation", one) for one in told)


def test_a_file_without_mistakes_is_read_as_it_stands(file: Path) -> None:
    first, second = read_obligations(file).all
    assert (first.pages, first.people) == (("/help/",), "")
    assert (second.where, second.rules, second.people) == (("SO10", "4"), ("T1", "T33"), "The office sends them.")
    assert list(wrong_obligations(CONTENT)) == []


@pytest.mark.parametrize(("good", "bad", "line", "says"), MISTAKES)
def test_a_mistake_in_the_file_is_named_by_file_and_line(file: Path, good: str, bad: str, line: int, says: str) -> None:
    file.write_text(spoilt(GOOD, good, bad), encoding="utf-8")
    with refused(file, line, says):
        read_obligations(file)


@pytest.mark.parametrize(("good", "bad", "line", "says"), MISSING)
def test_a_home_that_does_not_exist_is_named_by_file_and_line(
    file: Path, good: str, bad: str, line: int, says: str
) -> None:
    file.write_text(spoilt(GOOD, good, bad), encoding="utf-8")
    assert [str(problem) for problem in wrong_obligations(CONTENT)] == [f"{file}:{line}: {says}"]


def test_the_check_of_the_content_says_so_once(file: Path) -> None:
    file.write_text(GOOD.replace('pages = ["/help/"]\n', ""), encoding="utf-8")
    result = CliRunner().invoke(command, ["check", "--content", str(CONTENT)])
    assert result.exit_code == 1
    assert result.output.count("it has no home") == 1


def test_a_page_that_the_site_does_not_have_is_no_home(file: Path) -> None:
    file.write_text(GOOD.replace("/help/", "/no-such-page/"), encoding="utf-8")
    result = CliRunner().invoke(command, ["check", "--content", str(CONTENT)])
    assert result.exit_code == 1
    assert f"{file}:6: O1: pages: there is no '/no-such-page/'" in result.output


def test_the_document_has_a_row_for_each_obligation_with_all_its_homes(file: Path) -> None:
    document = traceability_document(read_obligations(file).all, load_roles(CONTENT))
    rows = [line for line in document.splitlines() if line.startswith("| O")]
    assert rows == [
        "| O1 | 1 | SBNI | Learn. | `/help/` |  |",
        "| O2 | standing order 10, 4 | SBNI | Keep \\| minutes. "
        "| question `concern#danger`<br>code `cmr.process.meetings`<br>rules T1, T33 | The office sends them. |",
    ]
    assert "2 obligations. 1 of them" in document


def test_what_is_left_to_people_says_what_they_do() -> None:
    for one in read_obligations().all:
        assert not one.people or (one.people.endswith(".") and " " in one.people), one.id
        assert one.people or any(getattr(one, key) for key in BUILT)
