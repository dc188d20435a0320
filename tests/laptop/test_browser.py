"""A browser that is there is used before any is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup import browser


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder that programs are looked for in."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(path: Path, name: str) -> str:
    program = path / name
    program.touch(mode=0o755)
    return str(program)


@pytest.mark.parametrize("name", browser.NAMES)
def test_a_browser_on_the_path_is_found(path: Path, name: str) -> None:
    program = put(path, name)
    assert browser.find() == program


def test_chromium_comes_before_the_others(path: Path) -> None:
    put(path, "google-chrome")
    program = put(path, "chromium")
    assert browser.find() == program


def test_none_is_none(path: Path) -> None:
    assert list(path.iterdir()) == []
    assert browser.find() is None
