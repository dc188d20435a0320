"""What has another half, and says so where that is missing: `cmr check` names file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr import command, emails
from cmr.forms import kinds, lock
from post.email_check import wrong_events

CONTENT = Path(__file__).parents[2] / "content"

EDITS = [
    ("contacts.toml", '["danger", "police", "young-people"]', '["dangr", "police"]', "no group is called 'dangr'"),
    ("contacts.toml", 'tel = "999"', 'tel = "998"', "the link dials 998, and people read 999"),
    ("agencies.toml", 'value = "belfast-trust"', 'value = "bel-trust"', "once offered 'belfast-trust'"),
    (
        "pages/notify.md",
        "{{ start: notification }}",
        "Words.",
        "nothing leads to the form: write {{ start: notification",
    ),
    (
        "redirects.toml",
        "",
        '[[redirect]]\nfrom = "/forms/notification/"\nto = "/help/"\nsince = 2026-11-28\nwhy = "Moved."\n',
        "/forms/notification/ is a form's",
    ),
]


@pytest.mark.parametrize(("file", "was", "now", "said"), EDITS, ids=[said for *_, said in EDITS])
def test_a_slip_in_the_content_is_told_with_its_file(tmp_path: Path, file: str, was: str, now: str, said: str) -> None:
    shutil.copytree(CONTENT, content := tmp_path / "content")
    path = content / file
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1) if was else f"{text}\n{now}", "utf-8")
    told = CliRunner().invoke(command.main, ["check", "--content", str(content)])
    assert told.exit_code == 1
    assert [line for line in told.output.splitlines() if line.startswith(f"{path}:") and said in line]


def test_a_kind_without_its_template_and_a_template_without_its_kind_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(kinds.DRAWN, drawn := tmp_path / "kinds")
    (drawn / "date.html").rename(drawn / "day.html")
    monkeypatch.setattr(command, "DRAWN", drawn)
    told = [str(problem) for problem in command.wrong_kinds(CONTENT)]
    assert told == [
        f"{drawn / 'date.html'}:1: the kind 'date' needs this template",
        f"{drawn / 'day.html'}:1: no kind of question is called 'day'",
    ]


def test_an_email_without_words_and_words_without_an_email_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(wrong_events(CONTENT)) == []
    monkeypatch.setattr("post.email_check.OWED", (("office", "arrived"), ("sender", "welcome")))
    first, second = (str(problem) for problem in wrong_events(CONTENT))
    assert first == f"{emails.FOLDER / 'welcome' / 'subject.txt'}:1: the email 'welcome' is owed, and has no words"
    assert second == f"{emails.FOLDER / 'received' / 'subject.txt'}:1: no email of `OWED` is called 'received'"


def test_a_lock_that_is_none_is_told_with_its_file(tmp_path: Path) -> None:
    (path := tmp_path / "concern.json").write_text("[]", "utf-8")
    with pytest.raises(lock.ContentError, match="is no lock"):
        lock.read_lock(path)
