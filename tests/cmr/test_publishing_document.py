"""What editors read about the gate is what the gate does."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmr.derived.gate_docs import END, START, publishing_document
from cmr.errors import ContentError
from cmr.gate.preconditions import policy
from cmr.process.time_limits import time_limits
from complete_summary import ROOT

DOCUMENT = ROOT / "docs" / "publishing.md"


def test_the_editors_page_has_the_table_as_the_gate_has_it() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert publishing_document(DOCUMENT, policy(), time_limits()) == text
    rows = [line for line in text.splitlines() if line.startswith("| G")]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == list(policy().preconditions)
    for row, one in zip(rows, policy().preconditions.values(), strict=True):
        assert all(post in row for post in one.signed_by)
        assert all(f"`{reason}`" in row for reason in one.reasons)


def test_a_table_that_is_out_of_date_is_made_anew_and_the_rest_is_left(tmp_path: Path) -> None:
    document = tmp_path / "publishing.md"
    document.write_text(f"# Before\n\n{START}\n| old |\n{END}\n\nAfter\n", encoding="utf-8")
    made = publishing_document(document, policy(), time_limits())
    assert "| old |" not in made
    assert made.startswith(f"# Before\n\n{START}\n\n| | What |")
    assert made.endswith(f"{END}\n\nAfter\n")


@pytest.mark.parametrize("text", ["# Nothing\n", f"{START}\n", f"{END}\n"])
def test_a_page_that_lost_its_table_is_named(tmp_path: Path, text: str) -> None:
    document = tmp_path / "publishing.md"
    document.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="lost its marks"):
        publishing_document(document, policy(), time_limits())
