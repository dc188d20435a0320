"""Addresses that others rely on stay, or lead on: bookmarks, links in emails and monitors are written against them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main as command
from cmr.errors import ContentError
from portal import create_app
from portal.checks.generated import generated
from portal.checks.wrong_pages import wrong_pages
from portal.pages.published import read_published
from portal.pages.redirects import load_redirects
from refusals import refused_by_both

ROOT = Path(__file__).parents[2]
PAGE = "guidance/03-principles.md"
RENAMED = "guidance/03-what-guides-us.md"
FROM, TO = "/guidance/03-principles/", "/guidance/03-what-guides-us/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content in which a page is renamed that nothing but lists leads to."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("summaries"))
    (content / PAGE).rename(content / RENAMED)
    return content


def redirect(content: Path, moved: str = FROM, to: str = TO) -> tuple[Path, int]:
    """Write a redirect at the end of the file, and give that file and the line on which the redirect starts."""
    file = content / "redirects.toml"
    before = f"{file.read_text('utf-8').rstrip()}\n\n"
    row = f'[[redirect]]\nfrom = "{moved}"\nto = "{to}"\nsince = 2026-11-28\nwhy = "A better name."\n'
    file.write_text(before + row, "utf-8")
    return file, before.count("\n") + 1


def test_every_address_that_was_published_is_there_or_leads_on(frozen: Path) -> None:
    moved = load_redirects(ROOT / "content").table
    addresses = read_published(ROOT / "content").lines
    assert {"/", "/guidance/09-timescale-for-notification/", "/changes/feed.xml"} <= addresses.keys()
    for address in addresses:
        file = address.lstrip("/") + ("index.html" if address.endswith("/") else "")
        assert (frozen / file).is_file() or address in moved, address


def test_every_section_keeps_its_number_in_its_address(frozen: Path) -> None:
    numbers = sorted(folder.name[:2] for folder in (frozen / "guidance").iterdir() if folder.name[:2].isdigit())
    assert numbers == [f"{number:02d}" for number in range(1, 36)]


def test_a_page_that_is_renamed_and_leads_nowhere_is_refused(content: Path, stylesheet: Path) -> None:
    built, told = refused_by_both(content, stylesheet)
    line = read_published(content).lines[FROM]
    assert built.startswith(f"{content / 'addresses.txt'}:{line}: there was a page {FROM}, and now there is none")
    assert built in told


def test_a_page_that_is_renamed_and_leads_on_is_taken(content: Path, stylesheet: Path) -> None:
    redirect(content)
    create_app(content, {"STYLESHEET": stylesheet})
    assert list(wrong_pages(content)) == []


@pytest.mark.parametrize(
    ("moved", "to", "line", "problem"),
    [
        ("/help/", TO, 1, "there is a page /help/, which nobody could read any more"),
        ("/older/", "/guidance/nowhere/", 2, "there is no page /guidance/nowhere/"),
        ("/older/", f"{TO}#nowhere", 2, f"there is no heading #nowhere on the page {TO}"),
        ("/older/", FROM, 2, f"{FROM} has moved too: name the page where that leads"),
        ("/older/", "/older/", 2, "/older/ has moved too: name the page where that leads"),
        (FROM, TO, 1, f"{FROM} is redirected before"),
        ("/summaries/seven-addresses/", TO, 1, "a summary keeps its address"),
        ("/older/#a", TO, 1, "'from' of a redirect names a page of this site"),
        ("//evil.example/", TO, 1, "'from' of a redirect names a page of this site"),
        ("/older/", "https://evil.example/", 2, "'to' of a redirect must be an address of this site"),
    ],
)
def test_a_redirect_that_cannot_work_names_its_line(
    content: Path, stylesheet: Path, moved: str, to: str, line: int, problem: str
) -> None:
    redirect(content)
    file, first = redirect(content, moved, to)
    for said in refused_by_both(content, stylesheet):
        assert f"{file}:{first + line}: {problem}" in said


def test_the_list_only_ever_grows(content: Path) -> None:
    before = read_published(content).lines
    written = generated(content)[content / "addresses.txt"]
    assert {line for line in written.splitlines() if not line.startswith("#")} == {*before, TO}


def test_the_template_is_told_of_every_redirect(content: Path) -> None:
    redirect(content)
    told = generated(content)[Path("infra/template.yaml")]
    assert told.count(f'"{FROM}": "{TO}"') == told.count("const redirects = {") == 2


def test_a_list_that_is_gone_is_named(content: Path, stylesheet: Path) -> None:
    (content / "addresses.txt").unlink()
    with pytest.raises(ContentError, match=r"addresses\.txt:1: cannot be read"):
        create_app(content, {"STYLESHEET": stylesheet})


def test_whoever_generates_is_told_file_and_line_too(content: Path) -> None:
    (content / "redirects.toml").write_text('[[redirect]]\nfrom = "/old/"\n', "utf-8")
    done = CliRunner().invoke(command, ["generate", "--check", "--content", str(content)])
    assert isinstance(done.exception, SystemExit)
    assert done.output.startswith(f"{content / 'redirects.toml'}:1: a redirect must also say 'to'")
