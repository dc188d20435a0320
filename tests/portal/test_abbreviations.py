"""A page says what an abbreviation is short for where it first uses it, and the glossary explains every one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from click.testing import CliRunner
from flask import Flask

from cmr.command import main as command
from cmr.process.roles import load_roles
from portal.checks.abbreviations import unexplained, unexplained_abbreviations
from portal.checks.sentences import blocks
from portal.pages.glossary import load_glossary
from portal.pages.page_files import load_pages
from portal.pages.short_forms import first_uses, short_forms
from portal.pages.site_map import all_addresses
from slips import refused, spoilt

ROOT = Path(__file__).parents[2]
PAGE = "pages/contact.md"
Written = Callable[..., list[str]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Checks a page with this body, which starts on line 6, and gives each complaint as "line: words"."""
    glossary, roles = load_glossary(ROOT / "content"), load_roles(ROOT / "content")

    def check(body: str, summary: str = "How to reach us.") -> list[str]:
        text = f'+++\ntitle = "XYZ"\nsummary = "{summary}"\nreviewed = 2026-11-23\n+++\n{body}\n'
        (tmp_path / "page.md").write_text(text, "utf-8")
        (page,) = load_pages(tmp_path)
        return [f"{one.line}: {one.problem}" for one in unexplained(blocks(page, roles), glossary)]

    return check


def test_every_page_explains_its_abbreviations() -> None:
    assert [str(problem) for problem in unexplained_abbreviations(ROOT / "content")] == []


@pytest.mark.parametrize(
    "body",
    [
        "A Case Management Review (CMR) is held. Each CMR has a plan.",
        "Case Management Reviews (CMRs) are held. A CMR has a plan.",
        "CMR is short for case management review.",
        "## The Case Management Review (CMR)\n\nA CMR is held.",
        "- **CMR**: Case Management\n  Review\n\nThe CMR.",
        "The GP read the PDF in the UK.",
        "Scripts cannot read it (`XYZ`).",
        "Section 17(2)(b)(iii), I think. O'Neill and McKay were there. A B C.",
    ],
)
def test_a_page_that_explains_what_it_uses_is_left_alone(written: Written, body: str) -> None:
    assert written(body) == []


def test_the_first_use_is_where_the_words_have_to_stand(written: Written) -> None:
    problems = written("Start.\n\nThe CMR is held.\n\nA Case Management Review (CMR) is held. The CMR ends.")
    assert problems == [
        "8: CMR is not explained where the page first uses it: write “Case Management Review (CMR)” there"
    ]


def test_a_summary_is_read_before_the_page(written: Written) -> None:
    (problem,) = written("The Individual Agency Review (IAR).", summary="What an IAR is.")
    assert problem.startswith("3: IAR is not explained")


def test_a_plural_and_a_mixed_abbreviation_are_found_in_a_list_and_in_a_table(written: Written) -> None:
    problems = written("- IARs\n\n| One | Two |\n|---|---|\n| the | MoU |")
    assert [problem[:6] for problem in problems] == ["6: IAR", "10: Mo"]


def test_an_abbreviation_that_the_glossary_does_not_have_is_reported(written: Written) -> None:
    (problem,) = written("The XYZ (Extremely Young Zebra) met.")
    assert problem.startswith("6: XYZ is not in glossary.toml")


def test_a_duty_is_read_where_the_page_shows_it(content: Path) -> None:
    page = content / "guidance" / "20-case-plan.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace('text = "include in', 'text = "include the SAI in'), "utf-8")
    line = text[: text.index('text = "include in')].count("\n") + 1
    (problem,) = (one for one in unexplained_abbreviations(content) if one.path == page)
    assert (problem.path, problem.line) == (page, line)
    assert problem.problem.startswith("SAI is not explained")


