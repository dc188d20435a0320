"""A summary's file: what it says is read, and everything wrong with it is named by file and line, at once."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from cmr.command import main as command
from cmr.errors import ContentError, ContentErrors
from cmr.files import quick_schema
from cmr.gate.standing import Held, Published, Refused, Withdrawn, standing
from cmr.summaries.file import LARGEST
from cmr.summaries.schema import _SummarySchema
from cmr.summaries.summary_files import load_summaries, read_summary
from cmr.summaries.wrong_summaries import account, accounts, overdue_summaries, wrong_summaries
from cmr.summary import Month
from complete_summary import CONTENT, TEXT, TODAY, collection, complete, known
from slips import OF_ANY_TYPE

BODY = 124
"""The line on which the example's text starts."""
FIRST = "Robin lived with family and was known to two services."
G6 = 'who = ["SBNI Chair"]\nwhen = 2026-06-30\nevidence = "Record 06'

MATTER = [
    # what stands in the example, what is written instead, the line, what the message says
    ("+++\ntitle", "title", 1, "starts with front matter"),
    ("+++\n\nRobin", "\nRobin", 1, "is not closed"),
    ('title = "A plan', "title = A plan", 2, "is not TOML"),
    ("review = 2028-09-01", "review = 2028-02-30", 16, "is not TOML"),
    ('title = "A plan that nobody measured"', "title = 7", 2, "title: write it as text"),
    ('title = "A plan that nobody measured"', 'title = ""', 2, "title: it is empty"),
    ('title = "A plan that nobody measured"\n', "", 2, "title: it is missing"),
    ('pseudonyms = ["Hazel"]', 'pseudonyms = "Hazel"', 5, "pseudonyms: write it as a list of texts"),
    ('pseudonyms = ["Hazel"]', 'pseudonyms = ["Hazel", ""]', 5, "pseudonyms: a text in this list is empty"),
    ('pseudonyms = ["Hazel"]', 'pseudonyms = ["Hazel", "Hazel"]', 5, "pseudonyms: 'Hazel' is there twice"),
    ('kind = "significant-harm"', 'kind = "accident"', 6, "kind: 'accident' is not in the list"),
    ('age_band = "5-to-9"', 'age_band = "7"', 7, "age_band: '7' is not in the list"),
    ('published = "2026-09"', "published = 2026-09-08", 8, "published: write a year and month"),
    ('published = "2026-09"', 'published = "2026-13"', 8, "published: write a year and month"),
    ('published = "2026-09"', 'published = "1926-09"', 8, "published: write a year and month"),
    ('published = "2026-09"', 'published = "2026-08"', 8, "published: it cannot have been published in August 2026"),
    ('"child-protection-planning"]', '"planning"]', 9, "themes: 'planning' is not in the list: choose from "),
    ('themes = ["neglect", "child-protection-planning"]', "themes = []", 9, "themes: the list is empty"),
    ('"education"]', '"school"]', 10, "agencies: 'school' is not in the list"),
    ('support = ["danger", "talk"]', 'support = ["anger"]', 15, "support: 'anger' is not in the list"),
    ("review = 2028-09-01", 'review = "in two years"', 16, "review: Write a date"),
    ("review = 2028-09-01", "review = 2028-09-01T10:00:00", 16, "review: Write a date"),
    ("review = 2028-09-01", "reviewed = 2028-09-01", 16, "reviewed: there is no such key here"),
    ("review = 2028-09-01", "review = 2028-09-01\ninvented = true", 17, "invented: an invented summary belongs in"),
    ("review = 2028-09-01", 'review = 2028-09-01\ninvented = "no"', 17, "invented: write true or false"),
    (
        "review = 2028-09-01",
        "review = 2028-09-01\nwithdrawn = 2026-08-31",
        17,
        "withdrawn: it cannot be withdrawn before",
    ),
    ("review = 2028-09-01", "review = 2028-09-01\npublish_on = 2026-10-01", 8, "allow it from 2026-10-01"),
    ("regional = true", 'regional = "true"', 21, "recommendations.1.regional: write true or false"),
    ("regional = true\n", "", 18, "recommendations.1.regional: it is missing"),
    ("timed =", "time =", 26, "recommendations.1.time: there is no such key"),
    (
        "regional = true",
        'regional = true\nthemes = ["hope"]',
        22,
        "recommendations.1.themes: 'hope' is not in the list",
    ),
    ('what = "inquest"', 'what = "rumour"', 29, "processes.1.what: 'rumour' is not in the list"),
    (
        'status = "closed"',
        'status = "over"',
        30,
        "processes.1.status: 'over' is not in the list: choose from closed, open",
    ),
    (G6, G6.replace("2026-06-30", "2026-11-24"), 60, "gate.G6.when: 2026-11-24 is in the future"),
    (G6, G6.replace("2026-06-30", '"June"'), 60, "gate.G6.when: write a date"),
    (G6, G6.replace('["SBNI Chair"]', "[]"), 59, "gate.G6.who: G6 is approved by nobody"),
    (G6, G6.replace('["SBNI Chair"]', '[" "]'), 59, "gate.G6.who: G6 is approved by nobody"),
    (G6, G6.replace('who = ["SBNI Chair"]\n', ""), 58, "gate.G6.who: G6 is approved by nobody"),
    (G6, G6.replace('["SBNI Chair"]', '"SBNI Chair"'), 59, "gate.G6.who: write the posts"),
    (G6, f'note = "in hand"\n{G6}', 59, "gate.G6.note: there is no such key"),
    (G6, f'not_applicable = "hurry"\n{G6}', 59, "gate.G6.not_applicable: G6 always applies"),
    ('evidence = "Record 05', 'not_applicable = "hurry"\nevidence = "Record 05', 56, "it knows no-legal-question"),
    ("[gate.G6]", "[gate.G19]", 58, "gate.G19: there is no precondition G19"),
    ("\n+++\n\nRobin", "\nwithdrawn = 2026-12-01\n+++\n\nRobin", 122, "goes above the first [[table]]"),
    ("[[recommendations]]", "[recommendations]", 18, "recommendations: write each as a [[recommendations]] table"),
    ("[[processes]]", "[processes]", 28, "processes: write each as a [[processes]] table"),
    ("[gate.G1]", "[[gate.G1]]", 33, "gate.G1: write it as a table of its own"),
]

