"""Every page of the frozen site in a real browser: accessible, and never wider than a screen at 400 %."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from journeys.looking import Watch, axe_violations, too_wide
from journeys.walking import AT_400_PERCENT, WIDE
from laptop import stack
from laptop.stack import Stack

SITE = stack.BUILD / "site"
PAGES = sorted(f"/{file.relative_to(SITE)}".removesuffix("index.html") for file in SITE.rglob("*.html"))
assert PAGES, "build/site is empty: run `make build` first, or `make test`, which does"


@pytest.fixture(scope="module")
def watch(here: Stack) -> Watch:
    return Watch(here.address, scripts=True)


@pytest.fixture(scope="module")
def reader(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """One page of a browser, used for every address in turn."""
    context = chromium.new_context(locale="en-GB", **WIDE)
    watch.over(context)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def narrow(chromium: Browser) -> Iterator[Page]:
    """A screen of 1280 by 1024 at 400 %."""
    context = chromium.new_context(java_script_enabled=False, **AT_400_PERCENT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_wrong_and_nothing_comes_from_elsewhere(
    reader: Page, watch: Watch, here: Stack, address: str
) -> None:
    seen = len(watch.requests)
    answer = reader.goto(here.address + address)
    assert answer is not None
    assert answer.status == 200
    assert axe_violations(reader) == []
    assert len(watch.requests) > seen
    assert watch.elsewhere == []
    assert [message.text for message in watch.complaints] == []


@pytest.mark.parametrize("address", PAGES)
def test_it_fits_a_screen_320_pixels_wide(narrow: Page, here: Stack, address: str) -> None:
    narrow.goto(here.address + address)
    assert too_wide(narrow) == []


def test_the_menu_takes_at_most_three_lines_of_a_screen_320_pixels_wide(narrow: Page, here: Stack) -> None:
    narrow.goto(here.address + "/")
    links = narrow.get_by_role("navigation", name="Main").get_by_role("link").all()
    assert len(links) > 3
    assert len({box["y"] for link in links if (box := link.bounding_box())}) <= 3


def test_axe_sees_what_is_wrong(reader: Page) -> None:
    reader.set_content("<html><title>x</title><main><h1>x</h1><img src='/favicon.svg'><input></main></html>")
    found = " ".join(axe_violations(reader))
    assert "image-alt" in found
    assert "label" in found
    assert "html-has-lang" in found


def test_a_page_that_is_too_wide_is_seen(narrow: Page) -> None:
    narrow.goto("data:text/html,<p style='width: 400px'>x</p>")
    assert too_wide(narrow)
