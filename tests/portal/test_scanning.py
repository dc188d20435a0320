"""A summary that was found clean is looked through again as soon as anything that decided so has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cmr.errors import ContentError, ContentErrors
from portal.freezing import scanning

Look = Callable[[], list[str]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rules, telephone numbers and a list of names of its own."""
    shutil.copytree(scanning.RULES, tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("contacts.toml", "names.txt"):
        (tmp_path / name).write_text("", "utf-8")
    monkeypatch.setattr(scanning, "RULES", tmp_path / "rules")
    monkeypatch.setenv("CMR_REAL_NAMES", str(tmp_path / "names.txt"))
    monkeypatch.delenv("CMR_REAL_NAMES_KEY", raising=False)
    return tmp_path


@pytest.fixture
def summary() -> SimpleNamespace:
    return SimpleNamespace(path="a.md", mark="as first written")


@pytest.fixture
def look(place: Path, summary: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Has the summary looked through where it has to be; what was."""
    seen: list[str] = []

    def blocking(path: Path, _content: Path) -> list[ContentError]:
        seen.append(path.name)
        return []

    monkeypatch.setattr("cmr.anonymity.command.blocking", blocking)

    def looked() -> list[str]:
        seen.clear()
        scanning.refuse_identifying(place, [summary], place / "clean.json")  # type: ignore[list-item]
        return list(seen)

    return looked


def test_what_was_found_clean_is_not_looked_through_again(look: Look) -> None:
    assert (look(), look()) == (["a.md"], [])


@pytest.mark.parametrize(
    "changed", ["rules/rules.toml", "rules/scan.py", "rules/new.toml", "contacts.toml", "names.txt"]
)
def test_what_decides_what_identifies_somebody_has_everything_looked_through_again(
    look: Look, place: Path, changed: str
) -> None:
    look()
    with (place / changed).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert (look(), look()) == (["a.md"], [])


def test_a_text_that_has_changed_is_looked_through_again(look: Look, summary: SimpleNamespace) -> None:
    look()
    summary.mark = "as written since"
    assert (look(), look()) == (["a.md"], [])


def test_what_was_refused_is_refused_again(look: Look, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blocking(path: Path, _content: Path) -> list[ContentError]:
        return [ContentError(path, 1, "a name")]

    monkeypatch.setattr("cmr.anonymity.command.blocking", blocking)
    for _ in range(2):
        with pytest.raises((ContentError, ContentErrors)):
            look()
