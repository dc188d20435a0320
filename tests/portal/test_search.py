"""What the search looks through, and the words it understands. What people get to see is in tests/journeys."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import brotli
import html5lib
import pytest
from flask import Flask

from cmr.contacts import load_contacts
from cmr.errors import ContentError
from portal.look.weight import first_view
from portal.pages.library import Library, load_library
from portal.pages.site_map import shelves
from portal.pages.synonyms import load_synonyms, plain
from portal.search.passages import SearchPassage, passages
from portal.search.search_index import KINDS, write_index
from promises import text_of
from slips import refused, spoilt

ROOT = Path(__file__).parents[2]
NODE = Path(sys.executable).with_name("node")
SCRIPTS = ROOT / "site" / "portal" / "scripts" / "search"
ON_THE_WIRE = 150_000
"""The most that a browser may fetch up to the first results, in bytes."""
LISTS = {"/", "/guidance/", "/guidance/all/", "/site-map/", "/changes/", "/search/"}
"""Pages that only lead to others, or repeat them."""
ASK = """
const [index, ranking, asked] = process.argv.slice(1);
const [{ default: data }, { library, search }] = [await import(index), await import(ranking)];
const known = library(data);
const found = JSON.parse(asked).map(([typed, filters]) => search(known, typed, filters ?? {}));
console.log(JSON.stringify(found.map((results) => results.map(({ page, id }) => page.address + (id ? `#${id}` : "")))));
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "content", show_unverified_numbers=True)


@pytest.fixture(scope="module")
def index(frozen: Path) -> dict[str, Any]:
    text = (frozen / "search" / "index.js").read_text("utf-8")
    assert text.startswith("export default ")
    return dict(json.loads(text.removeprefix("export default ").rstrip(";\n")))


