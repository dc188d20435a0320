"""Searching, in a real browser: what people type, what they find, what it costs, and that nothing they type leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from journeys.looking import Watch, axe_violations, too_wide
from journeys.walking import AT_400_PERCENT, WIDE
from laptop import stack
from laptop.delivered import serving
from promises import broken_promises
from summary_sites import freeze_summaries

ON_THE_WIRE = 150_000
"""The most that a browser may fetch up to the first results, in bytes, headers included."""

# What people type, and the places of which one has to come first.
EVERYDAY = [
    ("how long do we have to notify", ["/guidance/09-timescale-for-notification/"]),
    ("deadline", ["/guidance/09-timescale-for-notification/", "/time-limits/"]),
    ("serious case review", ["/guidance/01-introduction/"]),
    ("SCR", ["/guidance/01-introduction/"]),
    ("death of a child", ["/guidance/04-criteria-for-notification/#when-you-must-notify"]),
    ("referral", ["/guidance/13-referral-to-the-panel/", "/guidance/14-referral-to-the-board/"]),
    ("quorum", ["/guidance/appendix-four/#8-quorum", "/panel/"]),
    ("two weeks before panel", ["/guidance/10-documents-for-notification/#in-time-for-the-panel"]),
    ("who tells the parents", ["/guidance/11-telling-parents-and-children/"]),
    ("IAR template", ["/guidance/22-iars-and-reports/#the-report"]),
    ("publish summary", ["/guidance/29-publication/"]),
    ("member of the public", ["/guidance/08-requests-from-the-public/"]),
    ("sibling", ["/notify/#when-to-notify", "/guidance/04-criteria-for-notification/#when-you-must-notify"]),
    ("who can see the report", ["/guidance/28-sharing-the-reports/"]),
    ("police investigation", ["/guidance/32-other-processes/#criminal-investigations-and-the-coroner"]),
    ("late notification", ["/guidance/09-timescale-for-notification/#if-you-are-late-or-do-not-know-everything"]),
    ("conflict of interest", ["/guidance/appendix-four/#9-declaration-of-interest"]),
    ("near miss", ["/guidance/32-other-processes/#serious-adverse-incidents"]),
    ("quorom", ["/guidance/appendix-four/#8-quorum", "/panel/"]),
    ("gdpr", ["/privacy/"]),
    ("I am scared", ["/help/"]),
    ("emergency", ["/help/"]),
]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the built site is served."""
    site = stack.BUILD / "site"
    assert (site / "search" / "index.js").is_file(), "run `make build` first, or `make test`, which does"
    with serving(site, tmp_path_factory.mktemp("beside")) as address:
        yield address


@pytest.fixture
def watch(origin: str) -> Watch:
    return Watch(origin, scripts=True)


@pytest.fixture
def context(chromium: Browser, watch: Watch) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB", **WIDE)
    watch.over(context)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, origin: str) -> Page:
    """The search page, just opened."""
    page = context.new_page()
    page.goto(f"{origin}/search/")
    return page


def look_for(page: Page, typed: str) -> list[str]:
    """Search as people do; gives the addresses of the results, without the origin."""
    page.get_by_label("Words to look for").fill(typed)
    page.get_by_label("Words to look for").press("Enter")
    return results(page)


def results(page: Page) -> list[str]:
    expect(page.get_by_role("status")).not_to_have_text("Searching …")
    return [link.get_attribute("href") or "" for link in page.locator("#found h3 a").all()]


def said(page: Page) -> str:
    """What is announced to those who do not see the page."""
    return page.get_by_role("status").inner_text()


def test_the_words_that_people_type_lead_to_the_answer_first(page: Page) -> None:
    found = {typed: look_for(page, typed)[:1] for typed, _ in EVERYDAY}
    assert {typed: found[typed] for typed, first in EVERYDAY if found[typed][0] not in first} == {}


def test_nothing_is_fetched_before_somebody_turns_to_the_box_and_then_two_files(page: Page, watch: Watch) -> None:
    page.wait_for_load_state("networkidle")
    before = [urlsplit(url).path for url in watch.requests]
    assert [path for path in before if not path.startswith(("/assets/", "/favicon"))] == ["/search/"]
    assert len([path for path in before if path.endswith(".js")]) == 1
    page.get_by_label("Words to look for").focus()
    page.wait_for_load_state("networkidle")
    assert look_for(page, "quorum")
    assert [urlsplit(url).path for url in watch.requests][len(before) :] == ["/search/index.js", "/summaries/search.js"]


