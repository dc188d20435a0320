"""The list of real names: it finds them however they are written, and holds none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cmr.anonymity.command import names
from cmr.anonymity.reading import read
from cmr.anonymity.real_names import RealNames, new_key, read_real_names
from cmr.anonymity.scan import scan_text
from cmr.errors import ContentError

KEY = bytes(range(32))
LISTED = RealNames.of(KEY, ["Mary-Anne O'Example", "Zebedee Quill", "Síle Invented Person"])


@pytest.mark.parametrize(
    "written",
    [
        "Mary-Anne O'Example",
        "MARY ANNE OEXAMPLE",
        "mary anne o example",
        "Maryanne O’Example",
        "Mary\u00a0Anne O'Example's",
        "Zebedee\nQuill",
        "zebedee quill",
        "**Zebedee** Quill",
        "Sile Person",
        "Síle Invented Person",
        "Zebe\u00addee Quill",
        "zebedee-quill",
        "Quill, Zebedee",
        "QUILL Zebedee",
        "Person, Síle Invented",
        "Zebedee_Quill",
        "Zebedee Quil1s",
        "Zebedee J. Quill",
        "Zebedee James Quill",
        "Zebedee “Zed” Quill",
        "Zebedee (Zed) Quill",
        "Zebedee Quills",
        "Z E B E D E E   Q U I L L",
    ],
)
def test_a_listed_name_blocks_however_it_is_written(written: str) -> None:
    found = [one for one in scan_text(f"It was {written} who came.", names_list=LISTED) if one.rule == "real-name"]
    assert [(one.line, one.column in (8, 10), one.level) for one in found] == [(1, True, "block")]


@pytest.mark.parametrize(
    "words",
    [
        "Mary came",
        "Zebedee met a quill",
        "zebedee had quill pens",
        "a quill",
        "Zebedee",
        "an example",
        "invented",
        "person",
    ],
)
def test_a_part_of_a_name_alone_is_not_the_name(words: str) -> None:
    assert list(LISTED.find(read(words).text)) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abcdefghijklmnoprstuéíó", min_size=3, max_size=9), min_size=2, max_size=4))
def test_every_name_that_was_listed_is_found_again(words: list[str]) -> None:
    listed = RealNames.of(KEY, [" ".join(words)])
    assert list(listed.find(" ".join(words).title()))


def test_the_file_holds_no_name_and_nothing_can_be_looked_up_without_its_key(tmp_path: Path) -> None:
    LISTED.write(tmp_path / "list")
    written = (tmp_path / "list").read_text("ascii").lower()
    assert not any(word in written for word in ("mary", "example", "zebedee", "quill"))
    new_key(tmp_path / "another")
    assert list(read_real_names(tmp_path / "list", tmp_path / "another").find("Zebedee Quill")) == []


def test_the_office_adds_names_that_are_neither_shown_nor_kept(tmp_path: Path) -> None:
    listed, key = tmp_path / "names", tmp_path / "key"
    for typed in ("Zebedee Quill\n", "Una Example\n\n"):
        told = CliRunner().invoke(names, ["add", "--names", str(listed), "--key", str(key)], input=typed)
        assert told.exit_code == 0
        assert "Quill" not in told.output
    found = read_real_names(listed, key)
    assert len(list(found.find("Zebedee Quill met Una Example"))) == 2
    assert key.stat().st_mode & 0o077 == 0


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("Zebedee Quill\n")
    new_key(tmp_path / "key")
    with pytest.raises(ContentError, match="list:1: is not a list of real names"):
        read_real_names(tmp_path / "list", tmp_path / "key")
