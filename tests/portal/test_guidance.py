"""The guidance: nothing of it is missing, and everything says where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from portal.pages.library import load_library
from portal.pages.page_files import GuidancePage

ROOT = Path(__file__).parents[2]
LIBRARY = load_library(ROOT / "content", show_unverified_numbers=True)
PAGES = list(LIBRARY.guidance.values())
OFFICIAL = [
    *(f"Section {number}" for number in range(1, 36)),
    *(f"Appendix {n}" for n in ("One", "Two", "Three", "Four")),
]

every_page = pytest.mark.parametrize("page", PAGES, ids=[page.slug for page in PAGES])


def test_there_are_35_sections_and_four_appendices_in_the_official_order() -> None:
    assert [page.number for page in PAGES] == OFFICIAL


@every_page
def test_an_address_carries_the_number(page: GuidancePage) -> None:
    start = f"{page.section:02}-" if page.section else f"appendix-{page.appendix}"
    assert page.slug.startswith(start)


@every_page
def test_a_page_shows_its_number_and_that_the_official_document_prevails(
    client: FlaskClient, page: GuidancePage
) -> None:
    text = client.get(page.address).text
    assert f'<p class="govuk-caption-l">{page.number}</p>' in text
    assert "The official document prevails" in text
    assert f'href="{LIBRARY.wording.official.link}"' in text
    assert "Last reviewed" in text


@every_page
def test_a_page_shows_each_of_its_duties_once(client: FlaskClient, page: GuidancePage) -> None:
    text = client.get(page.address).text
    for duty in page.duties:
        who = [
            f'<a class="govuk-link" href="/guidance/roles/{role}/">'
            f"<strong>{escape(LIBRARY.wording.roles[role].title)}</strong></a>"
            for role in duty.who
        ]
        named = " and ".join([", ".join(who[:-1]), who[-1]] if who[1:] else who)
        assert text.count(f"<li>{named} {duty.strength} {escape(duty.text)}</li>") == 1


@every_page
def test_the_page_that_holds_all_holds_every_duty(frozen: Path, page: GuidancePage) -> None:
    text = (frozen / "guidance" / "all" / "index.html").read_text("utf-8")
    assert all(str(escape(duty.text)) in text for duty in page.duties)


def test_the_page_that_holds_all_leads_to_the_guidance_within_itself(frozen: Path) -> None:
    text = (frozen / "guidance" / "all" / "index.html").read_text("utf-8")
    main = text.partition("<main")[2].partition("</main>")[0]
    assert 'href="#section-9"' in main
    elsewhere = set(re.findall(r'href="(/guidance/[^"]+)"', main))
    assert {address for address in elsewhere if not address.startswith("/guidance/roles/")} == {
        "/guidance/guidance.pdf"
    }


@every_page
def test_contents_lists_the_page_with_its_number_and_summary(frozen: Path, page: GuidancePage) -> None:
    text = (frozen / "guidance" / "index.html").read_text("utf-8")
    entry = text.partition(f'href="{page.address}"')
    assert entry[0].endswith(f'{page.number}</span> <a class="govuk-link" ')
    assert str(escape(page.summary)) in entry[2].partition("</li>")[0]


def test_next_leads_from_the_first_page_to_the_last(client: FlaskClient) -> None:
    walked, address = [], PAGES[0].address
    while address:
        walked.append(address)
        following = re.search(r'href="([^"]+)" rel="next"', client.get(address).text)
        address = following.group(1) if following else ""
    assert walked == [page.address for page in PAGES]


def test_previous_leads_from_the_last_page_to_the_first(client: FlaskClient) -> None:
    walked, address = [], PAGES[-1].address
    while address:
        walked.append(address)
        earlier = re.search(r'href="([^"]+)" rel="prev"', client.get(address).text)
        address = earlier.group(1) if earlier else ""
    assert walked == [page.address for page in reversed(PAGES)]


def test_a_page_says_which_other_sections_mention_it(client: FlaskClient) -> None:
    nine = next(page for page in PAGES if page.section == 9)
    mentioned = client.get(nine.address).text.partition("Also mentioned in")[2]
    assert (
        f'href="{next(page for page in PAGES if page.section == 4).address}"' not in mentioned
    )  # it links there itself
    for page in PAGES:
        links_here = f"]({nine.address})" in page.file.body
        linked_from_here = f"]({page.address})" in nine.file.body
        if page is not nine and links_here and not linked_from_here:
            assert f'href="{page.address}"' in mentioned