def test_the_check_of_the_content_reports_it(content: Path) -> None:
    with (content / PAGE).open("a", encoding="utf-8") as page:
        page.write("\nAsk the SAI.\n")
    result = CliRunner().invoke(command, ["check", "--content", str(content)])
    assert result.exit_code == 1
    assert re.search(r"contact\.md:\d+: SAI is not explained", result.output)


GLOSSARY = """everyday = ["UK"]

[[term]]
term = "Working day"
plain = "A day."
address = "/help/"

[[term]]
term = "Case Plan"
short = "CP"
plain = "A plan."
"""

MISTAKES = [
    ('term = "Case Plan"', 'term = "working day"', 9, "term: it is there twice"),
    ('plain = "A plan."', "", 8, "a term must also say 'plain'"),
    ('short = "CP"', 'short = "case"', 10, "'short' of a term must be letters, a capital first and last"),
    ('address = "/help/"', 'address = "help"', 6, "'address' of a term must be an address of this site"),
    ('address = "/help/"', 'link = "/help/"', 6, "a term cannot say 'link'"),
    ('everyday = ["UK"]', 'everyday = "UK"', 1, "write 'everyday' as a list of texts"),
]


def test_the_glossary_is_read_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text(GLOSSARY, "utf-8")
    glossary = load_glossary(tmp_path)
    assert [term.term for term in glossary.terms] == ["Case Plan", "Working day"]
    assert glossary.in_full == {"CP": "Case Plan"}
    assert glossary.everyday == {"UK"}


@pytest.mark.parametrize(("good", "bad", "line", "says"), MISTAKES)
def test_a_mistake_in_the_glossary_is_named_by_file_and_line(
    tmp_path: Path, good: str, bad: str, line: int, says: str
) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text(spoilt(GLOSSARY, good, bad), "utf-8")
    with refused(file, line, says):
        load_glossary(tmp_path)


def test_the_glossary_page_has_every_term_with_its_abbreviation(frozen: Path) -> None:
    page = (frozen / "glossary" / "index.html").read_text("utf-8")
    for term in load_glossary(ROOT / "content").terms:
        named = f"{term.term} ({term.short})" if term.short else term.term
        assert f"<strong>{named.replace(chr(39), '&#39;')}</strong>" in page


LISTS_OF_NAMES = ("/", "/changes/", "/search/", "/site-map/")
BLOCKS = ("caption", "dd", "div", "dt", "h2", "h3", "h4", "label", "legend", "li", "p", "td", "text", "th")
SKIPPED = ("code", "h1", "nav", "script")


def read_aloud(element: Element) -> Iterator[str]:
    """The words of an element, a piece for each heading, paragraph, item and cell."""
    pieces = [""]

    def read(one: Element) -> None:
        if one.tag in BLOCKS:
            pieces.append("")
        if one.tag not in SKIPPED:
            pieces[-1] += one.text or ""
            for inner in one:
                read(inner)
                pieces[-1] += inner.tail or ""
        if one.tag in BLOCKS:
            pieces.append("")

    read(element)
    yield from (" ".join(piece.split()) for piece in pieces)


def test_every_page_that_is_put_together_explains_its_abbreviations_too(app: Flask) -> None:
    glossary, client = load_glossary(ROOT / "content"), app.test_client()
    addresses = [one for one in all_addresses(app.extensions["library"]) if one not in LISTS_OF_NAMES]
    found = {}
    for address in addresses:
        main = next(html5lib.parse(client.get(address).text, namespaceHTMLElements=False).iter("main"))
        found[address] = [short for _, short in first_uses(read_aloud(main), glossary)]
    assert {address: shorts for address, shorts in found.items() if shorts} == {}


def test_a_page_that_is_put_together_says_what_it_shortens_in_the_order_of_use() -> None:
    glossary = load_glossary(ROOT / "content")
    texts = ["The IAR of the GP.", "A Case Management Review (CMR).", "The CMR, the SAI and the IAR. The XYZ."]
    assert [term.short for term in short_forms(texts, glossary)] == ["IAR", "SAI"]