MARKDOWN = [
    # what stands in place of the first sentence, how many lines further on the mistake is, what the message says
    ("### Too deep", 0, "a heading of level 3 cannot stand here"),
    ("# A title", 0, "a heading of level 1 cannot stand here"),
    ("Title\n=====", 0, "a heading of level 1 cannot stand here"),
    ("##Heading", 0, "a heading has a space after its #"),
    ("One line\nand a<br>break", 1, "HTML does not work here"),
    ("<div>\nA box\n</div>", 0, "HTML does not work here: write it as Markdown, or take out <div>"),
    ("<!-- to do -->", 0, "HTML does not work here"),
    ("<script>alert(1)</script>", 0, "a script must not stand here"),
    ("A <img src=x onerror=alert(1)> here", 0, "a script must not stand here"),
    ("[here](javascript:alert(1))", 0, "a link may not start with javascript"),
    ("[here](JavaScript&#58;alert(1))", 0, "a link may not start with JavaScript"),
    ("[here][x]\n\n[x]: data:text/html,hello", 0, "a link may not start with data"),
    ("<vbscript:msgbox>", 0, "a link may not start with vbscript"),
    ("[here](//example.org/)", 0, "a link has no whole address"),
    ("[here]()", 0, "a link has no whole address"),
    ("[here](https://example.org/", 0, "a link is not closed"),
    ("[here][nowhere]", 0, "a link has no address"),
    ("[the letter](letter.pdf)", 0, "there is no file "),
    ("One\ntwo [the letter](../letter.pdf)", 1, "there is no file "),
    ("![A chart](chart.png)", 0, "there is no file "),
    ("![](chart.png)", 0, "has no words for people who cannot see it"),
    ("![chart.png](chart.png)", 0, "has no words for people who cannot see it"),
    ("![A chart](https://example.org/chart.png)", 0, "is not a file of this summary"),
    ("![A chart](/assets/chart.png)", 0, "is not a file of this summary"),
    ("**Bold words", 0, "** is opened and not closed"),
    ("**Bold **words", 0, "** is opened and not closed"),
    ("A `word", 0, "` is opened and not closed"),
    ("```\ncode", 0, "``` is opened and not closed"),
    ("```\ncode\n```", 0, "shown as program code"),
    ("    four spaces", 0, "shown as program code"),
    ("{{ contact }}", 0, "an insert such as"),
    ("`{{ contact }}`", 0, "an insert such as"),
    ("![A chart](chart.png#top)", 0, "is named by its file alone"),
    ("__Bold words", 0, "__ is opened and not closed"),
    ("| A | B |\n|---|---|\n| 1 | 2 |\n| 1 |", 3, "this row of the table has 1 cells and its head has 2"),
    ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", 2, "this row of the table has 3 cells and its head has 2"),
    ("| A | B |\n|---|\n| 1 | 2 |", 0, "this table is broken"),
    ("| A | B |\n| 1 | 2 |", 0, "this table is broken"),
]


