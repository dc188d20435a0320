"""Published summaries as a build makes them: on their day, not before and not after, whichever way it was built."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from PIL import Image

from cmr import clock
from cmr.errors import ContentError, ContentErrors
from portal.freezing import build, summary_cache
from portal.freezing.summaries_part import summaries_parts
from portal.settings import read_settings
from portal.summaries.links import wrong_links

ROOT = Path(__file__).parents[2]
EXAMPLE = "concerns-heard-one-at-a-time"
OTHER = "the-night-nobody-asked-about"
TODAY = date(2026, 11, 23)
GUIDE = ("index.html", "help/index.html", "guidance/29-publication/index.html")
"""What else there is on the site, as the guide's part of the build says."""

TABLE = """+++
+++
## Who knew what, & when

| Service | What it *knew* |
|---|---|
| School | "Tired" |
| Clinic | Missed visits |

### Again

### Again

> Said twice.

1. One
2. Two
   - inner

---

![A](a.png "T") and [help](/help/)\\
broken line
"""
"""Every element that Markdown has."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stylesheet: Path) -> Path:
    """A folder with the content and, of the summaries, two invented ones."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("invented"))
    (tmp_path / "content" / "summaries" / "invented").mkdir(parents=True)
    for slug in (EXAMPLE, OTHER):
        shutil.copy(ROOT / "content" / "summaries" / "invented" / f"{slug}.md", summary_file(tmp_path, slug))
    monkeypatch.setenv("PORTAL_STYLESHEET", str(stylesheet))
    monkeypatch.setenv("PORTAL_SHOW_INVENTED", "true")
    return tmp_path


def summary_file(place: Path, slug: str) -> Path:
    return place / "content" / "summaries" / "invented" / f"{slug}.md"


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def add_line(file: Path, line: str) -> None:
    """A line more in the front matter, before its first table."""
    edit(file, ("review = ", f"{line}\nreview = "))


