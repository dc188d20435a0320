"""What a browser keeps of a concern that was begun or sent: after leaving nothing, else each draft by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from intake.leaving import NEUTRAL_PAGE
from journeys import office
from journeys.walking import AT_400_PERCENT, WIDE
from laptop.stack import Stack

HAPPENED, CHILD, NAME = "Hortensia Blackmantle cried", "Barnaby Blackmantle", "Cordelia Thistlewaite"
TYPED = (HAPPENED, CHILD, NAME)
WAY = ("first", "mistake", "advice", "your-concern", "about-you", "wrong", "check", "receipt", "copy")
HEADINGS = dict(
    zip(
        WAY,
        (
            "Is a child in danger now?",
            "Is a child in danger now?",
            "Call now",
            "Your concern",
            "About you",
            "About you",
            "Check your answers",
            "We have received what you sent",
            "What you sent",
        ),
        strict=True,
    )
)
# What is on a page: its words, what its inputs hold, and whether anything is chosen.
ON_SCREEN = """() => [document.documentElement.outerHTML,
  ...[...document.querySelectorAll("input, textarea, select")].map(
    one => ["radio", "checkbox"].includes(one.type) ? (one.checked ? "CHOSEN" : "") : one.value)].join("\\n")"""


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def browser(scripts: bool, chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody's own, in which something stands in for the page that leaving leads to."""
    context = chromium.new_context(java_script_enabled=scripts, **(WIDE if scripts else AT_400_PERCENT))
    context.route(NEUTRAL_PAGE, lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title>Sun"))
    yield context
    context.close()


def press(page: Page, button: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=button, exact=True).click()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def raising_a_concern(page: Page, here: Stack, stop: str, *, happened: str = HAPPENED) -> list[str]:
    """Go as far as `stop`; every address on the way. What can be typed on that page is typed, and not sent."""
    page.goto(here.address + "/forms/concern/?another")
    addresses: list[str] = []
    for place in WAY:
        assert heading(page).split("\n")[0] == HEADINGS[place]
        addresses.append(page.url)
        _type(page, place, happened)
        if place == stop:
            break
        if place == "receipt":
            page.get_by_role("link", name="See or print what you sent").click()
        else:
            buttons = {"advice": "Carry on with the form", "check": "Confirm and send"}
            press(page, buttons.get(place, "Continue"))
    return addresses


def _type(page: Page, place: str, happened: str) -> None:
    if place == "mistake":
        page.locator("#danger").check()
    if place == "your-concern":
        page.locator("[name=what-happened]").fill(happened)
        page.locator("[name=child]").fill(CHILD)
    if place == "about-you":
        page.locator("[name=stay-anonymous][value=no]").check()
        page.locator("[name=name]").fill(NAME)
        page.locator("[name=understand]").check()
    if place == "wrong":
        page.locator("[name=name-may-be-shared][value=no]").check()


def traces(page: Page) -> list[str]:
    shown = page.evaluate(ON_SCREEN)
    return [text for text in (*TYPED, "CHOSEN") if text in shown]


def leave(page: Page, how: str) -> None:
    if how == "button":
        page.locator(".cmr-exit__button").click()
    elif how == "skip link":
        page.locator(".cmr-exit-first").press("Enter")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(NEUTRAL_PAGE)


@pytest.mark.parametrize("how", ["button", "skip link", "shift"])
@pytest.mark.parametrize("stop", WAY)
def test_after_leaving_nothing_that_was_typed_is_seen_again(
    browser: BrowserContext, here: Stack, scripts: bool, stop: str, how: str
) -> None:
    if how == "shift" and not scripts:
        pytest.skip("without scripts nothing hears Shift")
    page = browser.new_page()
    addresses = raising_a_concern(page, here, stop)
    leave(page, how)
    assert [one for one in browser.cookies() if one["name"].startswith("draft-")] == []
    for _ in range(3):
        page.go_back()
        assert traces(page) == [], page.url
    page.reload()
    assert traces(page) == [], page.url
    for address in {*addresses, here.address + "/forms/concern/", here.address + "/forms/concern/d/"}:
        page.goto(address)
        assert traces(page) == [], address


def test_two_concerns_in_one_browser_are_both_sent_and_each_is_its_own(browser: BrowserContext, here: Stack) -> None:
    page = browser.new_page()
    raising_a_concern(page, here, "check", happened="The first of two.")
    page.goto(here.address + "/forms/concern/")
    assert page.url.endswith("/forms/concern/d/")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Start another").click()
    assert heading(page) == HEADINGS["first"]
    raising_a_concern(page, here, "receipt", happened="The second of two.")
    second = page.url
    page.goto(here.address + "/forms/concern/d/")
    page.get_by_role("link", name=re.compile("^Continue the one you began")).click()
    assert heading(page) == HEADINGS["check"]
    assert "The first of two." in page.content()
    press(page, "Confirm and send")
    kept = [office.answers(here, url.rstrip("/").rpartition("/")[2])["what-happened"] for url in (page.url, second)]
    assert kept == ["The first of two.", "The second of two."]


def test_two_windows_that_say_different_things_are_asked_which_is_right(browser: BrowserContext, here: Stack) -> None:
    one, other = browser.new_page(), browser.new_page()
    address = raising_a_concern(one, here, "your-concern", happened="What one window says.")[-1]
    other.goto(address)
    press(one, "Continue")
    other.locator("[name=what-happened]").fill("What the other says.")
    press(other, "Continue")
    assert heading(other) == "Your concern"
    shown = other.locator("main").inner_text()
    assert "Another window has saved other answers to this page." in shown
    assert "What one window says." in shown
    assert other.locator("[name=what-happened]").input_value() == "What the other says."
    press(other, "Continue")
    assert heading(other) == "About you"


def test_what_another_window_changed_is_checked_again_and_sent_once(browser: BrowserContext, here: Stack) -> None:
    one, other = browser.new_page(), browser.new_page()
    addresses = raising_a_concern(one, here, "check")
    other.goto(addresses[WAY.index("your-concern")])
    other.locator("[name=what-happened]").fill("Said later, and meant.")
    press(other, "Continue")
    press(one, "Confirm and send")
    assert heading(one) == HEADINGS["check"]
    assert "Your answers were changed in another window after this page was shown." in one.locator("main").inner_text()
    assert "Said later, and meant." in one.content()
    other.goto(one.url)
    for page in (one, other):
        press(page, "Confirm and send")
        assert heading(page).split("\n")[0] == HEADINGS["receipt"]
    assert one.url == other.url
    assert office.answers(here, one.url.rstrip("/").rpartition("/")[2])["what-happened"] == "Said later, and meant."