def problems(file: Path) -> list[ContentError]:
    """Everything that reading the file complains of."""
    with pytest.raises(ContentError) as refused:
        read_summary(file, known(), TODAY)
    return list(refused.value.problems) if isinstance(refused.value, ContentErrors) else [refused.value]


# What is read


def test_the_example_says_what_it_says() -> None:
    summary = complete()
    assert (summary.slug, summary.address) == ("complete", "/summaries/complete/")
    assert (summary.published, summary.published.in_words) == (Month(2026, 9), "September 2026")
    assert summary.recommendations[0].themes == summary.themes
    assert summary.gate["G10"].who == ("Professional Officer", "Publishing Editor")
    assert summary.file.body_line == BODY - 1
    assert pickle.loads(pickle.dumps(summary)) == summary  # noqa: S301 - our own


def test_a_file_with_the_line_ends_and_the_mark_of_another_system_reads_the_same(tmp_path: Path) -> None:
    file = collection(tmp_path, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    read = read_summary(file, known(), TODAY)
    assert (read.title, read.gate, read.file.body) == (complete().title, complete().gate, complete().file.body)


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for name, month in (("old.md", "2026-09"), ("new.md", "2026-11"), ("also-new.md", "2026-11")):
        collection(tmp_path, TEXT.replace('"2026-09"', f'"{month}"'), name)
    assert [one.slug for one in load_summaries(tmp_path, today=TODAY)] == ["also-new", "new", "old"]


def test_an_invented_summary_is_read_only_where_somebody_asks_for_it(tmp_path: Path) -> None:
    collection(tmp_path, TEXT.replace("review =", "invented = true\nreview ="), "invented/example.md")
    assert load_summaries(tmp_path, today=TODAY) == ()
    assert [one.slug for one in load_summaries(tmp_path, today=TODAY, invented=True)] == ["example"]


def test_an_empty_collection_is_no_mistake(tmp_path: Path) -> None:
    collection(tmp_path).unlink()
    assert load_summaries(tmp_path, today=TODAY, invented=True) == ()


# What is wrong


@pytest.mark.parametrize(("good", "bad", "line", "says"), MATTER)
def test_a_mistake_in_the_front_matter_is_named_by_file_and_line(
    tmp_path: Path, good: str, bad: str, line: int, says: str
) -> None:
    assert TEXT.count(good) >= 1
    file = collection(tmp_path, TEXT.replace(good, bad, 1))
    [problem] = problems(file)
    assert says in problem.problem
    assert (problem.path, problem.line) == (file, line)


@pytest.mark.parametrize(("text", "further", "says"), MARKDOWN)
def test_a_mistake_in_the_text_is_named_by_file_and_line(tmp_path: Path, text: str, further: int, says: str) -> None:
    file = collection(tmp_path, TEXT.replace(FIRST, f"{text}\n\n"))
    found = [problem for problem in problems(file) if says in problem.problem]
    assert [(problem.path, problem.line) for problem in found] == [(file, BODY + further)]


@pytest.mark.parametrize(
    "text",
    [
        "#1 of two, signed: ______, 2 ** 3, https://example.org/a__b and snake_case",
        "| A | B |\n|---|---|\n| #1 | 2 |\t\n| 3 > | 4 |",
        "Words [in a reference][one].\n\n[one]: https://example.org/",
    ],
)
def test_a_harmless_text_is_taken_as_it_is(tmp_path: Path, text: str) -> None:
    read_summary(collection(tmp_path, TEXT.replace(FIRST, f"{text}\n\n")), known(), TODAY)


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (TEXT.encode("utf-16"), 1, "it is not UTF-8 text"),
        (TEXT.replace("Hazel, a", "Hazél, a").encode("latin-1"), 135, "it is not UTF-8 text"),
        (TEXT.encode() + b"word " * LARGEST, 1, "it has 5.0 MB, and a summary at most 1"),
        (TEXT[: TEXT.index("Robin lived")].encode(), BODY - 1, "there is no text here"),
        (TEXT.replace("they visited", "they\x08 visited").encode(), 130, "a control character stands in this line"),
        (TEXT.replace("A plan that", "A plan\\u0008 that").encode(), 2, "a control character stands in this line"),
        (b"", 1, "starts with front matter"),
        (b"\x00" * 100, 1, "a control character stands in this line"),
    ],
)
def test_a_file_that_cannot_be_a_summary_is_refused(tmp_path: Path, raw: bytes, line: int, says: str) -> None:
    file = collection(tmp_path, raw)
    [problem] = problems(file)
    assert says in problem.problem
    assert (problem.path, problem.line) == (file, line)


