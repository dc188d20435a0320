"""What has changed: a page for people, and a feed that feed readers take."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient

from cmr import clock
from portal import create_app
from portal.origin import SAFE
from portal.pages.changes import load_changes
from slips import refused, spoilt

ROOT = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2026, 12, 24)
TWO = """[feed]
tag = "tag:portal.example,2026:"
author = "Invented <Office> & Co"

[[change]]
id = "later"
date = 2026-12-24
title = "Less than & more > before"
what = "The words changed."
addresses = ["/help/", "/guidance/guidance.pdf"]

[[change]]
id = "earlier"
date = 2026-07-01
title = "First"
what = "The first words."
addresses = ["/"]
"""
MISTAKES = [
    # what stands in the file, what is written instead, the line, what the message says
    ("date = 2026-12-24", "date = 2026-12-25", 7, "2026-12-25 is in the future"),
    ("date = 2026-07-01", "date = 2026-12-25", 14, "2026-12-25 is in the future"),
    ("date = 2026-12-24", "date = 2026-06-30", 14, "2026-07-01 is newer than the change above it"),
    ("date = 2026-12-24", 'date = "today"', 7, "'date' of a change must be a date without quotation marks"),
    ('id = "earlier"', 'id = "later"', 13, "another change is already called 'later'"),
    ('id = "earlier"', 'id = "Ear lier"', 13, "'id' of a change must be small letters"),
    ('title = "First"\n', "", 12, "a change must also say 'title'"),
    ('what = "The first', 'why = "x"\nwhat = "The first', 16, "a change cannot say 'why'"),
    ('addresses = ["/"]', "addresses = []", 17, "'addresses' of a change must not be empty"),
    ('addresses = ["/"]', 'addresses = ["/nowhere/"]', 17, "the site has no page /nowhere/"),
    ('addresses = ["/"]', 'addresses = ["/404.html"]', 17, "the site has no page /404.html"),
    ('addresses = ["/"]', 'addresses = ["help"]', 17, "must be a list, each one an address of this site"),
    ('addresses = ["/"]', 'addresses = ["/no-page/"]', 17, "the site has no page /no-page/"),
    (
        "tag:portal.example,2026:",
        "https://portal.example/",
        2,
        "'tag' of [feed] must be a tag, as tag:example.org,2026:",
    ),
]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content with two changes, on the day of the later one."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    (folder / "changes.toml").write_text(TWO, "utf-8")
    return folder


@pytest.fixture
def two(content: Path, stylesheet: Path) -> FlaskClient:
    """The site with two changes, served from an invented address."""
    return create_app(content, {"STYLESHEET": stylesheet, "ORIGIN": "https://portal.example/"}).test_client()


@pytest.mark.parametrize(("good", "bad", "line", "problem"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_a_mistake_names_its_file_and_line(
    content: Path, stylesheet: Path, good: str, bad: str, line: int, problem: str
) -> None:
    file = content / "changes.toml"
    file.write_text(spoilt(TWO, good, bad), "utf-8")
    with refused(file, line, problem):
        create_app(content, {"STYLESHEET": stylesheet})


def test_a_change_of_today_is_not_in_the_future(content: Path) -> None:
    assert load_changes(content, today=TODAY).changes[0].date == TODAY


def test_the_page_shows_each_change_with_its_day_and_where_to_read_it(two: FlaskClient) -> None:
    later, earlier = re.findall(r"<section.*?</section>", two.get("/changes/").text, re.DOTALL)
    assert "Less than &amp; more &gt; before" in later
    assert "24 December 2026" in later
    assert 'href="/help/">Help now</a>' in later
    assert "1 July 2026" in earlier
    assert 'href="/">Home</a>' in earlier


def test_the_page_and_the_feed_lead_to_each_other(client: FlaskClient) -> None:
    assert 'href="/changes/feed.xml"' in client.get("/changes/").text.partition("<main")[2]
    parsed = feedparser.parse(client.get("/changes/feed.xml").data)
    assert parsed.feed.link == f"{SAFE}/changes/"


@pytest.mark.parametrize("address", ["/", "/guidance/", "/guidance/09-timescale-for-notification/", "/help/"])
def test_pages_tell_feed_readers_where_the_feed_is_and_people_where_the_page_is(
    client: FlaskClient, address: str
) -> None:
    text = client.get(address).text
    assert '<link rel="alternate" type="application/atom+xml" title="Changes" href="/changes/feed.xml">' in text
    assert 'href="/changes/">Changes</a>' in text.partition("<footer")[2]


def test_a_feed_reader_finds_nothing_wrong_and_all_changes_newest_first(two: FlaskClient) -> None:
    parsed = feedparser.parse(two.get("/changes/feed.xml").data)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.author == "Invented <Office> & Co"
    assert [entry.title for entry in parsed.entries] == ["Less than & more > before", "First"]
    assert parsed.entries[0].content[0].value == "The words changed."
    assert parsed.entries[0].updated == "2026-12-24T00:00:00+00:00"
    assert parsed.entries[1].updated == "2026-07-01T00:00:00+01:00"


def test_a_feed_reader_would_find_something_wrong_with_a_broken_feed(two: FlaskClient) -> None:
    assert feedparser.parse(two.get("/changes/feed.xml").data.replace(b"</feed>", b"")).bozo


def test_names_stay_when_the_site_moves_and_links_move_with_it(content: Path, stylesheet: Path) -> None:
    here, there = (
        feedparser.parse(
            create_app(content, {"STYLESHEET": stylesheet, "ORIGIN": origin})
            .test_client()
            .get("/changes/feed.xml")
            .data
        )
        for origin in ("https://one.example", "https://two.example")
    )
    names = ["tag:portal.example,2026:changes/later", "tag:portal.example,2026:changes/earlier"]
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries] == names
    assert here.feed.id == there.feed.id == "tag:portal.example,2026:changes"
    assert here.entries[0].link == "https://one.example/changes/#later"
    assert there.entries[0].link == "https://two.example/changes/#later"


def test_the_feed_is_what_rfc_4287_asks_for(two: FlaskClient) -> None:
    """Sections 4.1.1 and 4.1.2: what a feed and an entry must hold, and hold once."""
    feed = ElementTree.fromstring(two.get("/changes/feed.xml").text)  # noqa: S314 - our own words
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for holder in (feed, *entries):
        for needed in ("id", "title", "updated"):
            assert len(holder.findall(ATOM + needed)) == 1
        assert str(holder.findtext(f"{ATOM}id")).startswith("tag:portal.example,2026:")
        assert datetime.fromisoformat(str(holder.findtext(f"{ATOM}updated"))).tzinfo
        for link in holder.findall(f"{ATOM}link"):
            assert str(link.get("href")).startswith("https://portal.example/")
            assert link.get("rel") in ("self", "alternate", "related")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None  # of the feed, and so of every entry in it
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == ["https://portal.example/changes/feed.xml"]
    # At most one alternate link of a type and language in each, and content of its own.
    assert [
        len([one for one in entry.findall(f"{ATOM}link") if one.get("rel") == "alternate"]) for entry in entries
    ] == [1] * len(entries)
    assert all(entry.findtext(f"{ATOM}content") for entry in entries)
    ids = [holder.findtext(f"{ATOM}id") for holder in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert feed.findtext(f"{ATOM}updated") == max(str(entry.findtext(f"{ATOM}updated")) for entry in entries)


def test_every_link_of_the_feed_leads_to_a_page_and_to_a_place_in_it(frozen: Path) -> None:
    feed = ElementTree.parse(frozen / "changes" / "feed.xml").getroot()  # noqa: S314 - our own words
    links = [str(link.get("href")).removeprefix(SAFE) for link in feed.iter(f"{ATOM}link")]
    assert links
    for link in links:
        address, _, fragment = link.partition("#")
        file = frozen / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))
        assert f'id="{fragment}"' in file.read_text("utf-8") if fragment else file.is_file()