def test_the_first_results_cost_little(context: BrowserContext, origin: str) -> None:
    page, weights = context.new_page(), []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(f"{origin}/search/")
    assert look_for(page, "how long do we have to notify")
    assert len(weights) >= 4
    assert 40_000 < sum(weights) <= ON_THE_WIRE


def test_what_was_typed_is_in_no_address_and_stays_nowhere(page: Page, context: BrowserContext, watch: Watch) -> None:
    address, history = page.url, page.evaluate("history.length")
    look_for(page, "canary quorum")
    page.get_by_label("Kind of page").select_option("appendix")
    assert (page.url, page.evaluate("history.length")) == (address, history)
    assert watch.history_with(["canary", "quorum"]) == []
    assert [url for url in watch.requests if urlsplit(url).query] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert context.cookies() == []


def test_the_page_could_send_nothing_if_it_wanted_to(page: Page, origin: str) -> None:
    assert "refused" in page.evaluate("fetch('/help/').then(() => 'sent', () => 'refused')")
    assert (
        page.request.get(f"{origin}/search/")
        .headers["content-security-policy"]
        .startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    )


def test_a_result_says_where_it_leads_and_why(page: Page) -> None:
    look_for(page, "two weeks before panel")
    first = page.locator("#found li").first
    assert first.locator("h3").inner_text() == "Section 10: Documents needed for notification"
    assert "Under “In time for the Panel”" in first.inner_text()
    assert "weeks" in [mark.lower() for mark in first.locator("mark").all_inner_texts()]


def test_how_many_were_found_is_announced(page: Page) -> None:
    found = look_for(page, "quorum")
    assert said(page) == f"{len(found)} pages found for “quorum”."


def test_filters_narrow_the_results_down_and_say_so(page: Page) -> None:
    look_for(page, "notification")
    everything = said(page)
    page.get_by_label("Kind of page").select_option("appendix")
    appendices = results(page)
    assert appendices
    assert all(address.startswith("/guidance/appendix-") for address in appendices)
    assert said(page) == f"{len(appendices)} pages found for “notification” with these filters."
    page.get_by_label("Kind of page").select_option("")
    page.get_by_label("Who has something to do").select_option("panel-chair")
    for_the_chair = {address.partition("#")[0] for address in results(page)}
    pages = page.evaluate("import('/search/index.js').then(found => found.default.pages)")
    assert "/guidance/17-role-of-the-panel-chair/" in for_the_chair
    assert for_the_chair <= {one["address"] for one in pages if "panel-chair" in one["roles"]}
    page.get_by_label("Who has something to do").select_option("")
    results(page)
    assert said(page) == everything


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("xyzzyq", "Nothing found for “xyzzyq”. Try other words, fewer words or the site map."),
        ("   ", "Type what you are looking for."),
    ],
)
def test_where_there_is_nothing_to_show_the_page_says_what_to_do(page: Page, typed: str, answer: str) -> None:
    look_for(page, "quorum")
    assert look_for(page, typed) == []
    assert said(page) == answer
    assert axe_violations(page) == []


def test_nothing_found_with_a_filter_advises_to_take_it_away(page: Page) -> None:
    page.get_by_label("Kind of page").select_option("form")
    look_for(page, "quorum")
    assert (
        said(page)
        == "Nothing found for “quorum” with these filters. Try other words, fewer words, no filters or the site map."
    )


def test_an_index_that_does_not_arrive_is_told(page: Page, context: BrowserContext) -> None:
    context.route("**/search/index.js", lambda route: route.abort())
    assert look_for(page, "quorum") == []
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")


def test_what_was_typed_is_words_and_never_markup(page: Page) -> None:
    look_for(page, "<img src=x onerror=alert(1)> quorum")
    assert "<img src=x" in said(page)
    assert page.locator("main img").count() == 0


def test_the_keyboard_is_enough(page: Page, origin: str) -> None:
    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id || document.activeElement.textContent") == name:
                return
        raise AssertionError(f"Tab never comes to {name}")

    tab_to("sought")
    page.keyboard.type("two weeks before panel")
    page.keyboard.press("Enter")
    results(page)
    assert page.evaluate("document.activeElement.id") == "sought"
    for name in ("go", "kind", "role"):
        tab_to(name)
    page.keyboard.press("Tab")
    address = page.evaluate("document.activeElement.getAttribute('href')")
    assert address == results(page)[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"{origin}{address}")
    assert page.locator(":target").inner_text() == "In time for the Panel"