class Site:
    """The pages and data of the summaries, as one build after another leaves them; the PDFs are another test's."""

    def __init__(self, place: Path, name: str = "site") -> None:
        self.content, self.folder, self.marks = place / "content", place / "build" / name, {}

    def build(self, day: date = TODAY) -> set[str]:
        """Build for that day; the files that were made."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with clock.on(day):
            pages, _ = summaries_parts(self.content, read_settings(self.content), "made so", self.folder, GUIDE)
        stale = {file for file, mark in pages.marks.items() if self.marks.get(file) != mark}
        pages.write(sorted(stale), self.folder)
        for gone in self.marks.keys() - pages.marks.keys():
            (self.folder / gone).unlink()
        self.marks = dict(pages.marks)
        return stale

    def files(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in self.marks}

    def text(self, name: str) -> str:
        return (self.folder / "summaries" / name).read_text("utf-8")

    def slugs(self) -> dict[str, set[str]]:
        """What each way of finding a summary finds: they must all find the same."""
        rows = json.loads(self.text("summaries.json"))["summaries"]
        feed = feedparser.parse(self.text("feed.xml"))
        table = list(csv.DictReader(io.StringIO(self.text("summaries.csv"))))
        return {
            "data": {slug_of(row["address"]) for row in rows},
            "table": {slug_of(row["address"]) for row in table},
            "feed": {slug_of(entry.link) for entry in feed.entries},
            "list": set(
                re.findall(r'<h2[^>]*><a class="govuk-link" href="/summaries/([a-z0-9-]+)/"', self.text("index.html"))
            ),
            "recommendations": set(
                re.findall(r'href="/summaries/([a-z0-9-]+)/#recommendations"', self.text("recommendations/index.html"))
            ),
            "filters": {row[0] for row in module(self.text("index.js"))["rows"]},
            "search": {slug_of(page["address"]) for page in module(self.text("search.js"))["pages"]},
        }


def slug_of(address: str) -> str:
    return address.strip("/").rpartition("/")[2]


def module(text: str) -> Any:
    return json.loads(text.removeprefix("export default ").rstrip(";\n"))


def found(site: Site) -> set[str]:
    """The one answer that every way of finding gives."""
    answers = site.slugs()
    assert len({frozenset(slugs) for slugs in answers.values()}) == 1, answers
    return answers["data"]


def test_held_today_published_tomorrow_withdrawn_the_day_after(place: Path) -> None:
    tomorrow, after = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    add_line(summary_file(place, EXAMPLE), f"publish_on = {tomorrow}\nwithdrawn = {after}")
    edit(summary_file(place, EXAMPLE), ('published = "2026-09"', 'published = "2026-11"'))
    site, page = Site(place), f"summaries/{EXAMPLE}/index.html"

    site.build(TODAY)
    assert (found(site), page in site.marks) == ({OTHER}, False)
    site.build(tomorrow)
    assert (found(site), page in site.marks) == ({EXAMPLE, OTHER}, True)
    assert "What was learned" in site.text(f"{EXAMPLE}/index.html")
    site.build(after)
    assert found(site) == {OTHER}
    notice = site.text(f"{EXAMPLE}/index.html")
    assert "This summary has been withdrawn" in notice
    assert '<meta name="robots" content="noindex">' in notice
    assert "Concerns heard" not in notice
    assert all(EXAMPLE.encode() not in text for name, text in site.files().items() if name != page)


def test_its_pdf_goes_where_it_goes(place: Path) -> None:
    def prints(day: date) -> set[str]:
        with clock.on(day):
            content = place / "content"
            return set(summaries_parts(content, read_settings(content), "", place / "site", GUIDE)[1].marks)

    tomorrow = TODAY + timedelta(days=1)
    add_line(summary_file(place, EXAMPLE), f"withdrawn = {tomorrow}")
    pdf = f"summaries/{EXAMPLE}/{EXAMPLE}.pdf"
    assert pdf in prints(TODAY)
    assert pdf not in prints(tomorrow)


def test_a_process_that_opens_again_takes_a_published_summary_away(place: Path) -> None:
    site = Site(place)
    site.build()
    edit(summary_file(place, EXAMPLE), ('status = "closed"', 'status = "open"'))
    site.build()
    assert found(site) == {OTHER}
    assert f"summaries/{EXAMPLE}/index.html" not in site.marks


def test_what_is_for_restricted_issue_is_nowhere(place: Path) -> None:
    add_line(summary_file(place, EXAMPLE), 'restrictions = ["For the agencies that took part"]')
    site = Site(place)
    site.build()
    assert found(site) == {OTHER}
    assert all(EXAMPLE.encode() not in text for text in site.files().values())


def test_no_invented_summary_is_in_a_build_that_does_not_ask_for_them(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_SHOW_INVENTED")
    site = Site(place)
    site.build()
    assert found(site) == set()
    said = {name: text for name, text in site.files().items() if not name.startswith("assets/")}
    assert [name for name, text in said.items() if b"Invented" in text] == []
    assert "No summary has been published on this site yet" in site.text("index.html")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a sentence": lambda place: edit(summary_file(place, EXAMPLE), ("Rowan was taken", "That day Rowan was taken")),
    "a title": lambda place: edit(summary_file(place, EXAMPLE), ('title = "', 'title = "Once more: ')),
    "a theme": lambda place: edit(summary_file(place, EXAMPLE), ('"neglect", "information-sharing"', '"neglect"')),
    "a new one": lambda place: shutil.copy(summary_file(place, OTHER), summary_file(place, "another-night")),
    "one less": lambda place: summary_file(place, OTHER).unlink(),
    "one withdrawn": lambda place: add_line(summary_file(place, OTHER), f"withdrawn = {TODAY}"),
    "one refused": lambda place: edit(
        summary_file(place, OTHER), ('"Invented record 9/16: letter of the Department"', '""')
    ),
    "a list": lambda place: edit(
        place / "content" / "summaries.toml", ('title = "Neglect"', 'title = "Being neglected"')
    ),
    "a telephone number": lambda place: edit(place / "content" / "contacts.toml", ('for = "', 'for = "Always: ')),
    "nothing": lambda place: None,
}


@pytest.fixture(params=["kept each time", "kept when both are read", "never kept"])
def shelf_record(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of what was read: as new as can be, older than the last changes, or not there."""
    least = {"kept each time": 1, "kept when both are read": 2, "never kept": 40}[request.param]
    monkeypatch.setattr(summary_cache, "WORTH_IT", least)


@pytest.mark.usefixtures("shelf_record")
@pytest.mark.parametrize("change", CHANGES)
def test_a_rebuild_is_byte_for_byte_what_a_clean_build_is(place: Path, change: str) -> None:
    site = Site(place)
    site.build()
    before = site.files()
    CHANGES[change](place)
    made = site.build()
    clean = Site(place, "clean")
    clean.build()
    assert site.files() == clean.files()
    assert bool(made) == (before != site.files())


def test_what_another_release_remembered_is_not_looked_at(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_cache, "WORTH_IT", 1)
    site = Site(place)
    site.build()
    assert site.folder.with_name("site.shelf").is_file()
    site.folder.with_name("site.shelf").write_bytes(b"\x80\nnot this pickle")
    assert site.build() == set()


