"""A text in pieces: what is found in it, where it stands, and what must not stand in any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile, page_file
from cmr.files.toml_file import TomlFile
from cmr.markdown import parsing
from cmr.markdown.parsing import LINK, TEXT, Parsed, parse
from cmr.markdown.refusals import DEEPEST, refusals

FIRST_LINE = 3


def page(text: str) -> PageFile:
    return page_file(Path("a.md"), f"+++\n+++\n{text}\n")


def read(text: str) -> Parsed:
    return parse(page(text))


def refused(text: str) -> list[tuple[int, str]]:
    """What is wrong with a text, each with its line: the first line is 0."""
    return [(problem.line - FIRST_LINE, problem.problem) for problem in refusals(read(text))]


def test_the_words_of_a_text_are_found_block_by_block_with_their_lines() -> None:
    text = read(
        "Élan one\ngoes on\n\n## A **bold** heading\n\n- one\n- two `code`\n\n| a | b |\n|---|---|\n| 1 | ünlike |"
    )
    found = [(run.block.name, text.line(run.block) - FIRST_LINE, run.words) for run in text.runs()]
    assert found == [
        ("Paragraph", 0, "Élan one\ngoes on"),
        ("Heading", 3, "A bold heading"),
        ("Item", 5, "one"),
        ("Item", 6, "two code"),
        ("TableCell", 8, "a"),
        ("TableCell", 8, "b"),
        ("TableCell", 10, "1"),
        ("TableCell", 10, "ünlike"),
    ]


def test_a_link_is_found_on_the_line_that_it_is_on_whatever_stands_before_it() -> None:
    text = read("Ünïcode “quotes” 😀\nand [one](/help/)\n\n> quoted\n> and [two][b]\n\n[b]: /panel/")
    found = [(text.line(piece) - FIRST_LINE, piece.detail.address) for piece in text.opening(LINK)]
    assert found == [(1, "/help/"), (4, "/panel/")]


@given(st.text())
def test_every_piece_starts_and_ends_inside_the_text_and_what_opens_closes(words: str) -> None:
    text = parse(file := PageFile(TomlFile(Path("a.md"), ""), words.replace("\r", "\n"), body_line=1))
    size = len(file.body.encode())
    assert all(0 <= piece.start <= piece.end <= size for piece in text.pieces)
    assert sum(piece.turn for piece in text.pieces) == 0


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("One\n\n#### Deep", 2, "a heading of level 4 cannot stand here: start at ## and skip no level"),
        ("One <b>bold", 0, "HTML does not work here: write it as Markdown, or take out <b>"),
        ("<div>\nwords\n</div>", 0, "HTML does not work here: write it as Markdown, or take out <div> words </div>"),
        ("> One\n> <script>", 1, "a script must not stand here: take out <script>"),
        ("One\n\n```\ncode\n```", 2, "this would be shown as program code: take out the spaces or marks before it"),
        ("One\n\n~~~\ncode", 2, "~~~ is opened and not closed"),
        ("[a](javascript:b)", 0, "a link may not start with javascript: link to a page, https:// or an address"),
        ("One\n[a](</a b>)", 1, "an address has a space, a \\ or something that nobody sees in it: write it without"),
        (r"[a](/\example.org)", 0, "an address has a space, a \\ or something that nobody sees in it"),
        ("One\n\nTwo &#8;", 2, "a control character stands in this line, which nobody sees: write it again"),
        ("One\n\n##", 2, "a heading has no words"),
        ("## A\n\n### B\n\n#### C\n\n##### D\n\n###### E", 8, "a heading of level 6 is too deep"),
        ("One\n\n[Mother]: No.", 2, "[Mother]: gives a link an address, and no link here is called so"),
        ("[One]\n\n[one]: /a/\n[two]: /b/", 3, "[two]: gives a link an address"),
        ("[x](?q=1)", 0, "an address starts with https:// or with the / of a page of this site"),
        ("[x](1:2)", 0, "an address starts with https://"),
        ("One\n[x](/help&#8203;/)", 1, "an address has a space, a \\ or something that nobody sees in it"),
        ("One\nAo&#8203;ife", 1, "a character (U+200B) stands in this line, which nobody sees"),
        ("One\n&#8238;efioA", 1, "a character (U+202E) stands in this line, which nobody sees"),
        (f"|{'a|' * 21}\n|{'-|' * 21}", 0, "a table of 21 columns cannot be read: 20 are the most"),
        (f"One\n\n{'> ' * DEEPEST}words", 2, "too many quotations, lists or marks stand inside one another here"),
        (f"One\n\n{'- ' * DEEPEST}words", 2, "too many quotations, lists or marks stand inside one another here"),
    ],
)
def test_what_no_page_may_hold_is_named_with_its_line(text: str, line: int, says: str) -> None:
    [(at, problem)] = refused(text)
    assert at == line
    assert says in problem


@pytest.mark.parametrize(
    "text",
    [
        "A score of 3 < 5, and 5 > 3; R&D; <3; a <- b -> c; x<y",
        "- A list\n  - in a list\n    - in a list with **a [link](https://example.org/) in bold**",
        "> A quotation\n>\n> - with a list",
        "[Write](mailto:name@example.org) or [call](tel:+442896496000), or see [this](#that) and [the next](/help/#in)",
        "| A | B |\n|---|--:|\n| 1 | 2 |",
        "A word in `typewriter`  \nand a new line\\\nand another.\n\n---\n\nEnd.",
    ],
)
def test_a_harmless_line_comes_through(text: str) -> None:
    assert refused(text) == []


def test_a_text_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(ContentError, match=r"a\.md:3: this text has 100,002 characters, and at most 100,000 are read"):
        read("a" * 100_001)


@pytest.mark.parametrize("failure", [RuntimeError, type("PanicException", (BaseException,), {})])
def test_a_text_that_makes_the_parser_fail_is_told_to_its_editor(
    monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    class Failing:
        def events_with_range(self, *_: object, **__: object) -> object:
            raise failure("unreachable")

    monkeypatch.setattr(parsing, "_PARSER", Failing())
    with pytest.raises(ContentError, match=r"a\.md:3: this text cannot be read as Markdown"):
        read("A text that nothing else has read before")


def test_whoever_ends_the_program_is_not_stopped_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended:
        def events_with_range(self, *_: object, **__: object) -> object:
            raise KeyboardInterrupt

    monkeypatch.setattr(parsing, "_PARSER", Ended())
    with pytest.raises(KeyboardInterrupt):
        read("Another text that nothing else has read before")


def test_what_else_the_parser_can_do_is_off() -> None:
    text = '~~struck~~ $x$ H~2~O\n\n- [ ] task\n\n[^1]\n\n[^1]: a note\n\n# T {#id .class}\n\n[[wiki]] -- "quotes" ...'
    names = {piece.name for piece in read(text).pieces}
    assert names <= parsing.DRAWN
    assert '"quotes" ...' in read(text).words
    assert {piece.name for piece in read("words").pieces} == {"Paragraph", TEXT}