def ask(frozen: Path, *asked: tuple[str, dict[str, str]]) -> list[list[str]]:
    """Where each search leads, best first, as the modules that browsers run find it."""
    command = [NODE, "--input-type=module", "-e", ASK, str(frozen / "search" / "index.js"), str(SCRIPTS / "ranking.js")]
    done = subprocess.run([*command, json.dumps(asked)], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def ask_one(frozen: Path, typed: str, **filters: str) -> list[str]:
    return ask(frozen, (typed, filters))[0]


@cache
def page_at(frozen: Path, address: str) -> Element:
    text = (frozen / address.strip("/") / "index.html").read_text("utf-8")
    document: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return document


def test_every_page_is_in_the_index_once_but_those_that_only_lead_to_others(
    index: dict[str, Any], library: Library
) -> None:
    found = [page["address"] for page in index["pages"]]
    there = {entry.address for shelf in shelves(library) for entry in shelf.entries}
    missing = there - set(found)
    assert len(found) == len(set(found))
    assert set(found) <= there
    assert missing - LISTS == {address for address in there if address.count("/") == 3 and "must-i-notify" in address}
    assert "/must-i-notify/" in found


def test_a_result_leads_to_a_place_that_is_there(index: dict[str, Any], frozen: Path) -> None:
    for page in index["pages"]:
        ids = {element.get("id") for element in page_at(frozen, page["address"]).iter()} | {""}
        assert [name for name, _, _ in page["passages"] if name not in ids] == [], page["address"]


def test_the_index_says_nothing_that_its_page_does_not_show(index: dict[str, Any], frozen: Path) -> None:
    for page in index["pages"]:
        (main,) = page_at(frozen, page["address"]).iter("main")
        shown = set(plain(" ".join(main.itertext())).split())
        said = {word for _, heading, text in page["passages"] for word in plain(f"{heading} {text}").split()}
        assert said - shown == set(), page["address"]
        assert said, page["address"]


def test_the_index_holds_most_of_the_words_of_every_page(index: dict[str, Any], frozen: Path) -> None:
    """What is left out is what stands on many pages: menus, and who may be called."""

    def words(element: Element) -> str:
        called = [text_of(inner) for inner in element.iter("section") if inner.get("class") == "cmr-numbers"]
        return text_of(element).replace(called[0], "") if called else text_of(element)

    for page in index["pages"]:
        text = " ".join(f"{heading} {text}" for _, heading, text in page["passages"])
        (main,) = page_at(frozen, page["address"]).iter("main")
        assert len(text) > len(words(main)) / 4, page["address"]


def test_no_telephone_number_is_found_apart_from_how_far_it_is_to_be_trusted(index: dict[str, Any]) -> None:
    said = " ".join(text for page in index["pages"] for _, _, text in page["passages"])
    numbers = [one for one in load_contacts(ROOT / "content").numbers if not one.sure]
    assert numbers
    assert [one.number for one in numbers if one.number in said] == []
    assert [one.tel for one in numbers if one.tel in said] == []


def test_every_page_is_of_a_kind_that_can_be_chosen_and_every_role_is_known(
    index: dict[str, Any], library: Library
) -> None:
    assert {page["kind"] for page in index["pages"]} == set(KINDS) - {"summary"}
    assert {role for page in index["pages"] for role in page["roles"]} <= set(library.wording.roles)


def test_the_same_pages_make_the_same_bytes(frozen: Path, library: Library, tmp_path: Path) -> None:
    shutil.copytree(frozen, tmp_path / "site")
    (tmp_path / "site" / "search" / "index.js").unlink()
    write_index(library, tmp_path / "site")
    assert (tmp_path / "site" / "search" / "index.js").read_bytes() == (frozen / "search" / "index.js").read_bytes()


def test_the_page_with_the_index_is_small_enough_as_it_is_sent(frozen: Path) -> None:
    def sent(body: bytes) -> int:
        return len(brotli.compress(body, quality=5))

    page = first_view(frozen, "/search/", compress=lambda body: bytes(sent(body)))
    whole = page.total + sent((frozen / "search" / "index.js").read_bytes())
    assert page.of(".js") > 1_000
    assert whole <= ON_THE_WIRE


# Words -----------------------------------------------------------------------------------------------


def test_everything_that_people_may_say_finds_something(frozen: Path, library: Library) -> None:
    said = [phrase for pair in library.synonyms.pairs for phrase in pair.said]
    found = ask(frozen, *((phrase, {}) for phrase in said))
    assert [phrase for phrase, results in zip(said, found, strict=True) if not results] == []


def test_where_one_answer_is_best_it_comes_first(frozen: Path, library: Library) -> None:
    best = [(phrase, pair.page) for pair in library.synonyms.pairs if pair.page for phrase in pair.said]
    found = ask(frozen, *((phrase, {}) for phrase, _ in best))
    assert [(phrase, page) for (phrase, page), results in zip(best, found, strict=True) if results[0] != page] == []


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("NOTIFICATION", "notification"),
        ("children's", "childrens"),
        ("agencies", "agency"),
        ("publishing", "published"),
        ("reports", "report"),
        ("quorom", "quorum"),
        ("notifcation", "notification"),
        ("minuets", "minutes"),
        ("chronolgy", "chronology"),
        ("  the   quorum? ", "quorum"),
    ],
)
def test_marks_endings_and_slips_make_no_difference(frozen: Path, typed: str, same: str) -> None:
    one, other = ask(frozen, (typed, {}), (same, {}))
    assert one == other
    assert one


def test_the_beginning_of_a_word_finds_it(frozen: Path) -> None:
    assert ask_one(frozen, "chronol")[0] == ask_one(frozen, "chronology")[0]


@pytest.mark.parametrize("typed", ["", "  ", "xyzzyq", "?", "€", "zqx zqy"])
def test_what_is_on_no_page_finds_nothing(frozen: Path, typed: str) -> None:
    assert ask_one(frozen, typed) == []


def test_words_that_say_nothing_are_looked_for_where_there_are_no_others(frozen: Path) -> None:
    assert ask_one(frozen, "who are we")