def test_a_changed_sentence_is_a_matter_of_one_page(place: Path) -> None:
    site = Site(place)
    site.build()
    CHANGES["a sentence"](place)
    assert site.build() == {f"summaries/{EXAMPLE}/index.html"}


@pytest.mark.usefixtures("shelf_record")
def test_any_order_of_changes_ends_where_a_clean_build_starts(place: Path) -> None:
    site = Site(place)
    for change in ("a title", "a new one", "a sentence", "one withdrawn", "a list", "one less"):
        CHANGES[change](place)
        site.build()
    clean = Site(place, "clean")
    clean.build()
    assert site.files() == clean.files()


def test_a_mistake_in_a_summary_stops_the_build_and_the_last_good_site_stays(place: Path) -> None:
    fonts = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    site = place / "build" / "site"
    build(place / "content", site, {"FONTS": fonts})
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    edit(summary_file(place, EXAMPLE), ("themes = [", 'themes = ["negligence", '))
    with pytest.raises(ContentError, match=rf"{EXAMPLE}\.md:\d+: themes: 'negligence' is not in the list"):
        build(place / "content", site, {"FONTS": fonts})
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_an_editor_is_told_of_every_summary_that_is_wrong_at_once_and_in_order(place: Path) -> None:
    wrong = {slug: f"wrong-{slug}" for slug in (EXAMPLE, OTHER)}
    for slug, theme in wrong.items():
        edit(summary_file(place, slug), ("themes = [", f'themes = ["{theme}", '))
    with pytest.raises(ContentErrors) as refused:
        Site(place).build()
    first, second = str(refused.value).splitlines()
    for slug, said in zip(sorted(wrong), (first, second), strict=True):
        assert re.search(rf"{slug}\.md:\d+: themes: '{wrong[slug]}' is not in the list", said)


def see_also(place: Path, link: str) -> Path:
    """The example, with a link at its end."""
    file = summary_file(place, EXAMPLE)
    file.write_text(file.read_text("utf-8") + f"\nSee also [more]({link}).\n", "utf-8")
    return file


@pytest.mark.parametrize("link", ["/help/", "/guidance/29-publication/#when", "/summaries/learning/", "#what-helped"])
def test_a_link_that_leads_somewhere_is_followed(place: Path, link: str) -> None:
    edit(summary_file(place, EXAMPLE), ("\n## ", "\n## What helped\n\nThis.\n\n## "))
    see_also(place, link)
    Site(place).build()


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("/helpp/", "the link /helpp/ leads to no page of this site"),
        (f"/summaries/{OTHER}/", "never to another summary, which may be withdrawn"),
        ("#nowhere", "the link #nowhere leads to no heading of this summary"),
    ],
)
def test_a_link_that_leads_nowhere_stops_the_build_at_its_line(place: Path, link: str, problem: str) -> None:
    file = see_also(place, link)
    line = len(file.read_text("utf-8").splitlines())
    with pytest.raises(ContentError, match=rf"{EXAMPLE}\.md:{line}: .*{problem}"):
        Site(place).build()
    assert [found.line for found in wrong_links(place / "content", ["/help/"])] == [line]


def test_a_picture_goes_where_its_summary_goes(place: Path) -> None:
    file = summary_file(place, EXAMPLE)
    file.write_text(file.read_text("utf-8") + "\n![Three circles that overlap](circles.png)\n", "utf-8")
    file.with_suffix("").mkdir()
    Image.new("RGB", (4, 4), "teal").save(file.with_suffix("") / "circles.png")
    site, picture = Site(place), f"summaries/{EXAMPLE}/circles.png"
    site.build()
    assert site.files()[picture] == (file.with_suffix("") / "circles.png").read_bytes()
    assert '<img src="circles.png" alt="Three circles that overlap"' in site.text(f"{EXAMPLE}/index.html")
    Image.new("RGB", (4, 4), "navy").save(file.with_suffix("") / "circles.png")
    site.build()
    assert site.files()[picture] == (file.with_suffix("") / "circles.png").read_bytes()
    add_line(file, f"withdrawn = {TODAY}")
    site.build()
    assert picture not in site.marks


def test_what_may_identify_somebody_stops_the_build_without_being_repeated(place: Path) -> None:
    site = Site(place)
    site.build()
    file = see_also(place, "/help/")
    file.write_text(file.read_text("utf-8") + "\nWrite to rowan.family@example.org.\n", "utf-8")
    with pytest.raises(ContentError, match=rf"{EXAMPLE}\.md:\d+: email at column 10") as refused:
        site.build()
    assert "rowan" not in str(refused.value).split(": ", 1)[1]
    with pytest.raises(ContentError, match="email at column 10"):
        site.build()