def test_more_results_come_when_asked_for_and_take_the_focus(page: Page) -> None:
    more = page.get_by_role("button", name="more")
    assert not more.is_visible()
    first = look_for(page, "report")
    assert len(first) == 10
    more.click()
    both = results(page)
    assert both[:10] == first
    assert len(both) == 20
    assert page.evaluate("document.activeElement.getAttribute('href')") == both[10]
    assert len(look_for(page, "quorum")) < 10
    assert not more.is_visible()


@pytest.mark.parametrize("shape", [WIDE, AT_400_PERCENT], ids=["1280 wide", "at 400 %"])
def test_the_page_is_accessible_before_and_after(
    chromium: Browser, watch: Watch, shape: dict[str, object], origin: str
) -> None:
    context = chromium.new_context(locale="en-GB", **shape)  # type: ignore[arg-type]
    watch.over(context)
    page = context.new_page()
    answer = page.goto(f"{origin}/search/")
    assert answer is not None
    watch.look_at(page, answer)
    look_for(page, "how long do we have to notify")
    assert axe_violations(page) == []
    assert too_wide(page) == []
    assert page.get_by_role("status").evaluate("one => one.getBoundingClientRect().bottom < innerHeight * 0.8")
    assert watch.problems == []
    context.close()


def test_with_scripts_off_the_page_says_so_and_leads_to_the_site_map(chromium: Browser, origin: str) -> None:
    context = chromium.new_context(java_script_enabled=False, **AT_400_PERCENT)  # type: ignore[arg-type]
    page = context.new_page()
    answer = page.goto(f"{origin}/search/")
    assert answer is not None
    assert broken_promises(answer.text(), "/search/") == []
    assert "The search needs scripts" in page.locator("main").inner_text()
    assert not page.get_by_label("Words to look for").is_visible()
    page.get_by_role("main").get_by_role("link", name="site map").first.click()
    assert urlsplit(page.url).path == "/site-map/"
    context.close()


# Summaries -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served with many summaries."""
    folder = tmp_path_factory.mktemp("many")
    many = freeze_summaries(folder, many=300)
    site = Path(shutil.copytree(stack.BUILD / "site", folder / "whole"))
    shutil.copytree(many / "summaries", site / "summaries", dirs_exist_ok=True)
    with serving(site, folder) as address:
        yield address


@pytest.fixture
def many(context: BrowserContext, with_many: str) -> Page:
    """The search page of a site with many summaries."""
    page = context.new_page()
    page.goto(f"{with_many}/search/")
    return page


def test_summaries_are_found_and_can_be_chosen_alone(many: Page) -> None:
    found = look_for(many, "concerns heard one at a time")
    expect(many.locator("#found h3").first).to_have_text("Invented example: Concerns heard one at a time")
    many.get_by_label("Kind of page").select_option(label="Published summaries")
    alone = results(many)
    assert alone[0] == "/summaries/concerns-heard-one-at-a-time/"
    assert all(address.startswith("/summaries/") for address in alone)
    assert found


def test_the_words_that_people_type_lead_to_the_answer_among_many_summaries_too(many: Page) -> None:
    look_for(many, "quorum")
    many.wait_for_load_state("networkidle")
    many.evaluate("import('/summaries/search.js')")
    found = {typed: look_for(many, typed)[:1] for typed, _ in EVERYDAY}
    assert {typed: found[typed] for typed, first in EVERYDAY if found[typed][0] not in first} == {}


def test_the_first_results_do_not_wait_for_the_summaries(many: Page, context: BrowserContext) -> None:
    waiting: list[Route] = []
    context.route("**/summaries/search.js", lambda route: waiting.append(route))
    first = look_for(many, "plan worry visit record")
    assert [address for address in first if address.startswith("/summaries/")] == []
    waiting[0].continue_()
    expect(many.locator("#found a[href^='/summaries/']").first).to_be_visible()


def test_somebody_who_is_reading_the_results_keeps_them(many: Page, context: BrowserContext) -> None:
    waiting: list[Route] = []
    context.route("**/summaries/search.js", lambda route: waiting.append(route))
    first = look_for(many, "plan worry visit record")
    many.locator("#found a").nth(1).focus()
    waiting[0].continue_()
    many.wait_for_load_state("networkidle")
    many.evaluate("import('/summaries/search.js').then(() => 0)")
    assert results(many) == first
    assert many.evaluate("document.activeElement.getAttribute('href')") == first[1]


def test_summaries_that_do_not_arrive_are_told_and_the_rest_is_found(many: Page, context: BrowserContext) -> None:
    context.route("**/summaries/search.js", lambda route: route.abort())
    found = look_for(many, "quorum")
    assert found
    expect(many.get_by_role("status")).to_have_text(
        f"{len(found)} pages found for “quorum”. Summaries could not be searched just now."
    )
