"""A text that has not changed is not looked through again, and nothing else is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmr.anonymity import remembered
from cmr.anonymity.passage import NOTHING, Allowed
from cmr.anonymity.real_names import RealNames
from cmr.anonymity.remembered import Remembered

TEXT = "Ms Rowan came on 12 March 2019."


def unscanned(*_arguments: object) -> None:
    """Where nothing should be looked through."""
    raise AssertionError("it was looked through again")


def test_what_was_found_is_remembered_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Remembered(tmp_path / "build" / "scans.json")
    found = memory.scan(TEXT, NOTHING)
    assert {one.rule for one in found} == {"titled-name", "exact-date"}
    memory.keep()
    assert "March" not in (tmp_path / "build" / "scans.json").read_text("utf-8")
    monkeypatch.setattr(remembered, "scan_markdown", unscanned)
    assert Remembered(tmp_path / "build" / "scans.json").scan(TEXT, NOTHING) == found


@pytest.mark.parametrize("change", ["text", "allowed", "names", "broken"])
def test_a_change_of_anything_that_matters_is_looked_through(tmp_path: Path, change: str) -> None:
    path = tmp_path / "scans.json"
    memory = Remembered(path)
    memory.scan(TEXT, NOTHING)
    memory.keep()
    if change == "broken":
        path.write_text("{")
    names = RealNames.of(bytes(32), ["Zebedee Quill"]) if change == "names" else None
    text = TEXT + " Zebedee Quill did." if change in ("text", "names") else TEXT
    allowed = Allowed(pseudonyms=frozenset({"Rowan"})) if change == "allowed" else NOTHING
    rules = {one.rule for one in Remembered(path, names).scan(text, allowed)}
    assert ("titled-name" in rules) is (change != "allowed")
    assert ("real-name" in rules) is (change == "names")
