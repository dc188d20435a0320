"""Nothing in the content leads out of the site but by https, and nothing leads to a page that there is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main as command
from cmr.errors import ContentError
from cmr.files.written_addresses import ELSEWHERE, HERE, ID
from portal import create_app
from portal.checks import leads
from refusals import refused_by_both

ROOT = Path(__file__).parents[2]
ODD = (
    "javascript:alert(1)",
    "//evil.example/",
    "https://evil.example/",
    "/\\\\evil.example/",
    "/help/\\n",
    "/help/ ",
    "",
)
NOWHERE = "/no-page/"
ADDRESSES = [
    # the file, and a line of it that holds an address of this site
    ("pages/home.md", 'address = "/guidance/"'),
    ("site.toml", 'address = "/must-i-notify/"'),
    ("site.toml", 'address = "/privacy/"'),
    ("glossary.toml", 'address = "/guidance/30-action-planning/"'),
    ("synonyms.toml", 'page = "/guidance/01-introduction/"'),
    ("changes.toml", '"/summaries/learning/"'),
    ("flows/must-i-notify.toml", 'address = "/guidance/06-good-practice/"'),
    ("flows/must-i-notify.toml", 'address = "/guidance/02-legislation/#17-2-a-what-happened"'),
]
IDS = [
    ("roles.toml", 'id = "sbni-chair"'),
    ("site.toml", 'id = "understand"'),
    ("changes.toml", 'id = "first-words"'),
    ("contacts.toml", 'groups = ["danger", "police", "young-people"]'),
    ("summaries.toml", 'id = "neglect"'),
    ("agencies.toml", 'value = "psni"'),
    ("lists.toml", 'value = "belfast"'),
    ("flows/must-i-notify.toml", 'id = "happened"'),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content in which one line may be spoilt."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("summaries")))


def spoil(content: Path, name: str, line: str, value: str) -> str:
    """Write another value into that line, and give its place as a message starts with it."""
    file = content / name
    text = file.read_text("utf-8")
    at = text.index(line)
    before, _, after = line.rpartition('"')[0].rpartition('"')
    file.write_text(text.replace(line, f'{before}"{value}"' + line.rpartition('"')[2], 1), "utf-8")
    assert after
    return f"{file}:{text.count(chr(10), 0, at) + 1}: "


@pytest.mark.parametrize(("name", "line"), ADDRESSES)
def test_a_page_that_there_is_not_is_named_by_the_build_and_by_the_check(
    content: Path, stylesheet: Path, name: str, line: str
) -> None:
    place = spoil(content, name, line, NOWHERE)
    if name == "glossary.toml":
        place = place.replace(":16: ", ":14: ")  # a term is named by its first line
    built, told = refused_by_both(content, stylesheet)
    assert built.startswith(place)
    assert place in told


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(("name", "line"), ADDRESSES)
def test_an_address_that_is_none_of_this_site_is_refused(
    content: Path, stylesheet: Path, name: str, line: str, value: str
) -> None:
    place = spoil(content, name, line, value)
    with pytest.raises(ContentError, match="an address of this site, as /help/") as built:
        create_app(content, {"STYLESHEET": stylesheet})
    assert str(built.value).startswith(place)


@pytest.mark.parametrize("value", ["javascript:alert(1)", "http://example.org/", "/help/", "https://a b/", "https://x"])
def test_the_official_document_is_found_by_https_alone(content: Path, stylesheet: Path, value: str) -> None:
    place = spoil(content, "site.toml", 'link = "https://www.safeguardingni.org/"', value)
    built, told = refused_by_both(content, stylesheet)
    assert built.startswith(place)
    assert place in told


@pytest.mark.parametrize("value", ["../../x", "a/b", 'a\\" onclick=\\"x', "A", "a--b", "a\\n", ""])
@pytest.mark.parametrize(("name", "line"), IDS)
def test_what_becomes_an_address_or_an_id_is_written_in_one_way(
    content: Path, stylesheet: Path, name: str, line: str, value: str
) -> None:
    place = spoil(content, name, line, value)
    done = CliRunner().invoke(command, ["check", "--content", str(content)])
    assert isinstance(done.exception, SystemExit)
    assert place in done.output


@pytest.mark.parametrize("name", ["pages/My Page.md", "pages/a/UP.md", "guidance/x y.md", "flows/Must_I.toml"])
def test_the_name_of_a_file_that_becomes_an_address_is_written_in_one_way(
    content: Path, stylesheet: Path, name: str
) -> None:
    like = {"pages": "pages/help.md", "guidance": "guidance/06-good-practice.md", "flows": "flows/must-i-notify.toml"}
    (content / name).parent.mkdir(exist_ok=True)
    shutil.copy(content / like[name.partition("/")[0]], content / name)
    built, told = refused_by_both(content, stylesheet)
    assert built.startswith(f"{content / name}:1: ")
    assert f"{content / name}:1: " in told


def test_a_heading_that_a_page_does_not_have_is_named(content: Path, stylesheet: Path) -> None:
    place = spoil(content, "synonyms.toml", 'page = "/help/#somebody-to-talk-to"', "/help/#nobody")
    built, told = refused_by_both(content, stylesheet)
    assert built == f"{place}there is no heading #nobody on the page /help/"
    assert built in told


def test_the_page_with_help_cannot_be_lost(content: Path, stylesheet: Path) -> None:
    (content / "pages" / "help.md").unlink()
    built, told = refused_by_both(content, stylesheet)
    assert built.startswith(f"{content / 'pages' / 'help.md'}:1: every page leads to it")
    assert built in told


def test_what_people_write_is_taken() -> None:
    assert all(map(HERE.fits, ["/", "/help/", "/404.html", "/guidance/guidance.pdf", "/a-b/c/#d-1"]))
    assert all(
        map(ELSEWHERE.fits, ["https://www.example.org", "https://example.org/a/?b=c&d#e", "https://a.b.org/%20"])
    )
    assert all(map(ID.fits, ["a", "1-to-4", "sbni-chair"]))


@pytest.mark.parametrize(
    "address", ["https://a@b.org/", "https://b.org:80/", "https://-b.org/", "https://b.org/\n", "HTTPS://b.org"]
)
def test_an_address_elsewhere_has_one_way_of_writing(address: str) -> None:
    assert not ELSEWHERE.fits(address)


def test_a_page_that_a_template_names_and_that_there_is_not_is_named(
    content: Path, stylesheet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "templates" / "frame" / "foot.html"
    template.parent.mkdir(parents=True)
    template.write_text('<footer>\n<a href="/help/">Help</a>\n<a class="x" href="/hepl/">Help</a>\n</footer>', "utf-8")
    monkeypatch.setattr(leads, "TEMPLATES", (template.parents[1],))
    built, told = refused_by_both(content, stylesheet)
    assert built == f"{template}:3: there is no page /hepl/"
    assert built in told
