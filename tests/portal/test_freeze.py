"""Freezing: all or nothing, the same every time, and no page forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_frozen import MissingURLGeneratorWarning

from portal import create_app
from portal.freeze import freeze, main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fresh(stylesheet: Path) -> Flask:
    """A site that a test may spoil."""
    return create_app(ROOT / "content", {"STYLESHEET": stylesheet})


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _broken() -> str:
    return str(1 / 0)


def test_a_view_that_no_address_leads_to_stops_the_build(fresh: Flask, tmp_path: Path) -> None:
    fresh.add_url_rule("/orphan/", "orphan", lambda: "Nobody comes here.")
    with pytest.raises(MissingURLGeneratorWarning, match="orphan"):
        freeze(fresh, tmp_path / "site")


def test_a_page_that_breaks_stops_the_build_and_the_last_good_site_stays(fresh: Flask, tmp_path: Path) -> None:
    freeze(fresh, tmp_path / "site")
    before = files(tmp_path)
    fresh.view_functions["site.site_map"] = _broken
    with pytest.raises(ZeroDivisionError):
        freeze(fresh, tmp_path / "site")
    assert files(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frame.html", "site"]


def test_a_redirect_stops_the_build(fresh: Flask, tmp_path: Path) -> None:
    fresh.view_functions["site.contents"] = lambda: ("", 302, {"Location": "/"})
    with pytest.raises(ValueError, match="302"):
        freeze(fresh, tmp_path / "site")


def test_the_same_content_freezes_to_the_same_bytes(frozen: Path, fresh: Flask, tmp_path: Path) -> None:
    freeze(fresh, tmp_path / "site")
    assert files(tmp_path / "site") == files(frozen)
    assert (tmp_path / "frame.html").read_bytes() == (frozen.parent / "frame.html").read_bytes()


def test_a_page_that_is_gone_is_not_left_behind(fresh: Flask, tmp_path: Path) -> None:
    (tmp_path / "site" / "old").mkdir(parents=True)
    (tmp_path / "site" / "old" / "index.html").write_text("Old", "utf-8")
    freeze(fresh, tmp_path / "site")
    assert not (tmp_path / "site" / "old").exists()


def test_the_command_says_where_the_content_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stylesheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.toml").write_text('name = "x"\nabout = "y"\nnonsense = 1\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_STYLESHEET", str(stylesheet))
    assert main(["build/site"]) == 1
    assert "content/site.toml:" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def test_the_command_without_a_stylesheet_says_how_to_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="make build"):
        main(["build/site"])
