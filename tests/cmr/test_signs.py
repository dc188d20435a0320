"""Nothing that nobody sees, and nothing that HTML and XML forbid, stands in a file of the content."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cmr.errors import ContentError
from cmr.files.front_matter import read_page_file
from cmr.files.signs import odd_sign
from cmr.files.toml_file import TomlFile
from cmr.flows.flow_files import read_flow
from cmr.forms.option_lists import load_option_lists
from cmr.process.roles import load_roles
from cmr.summaries.summary_files import read_summary
from complete_summary import CONTENT, TEXT, TODAY, collection, known

LISTS = load_option_lists(CONTENT)
CONTROL = "a control character stands in this line, which nobody sees: write it again"
ODD = [
    ("\x01", "\\u0001"),
    ("\x08", "\\b"),
    ("\x1b", "\\U0000001B"),
    ("\x7f", "\\u007f"),
    ("\x85", "\\u0085"),
    ("\u00ad", "\\u00AD"),
    ("\u200b", "\\u200b"),
    ("\u200f", "\\u200F"),
    ("\u202e", "\\u202e"),
    ("\u2028", "\\u2028"),
    ("\u2060", "\\u2060"),
    ("\u2069", "\\u2069"),
    ("\ufeff", "\\uFEFF"),
    ("\ufffd", "\\ufffd"),
    ("\uffff", "\\uffff"),
    ("\U0001fffe", "\\U0001FFFE"),
    ("\U000e0041", "\\U000E0041"),
]
WAYS = [one for both in ODD for one in both]


def read_roles(folder: Path, said: str) -> None:
    text = (CONTENT / "roles.toml").read_text("utf-8")
    (folder / "roles.toml").write_text(text.replace('title = "SBNI Chair"', f'title = "SBNI {said}Chair"'), "utf-8")
    load_roles(folder)


def read_questions(folder: Path, said: str) -> None:
    text = (CONTENT / "flows" / "must-i-notify.toml").read_text("utf-8")
    file = folder / "must-i-notify.toml"
    file.write_text(text.replace("not legal advice", f"not {said}legal advice"), "utf-8")
    read_flow(TomlFile.read(file), sections=range(1, 36), lists=LISTS)


def read_page(folder: Path, said: str) -> None:
    page = folder / "page.md"
    page.write_text(f'+++\ntitle = "Get {said}help"\n+++\nWords.\n', "utf-8")
    assert read_page_file(page).matter.data


def read_one(folder: Path, said: str) -> None:
    file = collection(folder, TEXT.replace("A plan that", f"A plan {said}that"))
    read_summary(file, known(), TODAY)


READERS = [(read_roles, 13), (read_questions, 25), (read_page, 2), (read_one, 2)]


@pytest.mark.parametrize("said", WAYS, ids=[ascii(said) for said in WAYS])
@pytest.mark.parametrize(("read", "line"), READERS, ids=["roles", "flow", "page", "summary"])
def test_a_sign_that_nobody_sees_is_named_with_its_line_in_every_kind_of_file(
    tmp_path: Path, read: Callable[[Path, str], None], line: int, said: str
) -> None:
    with pytest.raises(ContentError, match="which nobody sees: write it again") as refused:
        read(tmp_path, said)
    assert refused.value.line == line


@pytest.mark.parametrize("read", [read for read, _ in READERS], ids=["roles", "flow", "page", "summary"])
def test_what_people_write_and_see_is_taken(tmp_path: Path, read: Callable[[Path, str], None]) -> None:
    read(tmp_path, "“Siân’s” – naïve\u00a0… \\u2014 \\\\u0001 \\t")


def test_a_message_says_which_character_stands_there(tmp_path: Path) -> None:
    for said, called in (("\\u202e", r"a character \(U\+202E\) stands"), ("\\b", CONTROL)):
        with pytest.raises(ContentError, match=called):
            read_page(tmp_path, said)


def test_a_text_that_only_speaks_of_an_escape_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("pattern = '\\bword\\u0001'\nother = \"\\\\u0001\"\n", "utf-8")
    assert TomlFile.read(file).data == {"pattern": "\\bword\\u0001", "other": "\\u0001"}


def test_a_name_in_a_file_hides_nothing_either(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('a = 1\n"b\\u200b" = 1\n', "utf-8")
    with pytest.raises(ContentError, match=r"a\.toml:2: "):
        _ = TomlFile.read(file).data


def test_the_mark_that_some_editors_put_first_is_no_such_sign(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert TomlFile.read(file).data == {"a": 1}


def test_a_table_in_a_table_without_end_is_told_to_its_editor(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(f"a = {'[' * 5000}{']' * 5000}\n", "utf-8")
    with pytest.raises(ContentError, match=r"a\.toml:1: is not TOML that can be read"):
        _ = TomlFile.read(file).data


def test_whatever_unicode_says_only_formats_or_controls_is_odd() -> None:
    seen = [chr(code) for code in range(sys.maxunicode + 1) if not odd_sign(chr(code))]
    unseen = [sign for sign in seen if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")]
    assert unseen == ["\t", "\n"]
    bidirectional = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
    assert [sign for sign in seen if unicodedata.bidirectional(sign) in bidirectional - {"BN"}] == []
