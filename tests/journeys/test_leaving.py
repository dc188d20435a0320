"""Leaving at once, in a browser: pinned at every size, by the keyboard alone, and nothing left behind on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route

START, FORM = "/raise-a-concern/", "/forms/concern/"
SIZES = [(320, 256), (390, 844), (844, 390), (1280, 400)]
LEAVE = "**/forms/concern/leave/"
ON_TOP = """() => {
  const {left, right, top, bottom} = document.querySelector(".cmr-exit__button").getBoundingClientRect();
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const whole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return whole && there?.className === "cmr-exit__button";
}"""
COVERED = """() => {
  const on = document.activeElement, bar = document.querySelector(".cmr-exit");
  const first = on === document.body || on.matches(".govuk-skip-link") || bar.contains(on);
  return !first && on.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1;
}"""

Opening = Callable[..., AbstractContextManager[Page]]

scripts_on_and_off = pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
every_page = pytest.mark.parametrize("address", [START, FORM])


@pytest.fixture
def reader(chromium: Browser, built: str) -> Opening:
    """Opens a page in a browser in which leaving leads to a page that knows nothing of this site."""

    @contextmanager
    def opened(address: str, *, scripts: bool = True, size: tuple[int, int] = (1280, 400)) -> Iterator[Page]:
        width, height = size
        context = chromium.new_context(java_script_enabled=scripts, viewport={"width": width, "height": height})
        context.route(LEAVE, _weather)
        page = context.new_page()
        page.goto(built + address)
        yield page
        context.close()

    return opened


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<!doctype html><title>Weather</title><p>Sun")


@every_page
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", SIZES)
def test_the_way_out_is_on_the_screen_wherever_the_page_is(
    reader: Opening, address: str, size: tuple[int, int], direction: str
) -> None:
    with reader(address, size=size) as page:
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        for depth in (0, 300, 100_000):
            page.evaluate(f"scrollTo(0, {depth})")
            assert page.evaluate(ON_TOP), depth


@every_page
@pytest.mark.parametrize("size", SIZES)
def test_nothing_that_has_the_focus_is_behind_it(reader: Opening, address: str, size: tuple[int, int]) -> None:
    with reader(address, size=size) as page:
        for key in ["Tab"] * 30 + ["Shift+Tab"] * 30:
            page.keyboard.press(key)
            assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")


@every_page
@scripts_on_and_off
def test_two_steps_and_enter_leave(reader: Opening, address: str, scripts: bool) -> None:
    with reader(address, scripts=scripts) as page:
        for key in ("Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        page.wait_for_url(LEAVE)


@every_page
def test_shift_three_times_leaves_and_says_so_on_the_way(reader: Opening, address: str) -> None:
    with reader(address) as page:
        said = page.get_by_role("status")
        page.keyboard.press("Shift")
        assert said.inner_text() == "Shift, press 2 more times to leave this page"
        page.keyboard.press("Shift")
        assert said.inner_text() == "Shift, press 1 more time to leave this page"
        page.keyboard.press("Shift")
        page.wait_for_url(LEAVE)


def test_shift_with_another_key_or_with_one_between_leaves_nothing(reader: Opening) -> None:
    with reader(FORM) as page:
        for key in ("Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift", "Shift", "a", "Shift", "Shift"):
            page.keyboard.press(key)
        assert page.get_by_role("status").inner_text() == "Shift, press 1 more time to leave this page"
        assert page.url.endswith(FORM)


@scripts_on_and_off
def test_what_was_chosen_and_never_sent_is_gone_after_leaving_and_back(reader: Opening, scripts: bool) -> None:
    with reader(FORM, scripts=scripts) as page:
        page.get_by_label("Yes", exact=True).first.check()
        page.locator(".cmr-exit__button").click()
        page.wait_for_url(LEAVE)
        page.go_back()
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.locator("main :checked").count() == 0


def test_999_shows_as_soon_as_a_child_is_said_to_be_in_danger(reader: Opening) -> None:
    with reader(FORM, scripts=False) as page:
        call = page.locator(".cmr-call")
        assert not call.is_visible()
        page.locator("#danger").check()
        assert call.is_visible()


def test_the_start_is_on_the_first_screen_of_a_telephone(reader: Opening) -> None:
    with reader(START, size=(390, 844)) as page:
        box = page.get_by_role("button", name="Start now").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844
