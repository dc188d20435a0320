"""Building: all or nothing, the same bytes whichever way it went, and no page forgotten."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_frozen import MissingURLGeneratorWarning
from jinja2 import Environment

from cmr.errors import ContentError
from portal import create_app
from portal.build import main
from portal.freezing import Built, build, two_processes
from portal.freezing.freeze import freeze, refuse_orphans
from portal.pages import booklet, views
from portal.pages.site_map import SiteMapEntry, SiteMapGroup

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
SENTENCE = "\nA sentence that was not there before.\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stylesheet: Path) -> Path:
    """A folder with a copy of the content, where the PDF is a fingerprint of what it would be drawn from."""
    monkeypatch.setattr(booklet, "draw", lambda html, *_, **__: hashlib.sha256(html.encode()).hexdigest().encode())
    monkeypatch.setenv("PORTAL_STYLESHEET", str(stylesheet))
    monkeypatch.setenv("PORTAL_FONTS", str(FONTS))
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def fresh(place: Path) -> Flask:
    """A site that a test may spoil."""
    return create_app(place / "content")


def built(place: Path, name: str = "site", **settings: Any) -> Built:
    return build(place / "content", place / "build" / name, settings)


def from_nothing(place: Path) -> dict[str, bytes]:
    """The files of a clean build of the same words, for which nothing was kept."""
    clean = {"TEMPLATES": place / "other" / "templates", "BOOKLETS": place / "other" / "booklets"}
    build(place / "content", place / "other" / "site", clean)
    return files(place / "other" / "site")


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def append(place: Path, page: str, text: str = SENTENCE) -> None:
    with (place / "content" / page).open("a", encoding="utf-8") as file:
        file.write(text)


def write_old(place: Path) -> Path:
    """A page that nothing leads to."""
    page = place / "content" / "pages" / "old.md"
    page.write_text('+++\ntitle = "Old"\nsummary = "Old."\nreviewed = 2026-11-01\n+++\nOld.\n', "utf-8")
    return page


@pytest.mark.parametrize("page", ["pages/help.md", "guidance/09-timescale-for-notification.md"])
def test_a_rebuild_after_one_changed_page_is_byte_for_byte_a_clean_build(place: Path, page: str) -> None:
    built(place)
    before = files(place / "build" / "site")
    append(place, page)
    built(place)
    after = files(place / "build" / "site")
    assert after == from_nothing(place)
    changed = {name for name, text in after.items() if before.get(name) != text}
    assert changed
    assert ("guidance/guidance.pdf" in changed) == page.startswith("guidance/")


def test_everything_is_made_again_by_another_python(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may draw otherwise, and a rebuild must be what a clean build is."""
    first = built(place)
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    assert built(place).made == first.files


def test_nothing_is_made_again_when_nothing_has_changed(place: Path) -> None:
    first = built(place)
    before = files(place / "build" / "site")
    assert first.made == first.files
    again = built(place)
    assert (again.files, again.made, again.reminders) == (first.files, 0, first.reminders)
    assert files(place / "build" / "site") == before


def test_a_page_that_somebody_removed_is_made_again(place: Path) -> None:
    built(place)
    (place / "build" / "site" / "help" / "index.html").unlink()
    built(place)
    assert files(place / "build" / "site") == from_nothing(place)


def test_a_page_whose_words_stay_the_same_keeps_its_time_of_change(place: Path) -> None:
    built(place)
    page = place / "build" / "site" / "contact" / "index.html"
    os.utime(page, (1, 1))
    append(place, "pages/help.md")
    built(place)
    assert page.stat().st_mtime == 1


def test_a_page_that_is_gone_is_not_left_behind(place: Path) -> None:
    kept = (place / "content" / "pages" / "help.md").read_text("utf-8")
    write_old(place)
    append(place, "pages/help.md", "\n[Old](/old/)\n")
    built(place)
    assert (place / "build" / "site" / "old" / "index.html").is_file()
    (place / "content" / "pages" / "old.md").unlink()
    (place / "content" / "pages" / "help.md").write_text(kept, "utf-8")
    built(place)
    assert files(place / "build" / "site") == from_nothing(place)
    assert not (place / "build" / "site" / "old").exists()


