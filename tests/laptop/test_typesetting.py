"""What draws the PDF is looked for before anything is installed, and named where nothing may be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from setup import typesetting


def test_it_is_found_where_it_works() -> None:
    version = typesetting.there()
    assert version is not None
    assert version.split(".")[0].isdigit()


def test_it_is_not_found_where_its_libraries_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('no libpango')\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert typesetting.there() is None


def test_who_may_not_install_is_told_what_to_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match=r"sudo apt-get install libpango-1\.0-0 .*libharfbuzz-subset0"):
        typesetting.install()
