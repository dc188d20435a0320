"""The published summaries as people and programs get them: every page, feed and file of small and large ones."""

from __future__ import annotations

import copy
import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest
from jsonschema import Draft202012Validator

from cmr.summaries.vocabulary import load_vocabulary
from portal.look.weight import first_view
from portal.pages.library import load_library
from portal.pages.site_map import link_targets
from promises import broken_promises, text_of
from summary_sites import CONTENT, WITHDRAWN, freeze_summaries
from valid_html import invalid_html

KIT = CONTENT.parent / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css"
SVG = "{http://www.w3.org/2000/svg}"
ATOM = "{http://www.w3.org/2005/Atom}"
SIZES: dict[str, dict[str, Any]] = {
    "none": {"invented": False},
    "one": {"only": "concerns-heard-one-at-a-time"},
    "ours": {},
    "many": {"many": 120},
}
FACETS = ("theme", "year", "kind", "age")


@dataclass(frozen=True)
class Site:
    """A frozen collection."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, str]:
        """The HTML of every page, by address."""
        files = sorted((self.folder / "summaries").rglob("index.html"))
        return {f"/{file.parent.relative_to(self.folder).as_posix()}/": file.read_text("utf-8") for file in files}

    @cached_property
    def mains(self) -> dict[str, Element]:
        """What each page is about, its frame left out."""
        parsed = {address: html5lib.parse(html, namespaceHTMLElements=False) for address, html in self.pages.items()}
        return {address: next(page.iter("main")) for address, page in parsed.items()}

    @cached_property
    def data(self) -> dict[str, Any]:
        """What summaries.json says."""
        return dict(json.loads(self.read("summaries.json")))

    @property
    def singles(self) -> set[str]:
        """The addresses of the summaries that can be read."""
        return {"/" + row["address"].split("/", 3)[3] for row in self.data["summaries"]}

    def read(self, name: str) -> str:
        """A file of the collection."""
        return (self.folder / "summaries" / name).read_bytes().decode()

    def module(self, name: str) -> dict[str, Any]:
        """What a module of data exports."""
        return dict(json.loads(self.read(name).removeprefix("export default ").rstrip(";\n")))

    def listed(self, address: str) -> list[str]:
        """The addresses of the summaries in a list, over all its pages."""
        found: list[str] = []
        while address:
            main = self.mains[address]
            lists = [one for one in main.iter("ol") if one.get("class") == "found"]
            found += [link.get("href", "") for one in lists for link in one.iter("a")]
            address = next((link.get("href", "") for link in main.iter("a") if link.get("rel") == "next"), "")
        return found


@pytest.fixture(scope="module")
def sites(stylesheet: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Freezes a collection of a size, once."""
    assert stylesheet
    return cache(lambda size: Site(freeze_summaries(tmp_path_factory.mktemp(size), **SIZES[size])))


@pytest.fixture(scope="module", params=SIZES)
def site(request: pytest.FixtureRequest, sites: Callable[[str], Site]) -> Site:
    """A collection of each size."""
    return sites(request.param)


@pytest.fixture(scope="module")
def many(sites: Callable[[str], Site]) -> Site:
    """A large collection."""
    return sites("many")


# Every page --------------------------------------------------------------------------------------------


def test_every_page_keeps_every_promise(site: Site) -> None:
    broken = {address: broken_promises(html, address) for address, html in site.pages.items()}
    assert {address: problems for address, problems in broken.items() if problems} == {}


def test_every_page_is_valid_html(site: Site) -> None:
    assert invalid_html(site.folder) == []


def test_every_link_leads_to_a_page_and_to_a_place_in_it(site: Site) -> None:
    elsewhere = link_targets(load_library(CONTENT, show_unverified_numbers=True))
    wrong = []
    for address, main in site.mains.items():
        for href in (link.get("href", "") for link in main.iter("a")):
            target, _, fragment = href.partition("#")
            target = target or address
            if href.startswith(("https:", "tel:", "mailto:")) or target in elsewhere:
                continue
            if target.endswith(".pdf"):
                target = target.removesuffix(target.rpartition("/")[2])
            ids = {one.get("id") for one in site.mains[target].iter()} if target in site.mains else set()
            if target not in site.mains or (fragment and fragment not in ids):
                wrong.append((address, href))
    assert wrong == []


def test_single_summaries_and_notices_ask_search_engines_to_leave_them_out_and_lists_do_not(site: Site) -> None:
    asked = {address for address, html in site.pages.items() if '<meta name="robots" content="noindex">' in html}
    withdrawn = {address for address, html in site.pages.items() if "This summary has been withdrawn" in html}
    assert asked == site.singles | withdrawn