def test_a_site_of_which_nothing_is_known_is_left_with_what_was_made_and_nothing_else(place: Path) -> None:
    (place / "build" / "site" / "old").mkdir(parents=True)
    (place / "build" / "site" / "old" / "nobodys.txt").write_text("Nobody's", "utf-8")
    built(place)
    assert files(place / "build" / "site") == from_nothing(place)
    assert not (place / "build" / "site" / "old").exists()


@pytest.mark.alone
@pytest.mark.parametrize("cores", [1, 2])
def test_one_process_and_two_make_the_same_bytes(place: Path, cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as machine:
        machine.setattr(two_processes.os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
        built(place)
    assert files(place / "build" / "site") == from_nothing(place)


def test_a_mistake_stops_the_build_and_the_last_good_site_stays(place: Path) -> None:
    built(place)
    before = files(place / "build")
    append(place, "pages/help.md", "\n[Nowhere](/nowhere/)\n")
    with pytest.raises(ContentError, match=r"help\.md:\d+: the link /nowhere/ leads to no page"):
        built(place)
    assert files(place / "build") == before


def test_a_page_that_only_the_site_map_leads_to_stops_the_build(place: Path) -> None:
    page = write_old(place)
    with pytest.raises(ContentError) as refused:
        built(place)
    assert str(refused.value).startswith(f"{page}:1: no page but the site map leads to /old/")
    assert not (place / "build" / "site").exists()


@pytest.mark.parametrize("link", ["/nowhere/", "/help/#nowhere", "#nowhere", "/forms/nothing/", "nowhere/"])
def test_a_link_that_leads_nowhere_stops_the_build_wherever_it_comes_from(
    place: Path, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    shown = views.mapped
    more = SiteMapGroup("More", [SiteMapEntry(link, "More")])
    monkeypatch.setattr(views, "mapped", lambda library: [*shown(library), more])
    with pytest.raises(ContentError) as refused:
        built(place)
    assert re.match(
        rf"{place}/build/site/site-map/index\.html:[0-9]+: the link {link} leads to nothing", str(refused.value)
    )
    assert not (place / "build" / "site").exists()


@pytest.mark.alone
def test_a_page_that_breaks_stops_the_freeze_in_whichever_process_it_is(fresh: Flask, tmp_path: Path) -> None:
    fresh.view_functions["site.page"] = lambda path: str(1 / 0)
    addresses = [f"/{name}/" for name in ("help", "privacy", "cookies", "contact")]
    for order in (addresses, addresses[::-1]):
        with pytest.raises(ZeroDivisionError):
            freeze(fresh, [*order, *["/guidance/"] * two_processes.WORTH_IT], tmp_path / "site")


def test_a_redirect_stops_the_freeze(fresh: Flask, tmp_path: Path) -> None:
    fresh.view_functions["site.contents"] = lambda: ("", 302, {"Location": "/"})
    with pytest.raises(ValueError, match="302"):
        freeze(fresh, ["/guidance/"], tmp_path / "site")


def test_a_view_that_no_address_leads_to_stops_the_build(fresh: Flask) -> None:
    with pytest.raises(MissingURLGeneratorWarning, match=r"site\.contents.*site\.home"):
        refuse_orphans(fresh, ["/help/"])


def test_a_second_build_compiles_no_template(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(place)
    compiled: list[str] = []
    compiling = Environment.compile

    def noting(self: Environment, source: Any, *args: Any, **kwargs: Any) -> Any:
        compiled.append(str(source)[:60])
        return compiling(self, source, *args, **kwargs)

    monkeypatch.setattr(Environment, "compile", noting)
    monkeypatch.setattr(two_processes.os, "sched_getaffinity", lambda _: {0}, raising=False)
    append(place, "pages/help.md")
    built(place)
    assert compiled == []
    built(place, "elsewhere", TEMPLATES=place / "elsewhere")
    assert compiled


def test_the_command_says_where_the_content_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stylesheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.toml").write_text('name = "x"\nabout = "y"\nnonsense = 1\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_STYLESHEET", str(stylesheet))
    assert main(["build/site"]) == 1
    assert "content/site.toml:" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def test_the_command_without_a_stylesheet_says_how_to_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="make build"):
        main(["build/site"])
