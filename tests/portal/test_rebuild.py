"""Building again: what is kept from the last build saves time and changes nothing."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import Environment

from portal import booklet, create_app
from portal.freeze import freeze

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the content, where the PDF is a fingerprint of what it would be drawn from."""
    monkeypatch.setattr(booklet, "draw", lambda html, *_, **__: hashlib.sha256(html.encode()).hexdigest().encode())
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def app(place: Path, stylesheet: Path, **settings: Any) -> Flask:
    return create_app(place / "content", {"STYLESHEET": stylesheet, "FONTS": FONTS, **settings})


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("page", ["pages/help.md", "guidance/09-timescale-for-notification.md"])
def test_a_rebuild_after_one_changed_page_is_byte_for_byte_a_clean_build(
    place: Path, stylesheet: Path, page: str
) -> None:
    freeze(app(place, stylesheet), place / "site")
    before = files(place / "site")
    with (place / "content" / page).open("a", encoding="utf-8") as file:
        file.write("\nA sentence that was not there before.\n")
    freeze(app(place, stylesheet), place / "site")
    clean = app(place, stylesheet, TEMPLATES=place / "other" / "t", BOOKLETS=place / "other" / "b")
    freeze(clean, place / "clean" / "site")
    assert files(place / "site") == files(place / "clean" / "site")
    changed = {name for name, text in files(place / "site").items() if before.get(name) != text}
    assert changed
    assert ("guidance/guidance.pdf" in changed) == page.startswith("guidance/")


def test_a_second_build_compiles_no_template(place: Path, stylesheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze(app(place, stylesheet), place / "site")
    compiled: list[str] = []
    compiling = Environment.compile

    def noting(self: Environment, source: Any, *args: Any, **kwargs: Any) -> Any:
        compiled.append(str(source)[:60])
        return compiling(self, source, *args, **kwargs)

    monkeypatch.setattr(Environment, "compile", noting)
    freeze(app(place, stylesheet), place / "site")
    assert compiled == []
    freeze(app(place, stylesheet, TEMPLATES=place / "elsewhere"), place / "site")
    assert compiled
