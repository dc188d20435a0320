"""Pages and numbers that nobody has looked at for too long: the build and `cmr check` remind of them and go on."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr import clock
from cmr.command import main as command
from cmr.contacts import load_contacts
from cmr.errors import ContentError
from portal.build import main as build
from portal.checks.reviews import overdue
from portal.pages import booklet

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)
PAGE = "guidance/09-timescale-for-notification.md"
YEAR, HALF = timedelta(days=365), timedelta(days=182)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content in which everything was looked at on one day."""
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    for file in [*folder.rglob("*.md"), folder / "contacts.toml"]:
        lines = file.read_text("utf-8").splitlines()
        looked = ("reviewed = ", "checked = ")
        dated = [f"{line.partition(' ')[0]} = {DAY}" if line.startswith(looked) else line for line in lines]
        file.write_text("\n".join(dated) + "\n", "utf-8")
    return folder


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def test_nothing_is_due_while_the_last_day_lasts(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, DAY + HALF)
    assert list(overdue(content)) == []


def test_every_number_is_due_the_day_after_and_no_page(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, DAY + HALF + timedelta(days=1))
    numbers = load_contacts(content).numbers
    found = list(overdue(content))
    assert {reminder.path for reminder in found} == {content / "contacts.toml"}
    assert [number.service for number in numbers] == [
        reminder.what.partition("number of ")[2].partition(" was last")[0] for reminder in found
    ]
    lines = (content / "contacts.toml").read_text("utf-8").splitlines()
    assert {lines[reminder.line - 1] for reminder in found} == {f"checked = {DAY}"}
    assert len({reminder.line for reminder in found}) == len(numbers)


def test_a_page_stays_reviewed_for_a_year_and_not_a_day_longer(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, DAY + YEAR)
    assert [reminder for reminder in overdue(content) if reminder.path.suffix == ".md"] == []
    on(monkeypatch, DAY + YEAR + timedelta(days=1))
    due = {reminder.path: reminder for reminder in overdue(content) if reminder.path.suffix == ".md"}
    assert set(due) == {page for page in content.rglob("*.md") if content / "summaries" not in page.parents}
    reminder = due[content / PAGE]
    assert str(reminder).startswith(f"{content / PAGE}:{reminder.line}: warning: last reviewed 366 days ago: ")
    assert (content / PAGE).read_text("utf-8").splitlines()[reminder.line - 1] == f"reviewed = {DAY}"


def test_the_site_says_how_long_that_is(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = content / "site.toml"
    site.write_text(site.read_text("utf-8").replace("numbers = 182", "numbers = 10"), "utf-8")
    on(monkeypatch, DAY + timedelta(days=11))
    assert {reminder.path.name for reminder in overdue(content)} == {"contacts.toml"}


@pytest.mark.parametrize("wrong", ['"a year"', "0", "1.5"])
def test_a_time_that_is_none_is_refused_at_its_line(content: Path, wrong: str) -> None:
    site = content / "site.toml"
    site.write_text(site.read_text("utf-8").replace("pages = 365", f"pages = {wrong}"), "utf-8")
    line = site.read_text("utf-8").splitlines().index(f"pages = {wrong}") + 1
    with pytest.raises(ContentError, match=rf"site\.toml:{line}: 'pages' of \[review\] must be a whole number"):
        list(overdue(content))


def test_cmr_check_warns_and_is_content(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, DAY + YEAR + timedelta(days=1))
    done = CliRunner().invoke(command, ["check", "--content", str(content)])
    assert done.exit_code == 0, done.output
    assert f"{content / PAGE}:" in done.stderr
    assert "warning: the number of Emergency services was last checked 366 days ago" in done.stderr
    assert "Everything reads well" in done.stdout


def test_the_build_warns_and_builds(
    content: Path, stylesheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on(monkeypatch, DAY + HALF + timedelta(days=1))
    monkeypatch.chdir(content.parent)
    monkeypatch.setenv("PORTAL_STYLESHEET", str(stylesheet))
    monkeypatch.setattr(booklet, "draw", lambda *_, **__: b"%PDF")  # what is in it is another test's concern
    monkeypatch.setenv("PORTAL_FONTS", str(ROOT / "node_modules/@fontsource/atkinson-hyperlegible-next/files"))
    assert build(["build/site"]) == 0
    assert "content/contacts.toml:" in capsys.readouterr().err
    assert (content.parent / "build" / "site" / "index.html").is_file()
