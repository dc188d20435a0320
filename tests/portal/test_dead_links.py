"""A link that leads nowhere is found on the finished page, once for all pages that have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.checks.dead_links import dead_links

HELP = b'<h1>Help</h1>\n<h2 id="numbers">Numbers</h2>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that has a page of help from before."""
    (tmp_path / "site" / "help").mkdir(parents=True)
    (tmp_path / "site" / "help" / "index.html").write_bytes(HELP)
    return tmp_path / "site"


def found(site: Path, **pages: str) -> list[str]:
    """What is said of pages that are made anew, beside the page of help and a picture."""
    fresh = site.with_name("fresh")
    for name, html in pages.items():
        (fresh / name).mkdir(parents=True)
        (fresh / name / "index.html").write_text(html, "utf-8")
    made = [f"{name}/index.html" for name in pages]
    return [str(problem) for problem in dead_links(made, {*made, "help/index.html", "a.png"}, fresh, site)]


@pytest.mark.parametrize(
    "link",
    [
        *("/help/", "/help/#numbers", "/a.png", "/new/", "/new/#own", "#own"),
        *("/forms/concern/", "/forms/notification/?another", "https://example.org/", "mailto:a@example.org", "tel:999"),
    ],
)
def test_a_link_that_leads_somewhere_is_taken(site: Path, link: str) -> None:
    assert found(site, new=f'<p id="own"><a class="x" href="{link}">There</a>') == []


@pytest.mark.parametrize(
    "link", ["/hepl/", "/help", "/help/#number", "#numbers", "/b.png", "help/", "/forms/nothing/", "/forms/", "", "/"]
)
@pytest.mark.parametrize("attribute", ["href", "src"])
def test_a_link_that_leads_nowhere_is_named_with_page_and_line(site: Path, link: str, attribute: str) -> None:
    (said,) = found(site, new=f'<p id="own">\n<a {attribute}="{link}">There</a>')
    assert said == f"{site}/new/index.html:2: the link {link} leads to nothing on this site"


def test_a_link_of_the_frame_is_named_once_for_all_pages(site: Path) -> None:
    frame = '<footer><a href="/hepl/">Help</a></footer>'
    (said,) = found(site, one=frame, two=frame, three=frame)
    assert said == f"{site}/one/index.html:1: the link /hepl/ leads to nothing on this site; 2 more pages have it"
