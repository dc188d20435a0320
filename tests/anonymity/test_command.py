"""`cmr scan`, and what `cmr check` says of summaries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cmr.anonymity.command import LIST_IN, doubtful_summaries, names, scan, scan_summary, wrong_summaries
from cmr.anonymity.passage import NOTHING

CONTENT = Path(__file__).parents[2] / "content"


def told(*arguments: object, env: dict[str, str] | None = None) -> Result:
    """What `cmr scan` says."""
    return CliRunner().invoke(scan, [str(one) for one in (*arguments, "--content", CONTENT)], env=env)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file to write into."""
    return tmp_path / "plain-words.md"


def test_every_finding_is_a_json_object_on_its_line(text: Path) -> None:
    text.write_text("Plain.\n\nSeen in Strabane on 12 March 2019.\n")
    result = told(text)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["file"], row["line"], row["column"], row["level"], row["rule"], row["text"]) for row in rows] == [
        (str(text), 3, 9, "warn", "town", "Strabane"),
        (str(text), 3, 21, "block", "exact-date", "12 March 2019"),
    ]
    assert result.exit_code == 1


@pytest.mark.parametrize(("words", "code"), [("Plain words.", 0), ("Seen in Strabane.", 0), ("Born 12/03/2019.", 1)])
def test_only_what_blocks_fails_and_a_clean_scan_is_never_called_proof(text: Path, words: str, code: int) -> None:
    text.write_text(words)
    result = told(text)
    assert result.exit_code == code
    assert "not proof" in result.stderr
    assert "Two people" in result.stderr


def test_a_file_that_cannot_be_read_exits_with_two_and_others_are_read_still(text: Path, tmp_path: Path) -> None:
    text.write_text("Plain words.")
    result = told(tmp_path / "none.md", text)
    assert result.exit_code == 2
    assert "none.md:1: cannot be read" in result.stderr


def test_masked_it_shows_no_word_of_what_it_found(text: Path) -> None:
    text.write_text("Born 12/03/2019.")
    row = json.loads(told("--masked", text).stdout)
    assert row["text"] == "••/••/••••"


def test_the_office_s_list_is_used_from_the_environment(text: Path, tmp_path: Path) -> None:
    listed, key = tmp_path / "names", tmp_path / "key"
    CliRunner().invoke(names, ["add", "--names", str(listed), "--key", str(key)], input="Zebedee Quill\n")
    text.write_text("Then zebedee quill came.")
    assert told(text).exit_code == 0
    result = told(text, env={"CMR_REAL_NAMES": str(listed), "CMR_REAL_NAMES_KEY": str(key)})
    assert json.loads(result.stdout)["rule"] == "real-name"
    assert told(text, env={LIST_IN: str(listed)}).exit_code == 2


def test_the_check_of_the_content_masks_what_blocks_and_reminds_of_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "summaries"
    folder.mkdir()
    (folder / "plain.md").write_text("+++\ntitle = 'A'\n+++\nSeen in Strabane on 12 March 2019.\n")
    wrong, doubtful = list(wrong_summaries(tmp_path)), list(doubtful_summaries(tmp_path))
    assert [(one.line, "exact-date" in one.problem, "March" in one.problem) for one in wrong] == [(4, True, False)]
    assert [(one.line, "town" in one.what, "Strabane" in one.what) for one in doubtful] == [(4, True, False)]


def test_no_summaries_is_nothing_wrong(tmp_path: Path) -> None:
    assert list(wrong_summaries(tmp_path)) == []


def test_the_build_asks_with_a_path_or_a_text(text: Path) -> None:
    text.write_text("Born 12/03/2019.")
    assert scan_summary(text, NOTHING) == scan_summary(text.read_text(), NOTHING)