def test_everything_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    text = (
        TEXT.replace('"danger", "talk"', '"anger"')
        .replace("regional = true", "regional = 1")
        .replace("### At", "#### At")
    )
    file = collection(tmp_path, text.replace('"5-to-9"', "5"))
    assert [(one.line, one.problem.split(":")[0]) for one in problems(file)] == [
        (7, "age_band"),
        (21, "recommendations.1.regional"),
        (133, "a heading of level 4 cannot stand here"),
    ]
    with pytest.raises(ContentErrors) as refused:
        load_summaries(tmp_path, today=TODAY)
    assert str(refused.value).count(f"{file}:") == 3
    copy = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 - our own
    assert (str(copy), copy.line) == (str(refused.value), 7)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Complete.md", "its name is its address"),
        ("a_plan.md", "its name is its address"),
        ("a--plan.md", "its name is its address"),
        ("recommendations.md", "is a page of the site itself"),
        ("more/a-plan.md", "only summaries (.md) and"),
        ("a-plan.html", "only summaries (.md) and"),
        ("a-plan.markdown", "only summaries (.md) and"),
        ("a-plan.svg", "only summaries (.md) and"),
        ("a-plan.pdf", "no documents lie here"),
        ("a-plan.DOCX", "no documents lie here"),
        ("complete/notes.odt", "no documents lie here"),
        ("figures.xlsx", "no documents lie here"),
        ("chart.png", "a picture lies in a folder that has the name of its summary"),
        ("other/chart.png", "a picture lies in a folder that has the name of its summary"),
        ("complete/My Chart.png", "write the name of a picture in lower-case words"),
        ("invented/complete.md", "has the same address"),
        ("invented/iar.md", "this looks like an Individual Agency Review report"),
    ],
)
def test_nothing_else_may_lie_in_the_folder(tmp_path: Path, name: str, says: str) -> None:
    collection(tmp_path)
    file = collection(tmp_path, TEXT, name)
    with pytest.raises(ContentError) as refused:
        load_summaries(tmp_path, today=TODAY)
    assert (refused.value.path, refused.value.line) == (file, 1)
    assert says in refused.value.problem


def test_among_the_invented_nothing_is_real(tmp_path: Path) -> None:
    file = collection(tmp_path, TEXT, "invented/example.md")
    [problem] = problems(file)
    assert "all in the folder invented/ say `invented = true`" in problem.problem


@pytest.mark.parametrize(
    ("changed", "line", "says"),
    [
        (("noindex = true", 'noindex = "perhaps"'), 15, "noindex"),
        (("least_shared = 3", "least_shared = 0"), 12, "least_shared"),
        (('id = "domestic-abuse"', 'id = "neglect"'), 64, "the id 'neglect' is written twice"),
        (('title = "Neglect"', 'name = "Neglect"'), 60, "there is no"),
    ],
)
def test_a_slip_in_the_lists_names_file_and_line(
    tmp_path: Path, changed: tuple[str, str], line: int, says: str
) -> None:
    collection(tmp_path)
    lists = tmp_path / "summaries.toml"
    lists.write_text(lists.read_text("utf-8").replace(*changed), encoding="utf-8")
    [problem] = wrong_summaries(tmp_path)
    assert problem.path == lists


# What the check says


