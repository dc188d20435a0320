"""The words are plain: no sentence is far too long, no page far too hard, and the report says where to begin."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.checks.reading_ages import MOST_WORDS, OLDEST, PageReading, main, readings
from portal.checks.sentences import Block, Sentence, sentences
from portal.pages.library import load_library

ROOT = Path(__file__).parents[2]
FILE = Path("page.md")
EASY = "We call you. You tell us what you saw. Then we go and look. We will tell you what we find."
HARD = "Representatives collaboratively institutionalise organisational responsibilities notwithstanding complexities."
Kept = Callable[[str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Kept:
    """A copy of the content whose contact page ends with these words."""

    def change(words: str) -> Path:
        content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
        with (content / "pages" / "contact.md").open("a", encoding="utf-8") as page:
            page.write(f"\n{words}\n")
        return content

    return change


def reading(text: str, *, name: str = "/page/") -> PageReading:
    return PageReading(name, tuple(sentences(Block(FILE, 1, text))))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three! Four", 4),
        ("The Regulations (No. 2) 2018 are law.", 1),
        ("See section 17(2)(b). Then stop.", 2),
        ("The form says “Stop.” Then it ends.", 2),
        ("It is 2.5 metres long, e.g. a rope.", 1),
        ("Call 999. 101 is for later.", 2),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, count: int) -> None:
    found = list(sentences(Block(FILE, 1, text)))
    assert len(found) == count
    assert " ".join(one.text for one in found) == text


def test_a_sentence_is_named_by_the_line_on_which_it_starts() -> None:
    found = list(sentences(Block(FILE, 7, "One is\nlong. Two. Three\nis too. Four.")))
    assert [(one.line, one.text) for one in found] == [
        (7, "One is long."),
        (8, "Two."),
        (8, "Three is too."),
        (9, "Four."),
    ]


@pytest.mark.parametrize(("text", "count"), [("17(2)(a) is well-kept – always", 4), ("“Yes”, she said.", 3)])
def test_words_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert Sentence(FILE, 1, text).words == count


def test_long_words_in_long_sentences_are_for_older_readers() -> None:
    assert reading(EASY).age < 8
    assert reading(HARD).age > OLDEST
    assert reading(f"{EASY} {HARD}").age > reading(EASY).age


def test_an_item_of_a_list_is_no_part_of_the_next_sentence() -> None:
    items = tuple(Sentence(FILE, line, "what you saw") for line in range(1, 30))
    assert PageReading("/page/", items).age < 8


def test_a_sentence_may_have_as_many_words_as_the_limit_and_not_one_more() -> None:
    most = " ".join(["go"] * MOST_WORDS)
    assert list(reading(f"{most}.").slips()) == []
    (slip,) = reading(f"{most} on.").slips()
    assert str(slip) == "page.md:1: a sentence of 36 words; 35 is the most"


def test_a_hard_page_is_a_slip_and_a_hard_line_is_not() -> None:
    assert list(reading(HARD).slips()) == []
    (slip,) = reading(" ".join([HARD] * 20)).slips()
    assert re.match(r"page.md:1: its reading age is [\d.]+; 16.0 is the most", str(slip))


def test_what_anybody_may_have_to_read_must_be_easier() -> None:
    fair = " ".join([EASY, "The organisation considers alternative information carefully before it answers."] * 8)
    assert list(reading(fair, name="/guidance/").slips()) == []
    assert len(list(reading(f"{fair} {HARD} {HARD}", name="/help/").slips())) == 1
    assert list(reading(f"{fair} {HARD} {HARD}", name="/guidance/").slips()) == []


def test_every_written_page_every_flow_and_every_form_is_read() -> None:
    library = load_library(ROOT / "content", show_unverified_numbers=True)
    names = [one.name for one in readings(library)]
    pages = [page.address for page in library.written]
    flows = [flow.address(page.id) for flow in library.flows.values() for page in flow.pages]
    assert sorted(names) == sorted([*pages, *flows, *(f"/forms/{slug}/" for slug in library.forms)])


def test_the_sites_own_words_pass_and_the_report_starts_with_the_hardest_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(ROOT / "content", tmp_path / "reading.txt") == 0
    text = (tmp_path / "reading.txt").read_text("utf-8")
    ages = [float(line.split()[0]) for line in text.split("\n\n")[0].splitlines()[1:]]
    assert ages == sorted(ages, reverse=True)
    assert text.endswith("Unexplained abbreviations\nnone\n")
    assert f"reading age at most {ages[0]}" in capsys.readouterr().out


def test_a_sentence_that_runs_on_fails_by_file_and_line(
    changed: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = changed(f"Short.\nOn {'and on ' * 30}. The SAI.")
    last = len((content / "pages" / "contact.md").read_text("utf-8").splitlines())
    assert main(content, tmp_path / "reading.txt") == 1
    slip = f"{content}/pages/contact.md:{last}: a sentence of 61 words; 35 is the most"
    assert capsys.readouterr().err.splitlines() == [slip]
    text = (tmp_path / "reading.txt").read_text("utf-8")
    assert f"{content}/pages/contact.md:{last}: On and on" in text
    assert "SAI is not explained" in text


def test_content_that_cannot_be_read_is_named_and_leaves_no_report(
    changed: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = changed("")
    (content / "pages" / "help.md").write_text("no front matter", "utf-8")
    assert main(content, tmp_path / "reading.txt") == 1
    assert "help.md:1: a page starts with front matter" in capsys.readouterr().err
    assert not (tmp_path / "reading.txt").exists()


def test_a_question_of_a_form_is_named_by_its_line() -> None:
    library = load_library(ROOT / "content", show_unverified_numbers=True)
    concern = next(one for one in readings(library) if one.name == "/forms/concern/")
    for one in concern.sentences:
        line = one.path.read_text("utf-8").splitlines()[one.line - 1]
        assert one.text.split()[0].strip("“") in line
