"""Written words on a page: no element, attribute or address but those on the list, whatever somebody writes.

The list is written here again on purpose, and the pages are read by a parser that the site does not use.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile, page_file
from portal.pages.drawing import ids_of_templates
from portal.summaries.page_text import prose_of
from portal.words import fence
from portal.words.prose import Setting, draw

FUZZED = int(os.environ.get("FUZZED", "1500"))
"""How many texts each fuzz writes: FUZZED=100000 for a long night."""
ATTRIBUTES: dict[str, set[str]] = {
    **{f"h{level}": {"id", "class"} for level in range(2, 7)},
    **{tag: {"class"} for tag in ("p", "ul", "li", "blockquote", "hr", "table", "thead", "tbody", "tr")},
    **{tag: set() for tag in ("em", "strong", "code", "br")},
    "ol": {"class", "start"},
    "th": {"class", "scope"},
    "td": {"class", "data-label"},
    "a": {"class", "href", "title"},
    "img": {"src", "alt", "title"},
}
LEADS_OUT = re.compile(r"[\x00-\x20]*(?:(?!https?:|mailto:|tel:)[a-z][\w+.-]*:|[/\\]{2})", re.IGNORECASE)


def page(text: str) -> PageFile:
    return page_file(Path("a.md"), f"+++\n+++\n{text}\n")


def tree(html: str) -> Any:
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def strangers(html: str) -> Iterator[str]:
    """Everything on a page that is not on the list, as a browser reads it."""
    for element in tree(html).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in ATTRIBUTES:
            yield str(element.tag)
            continue
        yield from (f"{element.tag} {name}" for name in element.attrib.keys() - ATTRIBUTES[element.tag])
        for name in ("href", "src"):
            if LEADS_OUT.match(element.attrib.get(name, "")):
                yield f"{element.tag} {name}={element.attrib[name]}"


WAYS = [
    # what an earlier reader did not see: it looked no further than twenty levels
    "> " * 20 + '<meta http-equiv="refresh" content="0;url=https://example.org/">',
    "- " * 40 + "<script>alert(1)</script>",
    "1. " * 19 + '<base href="https://example.org/">',
    # every kind of HTML block, and HTML in every place
    "<script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<pre>\n<b>x</b>\n</pre>",
    "<textarea>\n</textarea><svg onload=alert(1)>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<?php x ?>",
    "<!DOCTYPE html>",
    "<![CDATA[<b>]]>",
    "<iframe src='https://example.org/'>",
    "<custom-element onclick='x'>",
    "</p></main><form action='https://example.org/'>",
    "Words <a href='https://example.org/' onclick=x>here</a>",
    "## A <meta http-equiv=refresh content=0> heading",
    "- in a <b>list</b>",
    "| <b>a</b> |\n|---|\n| <i>1</i> |",
    "[a <b>link</b>](/help/)",
    "**<b>**",
    "\u00a0<b>after what nobody sees</b>",
    # addresses
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](&#106;avascript&colon;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#1;javascript:alert(1))",
    "[x](<&nbsp;javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://example.org/x)",
    "[x](//example.org/)",
    r"[x](/\example.org/)",
    r"[x](\\example.org/)",
    "[x](/&#9;/example.org/)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[y]\n\n[y]: <data:text/html,x> 'words'",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "![a](//example.org/a.png)",
]
AS_WORDS = [
    # what might leave an attribute, or is HTML elsewhere
    ("[x](/help/ 'a\" onclick=\"b')", 'a" onclick="b'),
    ("[x](/help/ \"a' onclick='b\")", "a' onclick='b"),
    ('[x](/help/"onclick="b)', "x"),
    ("<https://example.org/?a=%22onclick=b&c='d>", "https://example.org/?a=%22onclick=b&c='d"),
    (r"## \"\>\<script\>", '"><script>'),
    (r"| \"\>\<img src=x onerror=y\> |" "\n|---|\n| 1 |", '"><img src=x onerror=y>'),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
    ("&#60;b&#62;", "<b>"),
    (r"\<b>", "<b>"),
    ("a < b and b > c", "a < b and b > c"),
    ("<3 and <-", "<3 and <-"),
    ("< b>", "< b>"),
    ("`<b>`", "<b>"),
    ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ("Words {#id onclick=x} and $x$ and ~~y~~ and [^1] and [[wiki]]", "Words {#id onclick=x} and $x$ and ~~y~~"),
]


@pytest.mark.parametrize("taken", [False, True], ids=["page", "summary"])
@pytest.mark.parametrize("text", WAYS)
def test_a_way_past_the_gate_is_refused_with_file_and_line(text: str, taken: bool) -> None:
    file = page(f"Words before.\n\n{text}\n")
    with pytest.raises(ContentError) as refused:
        prose_of(file) if taken else draw(file)
    assert refused.value.line in (5, 7)  # of the text, or of what it refers to


@pytest.mark.parametrize(("text", "read"), AS_WORDS)
def test_what_only_looks_like_html_is_drawn_as_words(text: str, read: str) -> None:
    html = str(draw(page(text)).html)
    assert list(strangers(html)) == []
    said = "".join(tree(html).itertext()) + "".join(str(one.get("title")) for one in tree(html).iter("a"))
    assert read in said


HTML = st.sampled_from(
    ["<b>", "</b>", "<script>alert(1)</script>", "<img src=x onerror=y>", '<meta http-equiv="refresh" content="0">',
     "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<svg/onload=x>", "<a href='javascript:x'>", "<base href=//e>",
     "<p", ">", "<", "</", "&lt;", "&#60;", "&quot;", "&colon;", "&Tab;", "<x:y>", "<https://example.org/>",
     "<style>", "</style>", "<!doctype", "<div>\n", "\n</div>", "<textarea>", "<math><mtext>"]
)  # fmt: skip
MARKS = st.sampled_from(
    ["# ", "## ", "### ", "> ", "- ", "* ", "1. ", "2) ", "    ", "\t", "**", "*", "_", "__", "`", "``", "```", "~~~",
     "[", "](", ")", "](/help/", "![", "][a]", "\n\n[a]: ", "|", "\n|---|\n", "\n| ", " |", "\n---\n", "\n===\n", "\\",
     "\n", "\n\n", "  \n", " ", "javascript:", "data:", "//", "https://example.org/", "#", '"', "'", "(", "{{ x }}",
     "\x00", "\u2028", "\u00a0", "é", "word ", "A ", "<", ">"]
)  # fmt: skip
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
WRITTEN = st.lists(st.one_of(MARKS, HTML, MARKS, WORDS), min_size=1, max_size=25).map("".join)
INSIDE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["> " * 3, "- " * 3, "## ", "| a |\n|---|\n| ", "[", "![", "**", "[x](/a/ '", "[x](", "`", ""]),
        HTML,
        WRITTEN,
        st.sampled_from(["", " |", "](/b/)", "**", "')", ")", "`"]),
    ),
)


@settings(max_examples=FUZZED, deadline=None)
@given(st.one_of(WRITTEN, INSIDE))
def test_whatever_is_written_nothing_outside_the_list_is_drawn(text: str) -> None:
    with suppress(ContentError):  # and no other error
        assert list(strangers(str(prose_of(page(text)).html))) == []


@settings(max_examples=FUZZED, deadline=None)
@given(st.one_of(WRITTEN, INSIDE))
def test_the_fence_alone_would_refuse_what_a_careless_drawing_lets_through(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    if list(strangers(html)):
        assert fence.outside(html) is not None


@settings(max_examples=FUZZED, deadline=None)
@given(WRITTEN.filter(lambda text: text.isascii() and "|" not in text and "\\ " not in text))
def test_a_second_reader_of_markdown_finds_the_same_words_in_the_same_elements(text: str) -> None:
    """Tables and odd spaces are left to each, and the other loses a line break after a backslash and spaces."""
    try:
        ours = str(draw(page(text), setting=Setting(pictures=True)).html)
    except ContentError:
        assume(False)
    assert _outline(ours) == _outline(_OTHER.render(page(text).body))


_OTHER = MarkdownIt("commonmark", {"html": False})
_OTHER.validateLink = lambda url: True  # type: ignore[method-assign]


def _outline(html: str) -> list[str]:
    """The elements and words in their order, whatever space stands between them."""
    outline = []
    for element in tree(html).iter():
        outline += [str(element.tag), " ".join((element.text or "").split()), " ".join((element.tail or "").split())]
    return [part for part in outline if part]


def test_a_mistake_of_the_drawing_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.words.writer._escaped", lambda words: words)
    with pytest.raises(ContentError, match=r"a\.md:3: this text would put <b> on a page"):
        draw(page(r"\<b>bold\</b>"))


@pytest.mark.parametrize(
    ("html", "stranger"),
    [
        ('<p class="govuk-body">Words &lt;b&gt;</p>', None),
        ('<a href="/help/" class="govuk-link">x</a>', None),
        ('<td data-label="a &gt; b &lt; c">1</td>', None),
        ('<td data-label="a > b">1</td>', '<td data-label="a > b">1'),
        ("<p onclick=x>Words</p>", "<p onclick=x>Words"),
        ('<p onclick="y"" a>">', '<p onclick="y"" a>">'),
        ('<a href="<h2 id="a">">', '<a href="">'),
        ('<a onclick="y"" />">', '<a onclick="y"" />">'),
        ('"><"><br/><!--\n">', '<"><br/><!--\n">'),
        ("<p>Words<!-- x --></p>", "<!-- x -->"),
        ('<a href="javascript:x">x</a>', '<a href="javascript:x">'),
        ('<a href="&#1;javascript:x">x</a>', '<a href="&#1;javascript:x">'),
        ('<a href=" javascript:x">x</a>', '<a href=" javascript:x">'),
        ('<a href="//example.org">x</a>', '<a href="//example.org">'),
        ('<img src="data:x">', '<img src="data:x">'),
        ("<meta charset=x>", "<meta charset=x>"),
        ('<meta charset="x">', '<meta charset="x">'),
        ("<svg><p>x</svg>", "<svg>"),
        ('<body onload="x">', '<body onload="x">'),
        ("<!--", "<!--"),
        ("<?", "<?"),
        ("<p>Words</p></p>", "an element that does not end where it should"),
        ("<p>Words</p></div></main>", "</div>"),
        ("<p><em>Words</p>", "an element that does not end where it should"),
    ],
)
def test_the_fence_names_the_first_thing_that_is_not_on_the_list(html: str, stranger: str | None) -> None:
    html = f"<table><tbody><tr>{html}</tr></tbody></table>" if html.startswith("<td") else html
    assert fence.outside(html) == stranger


LISTED = st.sampled_from(sorted(fence.ELEMENTS))
NESTED = st.recursive(
    LISTED.map(lambda name: f"<{name}>" if name in fence.EMPTY else f"<{name}>words</{name}>"),
    lambda inside: st.builds(
        lambda name, held: f"<{name}>{''.join(held)}</{name}>", LISTED, st.lists(inside, max_size=3)
    ),
)
"""Elements of the list, put into one another without any sense."""


@settings(max_examples=FUZZED // 10, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(NESTED)
def test_what_the_fence_lets_stand_a_browser_reads_as_it_is_written(html: str) -> None:
    assume(fence.outside(html) is None)
    assert list(walked(tree(html))) == re.findall(r"</?[a-z0-9]+>", html)


def walked(element: Any) -> Iterator[str]:
    """The tags that a parser has made of a text, as they would be written."""
    for child in element:
        yield f"<{child.tag}>"
        yield from walked(child)
        if child.tag not in fence.EMPTY:
            yield f"</{child.tag}>"


def test_a_column_of_figures_stands_to_the_right_and_a_cell_carries_the_words_above_it() -> None:
    html = str(draw(page('| Year "A" | Cases |\n|:---|---:|\n| 2026 | 7 |')).html)
    assert '<td class="govuk-table__cell" data-label="Year &quot;A&quot;">2026</td>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="Cases">7</td>' in html
    assert '<th class="govuk-table__header govuk-table__header--numeric" scope="col">Cases</th>' in html


def test_a_heading_gets_an_id_that_nothing_else_on_the_page_has() -> None:
    headings = prose_of(page("## Learning\n\n## A *new* one\n\n### A new one\n\n## learning-2\n")).headings
    assert [one.id for one in headings] == ["learning-2", "a-new-one", "a-new-one-2", "learning-2-2"]


def test_words_of_a_heading_on_two_lines_stay_apart() -> None:
    assert [one.text for one in draw(page("Two\nlines\n---\n")).headings] == ["Two lines"]


def test_a_list_starts_at_its_own_number_and_a_picture_says_what_it_shows() -> None:
    html = str(prose_of(page("3. Three\n4. Four\n\n![A *chart* of `x`](chart.png)")).html)
    assert '<ol class="govuk-list govuk-list--number" start="3">' in html
    assert '<img src="chart.png" alt="A chart of x" />' in html


def test_a_picture_on_a_page_that_is_no_summary_is_refused() -> None:
    with pytest.raises(ContentError, match="a picture works in summaries alone"):
        draw(page("![A chart](chart.png)"))


def test_an_insert_takes_the_place_of_its_own_paragraph_and_of_no_other() -> None:
    tight = "- > These words are important\n  ***\n  {{ contact }}"
    with pytest.raises(ContentError, match=r"a\.md:5: an insert stands alone"):
        draw(page(tight), lambda *_: "<div>x</div>")
    drawn = draw(page(tight.replace("  {{", "\n  {{")), lambda *_: "<div>x</div>")
    assert "These words are important" in drawn.html
    assert "{{" not in drawn.html


def test_a_heading_whose_letters_no_address_holds_has_an_id_all_the_same() -> None:
    assert [one.id for one in draw(page("## 李\n\n## !\n")).headings] == ["part", "part-2"]


def test_the_ids_of_the_page_around_it_are_given_to_no_heading() -> None:
    headings = draw(page("## Main content\n\n## Calculator"), setting=Setting(taken=ids_of_templates())).headings
    assert [one.id for one in headings] == ["main-content-2", "calculator-2"]


@pytest.mark.parametrize("insert", ["{{ a }}", "- one\n\n  {{ a }}\n", "> {{ a }}"])
def test_an_insert_stands_where_its_paragraph_is(insert: str) -> None:
    drawn = draw(page(f"Before\n\n{insert}\n\nAfter"), lambda name, argument: f"<div>{name}{argument}</div>")
    assert "<div>a</div>" in drawn.html
    assert drawn.inserts == (("a", ""),)


@pytest.mark.parametrize(
    "text",
    [
        "`{{ a }}`",
        "**{{ a }}**",
        "[{{ a }}](/b/)",
        "Words {{ a }}",
        "## {{ a }}",
        "Words\n{{ a }}",
        "- {{ a }}",
        "| {{ a }} |\n|---|",
    ],
)
def test_an_insert_among_other_words_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="an insert stands alone between empty lines"):
        draw(page(text), lambda *_: "")


def test_every_element_of_the_list_is_one_that_the_drawing_makes() -> None:
    everything = (
        "Words **b** *e* `c` [a](/b/ 't') ![p](q.png 'r')  \nnext\n\n## H\n\n### H\n\n#### H\n\n##### H\n\n"
        "- i\n\n2. j\n\n> q\n\n---\n\n| a |\n|---|\n| b |"
    )
    both = [draw(page(everything), setting=Setting(deeper=deeper, pictures=True)).html for deeper in (0, 1)]
    made = {element.tag for html in both for element in tree(str(html)).iter()} - {"DOCUMENT_FRAGMENT"}
    assert made == ATTRIBUTES.keys()
    assert {tag: set(names) for tag, names in fence.ELEMENTS.items()} == ATTRIBUTES