def test_no_page_shows_an_invented_summary_without_saying_that_it_is_one(site: Site) -> None:
    invented = {"/" + row["address"].split("/", 3)[3] for row in site.data["summaries"] if row["invented"]}
    unmarked = {
        address
        for address, main in site.mains.items()
        if (address in invented or invented & {link.get("href", "").partition("#")[0] for link in main.iter("a")})
        and "No such review took place" not in text_of(main)
    }
    assert unmarked == set()
    assert invented == site.singles  # all of ours are


def test_every_item_that_is_an_invented_summary_is_marked(site: Site) -> None:
    items = [
        item
        for main in site.mains.values()
        for item in main.iter("li")
        if {link.get("href", "").partition("#")[0] for link in item.iter("a")} & site.singles
    ]
    assert [text_of(item) for item in items if "Invented" not in text_of(item)] == []
    titles = [page["title"] for page in site.module("search.js")["pages"]]
    assert [title for title in titles if not title.startswith("Invented example: ")] == []


def test_every_class_of_the_kit_on_a_page_keeps_its_style(site: Site) -> None:
    (file,) = (site.folder / "assets").glob("*.css")
    kit, ours = (re.findall(r"\.(govuk-[\w-]+)", one.read_text("utf-8")) for one in (KIT, file))
    used = {
        name
        for html in site.pages.values()
        for classes in re.findall(r'class="([^"]*)"', html)
        for name in classes.split()
    }
    assert "govuk-body" in used & {*kit} & {*ours}
    assert used & {*kit} - {*ours} == set()


def test_a_page_of_the_collection_is_light(site: Site) -> None:
    weights = {address: first_view(site.folder, address).total for address in site.pages}
    assert max(weights.values()) < 150_000


# Lists -------------------------------------------------------------------------------------------------


def test_the_list_has_every_summary_once_the_newest_first(site: Site) -> None:
    listed = site.listed("/summaries/")
    months = {"/" + row["address"].split("/", 3)[3]: row["published"] for row in site.data["summaries"]}
    assert sorted(listed) == sorted(site.singles)
    assert [months[address] for address in listed] == sorted(months.values(), reverse=True)


def test_each_list_says_how_many_it_has_on_each_of_its_pages(site: Site) -> None:
    for address, main in site.mains.items():
        if found := re.search(r"\b(No|\d+) (?:summary|summaries)\b", text_of(main).split("Narrow the list down")[-1]):
            whole = re.sub(r"page/\d+/$", "", address)
            if re.fullmatch(r"/summaries/(\w+/[^/]+/)?", whole) and whole not in site.singles:
                assert found[1] == str(len(site.listed(whole)) or "No"), address


def test_what_the_browser_narrows_down_by_is_what_the_lists_show(site: Site) -> None:
    index = site.module("index.js")
    assert [facet["id"] for facet in index["facets"]] == list(FACETS)
    for column, facet in enumerate(index["facets"], start=4):
        for place, (value, _) in enumerate(facet["values"]):
            rows = [f"/summaries/{row[0]}/" for row in index["rows"] if place in row[column]]
            assert rows == site.listed(f"/summaries/{facet['id']}/{value}/")


def test_a_count_that_would_single_out_a_few_is_not_shown(site: Site) -> None:
    least = load_vocabulary(CONTENT).least_shared
    counts = [text_of(one) for one in site.mains["/summaries/"].iter("span") if one.get("class") == "narrow__count"]
    told = [int(count) for count in counts if count.isdigit()]
    assert [count for count in told if 0 < count < least] == []
    assert {count for count in counts if not count.isdigit()} <= {f"fewer than {least}"}
    shared = [
        text_of(one) for one in site.mains["/summaries/learning/"].iter("span") if one.get("class") == "chart__number"
    ]
    assert [count for count in shared if int(count) < least] == []


def test_the_chart_is_as_long_as_its_numbers_and_says_nothing_that_the_table_does_not(many: Site) -> None:
    rows = list(many.mains["/summaries/learning/"].iter("tr"))[1:]
    numbers = [int(text_of(next(row.iter("span")))) for row in rows]
    bars = [float(next(row.iter(f"{SVG}rect")).get("width", "")) for row in rows]
    assert len(numbers) > 20
    assert bars == [pytest.approx(100 * number / max(numbers), abs=0.06) for number in numbers]
    assert all(next(row.iter(f"{SVG}svg")).get("aria-hidden") == "true" for row in rows)


def test_an_empty_collection_is_a_good_page(sites: Callable[[str], Site]) -> None:
    empty = sites("none")
    said = text_of(empty.mains["/summaries/"])
    assert "No summary has been published on this site yet." in said
    assert "Narrow the list down" not in said
    assert "<script" not in empty.pages["/summaries/"]
    assert empty.singles == set()
    assert "/guidance/29-publication/" in {link.get("href") for link in empty.mains["/summaries/"].iter("a")}
    assert "too few published summaries" in text_of(empty.mains["/summaries/learning/"])