def test_a_kind_and_a_role_narrow_the_results_down(frozen: Path, index: dict[str, Any]) -> None:
    pages = {page["address"]: page for page in index["pages"]}
    everything, forms, chairs = ask(
        frozen, ("notification", {}), ("notification", {"kind": "form"}), ("notification", {"role": "panel-chair"})
    )
    assert {pages[one.partition("#")[0]]["kind"] for one in forms} == {"form"}
    assert all("panel-chair" in pages[one.partition("#")[0]]["roles"] for one in chairs)
    assert forms
    assert chairs
    assert len(everything) > max(len(forms), len(chairs))


# Mistakes in the file of words -----------------------------------------------------------------------

GOOD = (
    '[[synonym]]\nsaid = ["scr"]\nmeans = ["quorum"]\npage = "/help/"\n\n[[synonym]]\nsaid = ["imr"]\nmeans = ["iar"]\n'
)


@pytest.mark.parametrize(
    ("good", "bad", "line", "problem"),
    [
        ('"scr"', '"SCR"', 2, "small letters"),
        ('"scr"', '"s.c.r."', 2, "small letters"),
        ('["scr"]', "[]", 2, "said"),
        ('"imr"', '"scr"', 7, "'scr' is said before"),
        ("page =", "pages =", 4, "a synonym cannot say 'pages'"),
    ],
)
def test_a_mistake_names_its_file_and_line(tmp_path: Path, good: str, bad: str, line: int, problem: str) -> None:
    file = tmp_path / "synonyms.toml"
    file.write_text(spoilt(GOOD, good, bad), "utf-8")
    with refused(file, line, problem):
        load_synonyms(tmp_path)


@pytest.mark.parametrize(
    ("good", "bad", "line", "problem"),
    [
        ('"quorum"', '"quorate"', 3, "no page says 'quorate'"),
        ('"iar"', '"the iar about"', 8, "no page says 'the iar about'"),
        ('"/help/"', '"/help/#nowhere"', 4, "finds no /help/#nowhere"),
        ('"/help/"', '"/helpful/"', 4, "finds no /helpful/"),
    ],
)
def test_a_synonym_that_would_find_nothing_stops_the_build(
    tmp_path: Path, good: str, bad: str, line: int, problem: str
) -> None:
    texts, places = ["The quorum of a Panel.", "An IAR. About the family."], {"/help/"}
    (tmp_path / "synonyms.toml").write_text(GOOD, "utf-8")
    load_synonyms(tmp_path).refuse_unknown(texts, places)
    (tmp_path / "synonyms.toml").write_text(GOOD.replace(good, bad, 1), "utf-8")
    with pytest.raises(ContentError) as mistake:
        load_synonyms(tmp_path).refuse_unknown(texts, places)
    assert mistake.value.problem.endswith(problem)
    assert mistake.value.line == line


# Passages --------------------------------------------------------------------------------------------


def test_a_page_is_cut_at_the_headings_that_can_be_linked_to() -> None:
    html = """<nav>Menu</nav><main><h1>Title</h1><nav>On this page</nav><p>First <b>words</b> &amp; more</p>
    <h2 id="a">One</h2><ul><li>an item<li>another one:</ul><table><tr><td>cell<td>next</table><h3>No id</h3>
    <p>(Its text.)</p><p>End
    <h2 id="b">Two</h2><p class="reviewed">Last reviewed</p><p><span aria-hidden="true">x</span></main>
    <footer>Foot</footer>"""
    assert passages(html) == [
        SearchPassage("", "", "First words & more"),
        SearchPassage("a", "One", "an item. another one: cell. next. No id. (Its text.) End"),
        SearchPassage("b", "Two", ""),
    ]


def test_the_search_page_is_served_with_its_script(app: Flask) -> None:
    client = app.test_client()
    address = app.extensions["scripts"]["search"].address
    assert f'<script type="module" src="{address}"></script>' in client.get("/search/").text
    assert client.get(address).mimetype == "text/javascript"