def test_a_draft_is_no_mistake_and_the_check_says_what_it_lacks(tmp_path: Path) -> None:
    collection(tmp_path, TEXT[: TEXT.index("[gate.G1]")] + TEXT[TEXT.index("+++\n\nRobin") :])
    assert list(wrong_summaries(tmp_path)) == []
    [told] = accounts(tmp_path)
    assert "not public, and nothing is wrong with that while it is being prepared" in told
    assert told.count("\n    G") == 18


@pytest.mark.parametrize(
    ("line", "day", "kind", "says"),
    [
        ("", date(2026, 9, 8), Published, "published since Tuesday 8 September 2026."),
        ("", date(2026, 9, 7), Refused, "not public"),
        ("publish_on = 2026-09-20", date(2026, 9, 8), Held, "held until Sunday 20 September 2026 because `publish_on`"),
        ("withdrawn = 2026-10-01", date(2026, 9, 8), Published, "until it is withdrawn on Thursday 1 October 2026"),
        ("withdrawn = 2026-10-01", date(2026, 10, 1), Withdrawn, "withdrawn on Thursday 1 October 2026"),
    ],
)
def test_the_check_says_where_a_summary_stands(tmp_path: Path, line: str, day: date, kind: type, says: str) -> None:
    file = collection(tmp_path, TEXT.replace("review =", f"{line}\nreview ="))
    summary = read_summary(file, known(), TODAY)
    assert isinstance(standing(summary, day), kind)
    assert says in account(summary, day)


def test_a_summary_that_is_due_for_review_stays_and_somebody_is_reminded(tmp_path: Path) -> None:
    file = collection(tmp_path, TEXT.replace("review = 2028-09-01", "review = 2026-11-01"))
    assert isinstance(standing(read_summary(file, known(), TODAY), TODAY), Published)
    [reminder] = overdue_summaries(tmp_path)
    assert (reminder.path, reminder.line) == (file, 16)
    assert "was due for review on Sunday 1 November 2026" in reminder.what


def test_the_check_of_the_content_tells_of_every_summary() -> None:
    result = CliRunner().invoke(command, ["check", "--content", str(CONTENT)])
    assert result.exit_code == 0, result.output
    for summary in load_summaries(CONTENT, today=TODAY, invented=True):
        assert f"{summary.file.path}: " in result.output


# Reading quickly


@given(st.data())
def test_what_is_read_quickly_is_what_the_schema_reads(data: st.DataObject) -> None:
    matter = complete().file.matter.data
    key = data.draw(st.sampled_from(sorted(matter)))
    other = data.draw(st.sampled_from([*matter.values(), "", " x ", [], [""], ["a", "a"], 7, True, None, {}, [{}]]))
    changed = {name: value for name, value in {**matter, key: other}.items() if value is not None}
    assert _loaded(quick_schema.load, changed) == _loaded(lambda schema, rows: schema.load(rows), changed)


def _loaded(load: Callable[[Schema, dict[str, Any]], Any], matter: dict[str, Any]) -> Any:
    try:
        return load(_SummarySchema(), matter)
    except ValidationError as refused:
        return refused.messages


def lines_with(value: str) -> Iterator[str]:
    """The example with that value: in each of its lines in turn, and in each line that it could have as well."""
    lines = TEXT.split("\n")[: BODY - 2]
    rest = TEXT.split("\n")[BODY - 2 :]
    for at, line in enumerate(lines):
        if re.match(r"\w+ = ", line):
            yield "\n".join([*lines[:at], f"{line.partition(' = ')[0]} = {value}", *lines[at + 1 :], *rest])
        if line.startswith("[gate."):
            yield "\n".join([*lines[: at + 1], f"not_applicable = {value}", *lines[at + 1 :], *rest])
    for key in _SummarySchema().fields:
        if not re.search(rf"^(\[+)?{key}\b", TEXT, re.MULTILINE):
            yield "\n".join([lines[0], f"{key} = {value}", *lines[1:], *rest])


@pytest.mark.parametrize("value", OF_ANY_TYPE)
def test_whatever_stands_in_whichever_line_an_editor_is_told_of_it(tmp_path: Path, value: str) -> None:
    file = tmp_path / "complete.md"
    told = 0
    for text in lines_with(value):
        file.write_text(text, encoding="utf-8")
        with suppress(ContentError):  # and of nothing else
            read_summary(file, known(), TODAY)
            continue
        told += 1
    assert told > 30