def test_recommendations_of_every_summary_are_on_one_list_and_regional_ones_are_marked(many: Site) -> None:
    rows = [advice for row in many.data["summaries"] for advice in row["recommendations"]]
    for address, expected in (
        ("/summaries/recommendations/", len(rows)),
        ("/summaries/recommendations/regional/", sum(row["regional"] for row in rows)),
        ("/summaries/recommendations/agency/police/", sum("police" in row["agencies"] for row in rows)),
        ("/summaries/recommendations/theme/neglect/", sum("neglect" in row["themes"] for row in rows)),
    ):
        items = _recommendations(many, address)
        assert len(items) == expected, address
    marked = [item for item in _recommendations(many, "/summaries/recommendations/") if "Whole region" in item]
    assert len(marked) == sum(row["regional"] for row in rows)


def _recommendations(site: Site, address: str) -> list[str]:
    found: list[str] = []
    while address:
        main = site.mains[address]
        lists = [one for one in main.iter("ol") if "govuk-list--number" in one.get("class", "")]
        assert all(one.get("start") == str(len(found) + 1) for one in lists)
        found += [text_of(item) for one in lists for item in one.findall("li")]
        address = next((link.get("href", "") for link in main.iter("a") if link.get("rel") == "next"), "")
    return found


# Withdrawn ---------------------------------------------------------------------------------------------


def test_a_withdrawn_summary_leaves_a_notice_and_nothing_else(many: Site) -> None:
    address = f"/summaries/{WITHDRAWN}/"
    said = text_of(many.mains[address])
    assert "This summary has been withdrawn" in said
    assert "20 November 2026" in said
    assert "Concerns heard" not in many.pages[address]
    leading = [other for other, html in many.pages.items() if other != address and address in html]
    assert leading == []
    names = ("feed.xml", "summaries.json", "summaries.csv", "index.js", "search.js")
    assert [name for name in names if WITHDRAWN in many.read(name)] == []


# Feed and data -----------------------------------------------------------------------------------------


def test_the_feed_is_what_feed_readers_take(site: Site) -> None:
    read = feedparser.parse(site.read("feed.xml").encode())
    assert not read.bozo
    assert read.version == "atom10"
    links = ["/" + entry.link.split("/", 3)[3] for entry in read.entries]
    assert links == site.listed("/summaries/")[:50]
    assert all(entry.title.startswith("Invented example: ") for entry in read.entries)


def test_the_feed_keeps_rfc_4287(site: Site) -> None:
    feed = ElementTree.fromstring(site.read("feed.xml"))  # noqa: S314 - our own file
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # exactly one each: 4.1.1 and 4.1.2
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo  # 3.3: a time with its zone
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    (own,) = (link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href", "").endswith("/summaries/feed.xml")
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert all(str(one).startswith("tag:") for one in ids)
    for entry in feed.iter(f"{ATOM}entry"):
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert entry.findtext(f"{ATOM}summary")


def test_the_data_keeps_what_its_schema_promises(site: Site) -> None:
    schema = json.loads(site.read("summaries.schema.json"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(site.data)] == []
    assert site.data["$schema"] == schema["$id"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "accident"), ("published", "2026-13"), ("themes", ["unheard-of"]), ("themes", ["neglect", "neglect"]),
        ("invented", "no"), ("recommendations", [{"text": "Do"}]), ("pseudonym", "Rowan"), ("title", ""),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_it_does_not_promise(many: Site, key: str, value: Any) -> None:
    data = copy.deepcopy(many.data)
    data["summaries"][0][key] = value
    assert not Draft202012Validator(json.loads(many.read("summaries.schema.json"))).is_valid(data)


def test_the_table_says_what_the_data_says(site: Site) -> None:
    rows = list(csv.DictReader(site.read("summaries.csv").splitlines()))
    said = [
        {
            **row,
            "themes": [one for one in row["themes"].split("; ") if one],
            "agencies": [one for one in row["agencies"].split("; ") if one],
            "invented": row["invented"] == "True",
            "recommendations": int(row["recommendations"]),
        }
        for row in rows
    ]
    assert said == [{**row, "recommendations": len(row["recommendations"])} for row in site.data["summaries"]]


def test_the_data_holds_nothing_but_what_is_safe_to_publish(site: Site) -> None:
    text = site.read("summaries.json") + site.read("summaries.csv") + site.read("index.js") + site.read("search.js")
    assert "Invented record" not in text  # evidence of the approvals
    assert "Panel Chair" not in text  # who approved
