"""Published summaries in a real browser: narrowing the list down, by keyboard too, and where something fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from journeys.looking import Watch, axe_violations, too_wide
from journeys.walking import AT_400_PERCENT, WIDE
from laptop.delivered import serving
from summary_sites import CONTENT, WITHDRAWN, freeze_summaries

LIST = "/summaries/"
AT_ONCE = 50
KEPT = "[document.cookie, localStorage.length, sessionStorage.length]"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large collection."""
    return freeze_summaries(tmp_path_factory.mktemp("many"), many=120)


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    """Where it is served."""
    with serving(site, site.parent) as address:
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
    """The list, just opened."""
    page = context.new_page()
    page.goto(origin + LIST)
    return page


def lists(page: Page) -> list[Locator]:
    """What there is to choose from."""
    return page.locator("#narrow select").all()


def choose(page: Page, label: str, option: str) -> None:
    """Choose as people do: by what they read."""
    page.get_by_label(label).select_option(label=option)
    expect(page.get_by_role("status")).not_to_have_text("Looking …")


def shown(page: Page) -> list[str]:
    """The addresses of the summaries that can be seen in the list."""
    links = page.locator("ol.found:visible h2 a")
    return [urlsplit(link.get_attribute("href") or "").path for link in links.all()]


def said(page: Page) -> str:
    """What is announced to those who do not see the page."""
    return page.get_by_role("status").inner_text()


def test_lists_to_choose_from_take_the_place_of_the_links_and_nothing_is_fetched_for_them(
    page: Page, watch: Watch
) -> None:
    page.wait_for_load_state("networkidle")
    assert [one.evaluate("one => one.labels[0].textContent") for one in lists(page)] == [
        "Theme",
        "Year of publication",
        "What happened",
        "Age of the child",
    ]
    assert page.locator("#narrow a:visible").count() == 0
    assert [
        path for url in watch.requests if not (path := urlsplit(url).path).startswith(("/assets/", "/favicon"))
    ] == [LIST]
    choose(page, "Theme", "Neglect")
    choose(page, "Theme", "Harm online")
    assert [urlsplit(url).path for url in watch.requests].count("/summaries/index.js") == 1
    assert watch.elsewhere == []


def test_every_single_choice_shows_what_the_page_without_a_script_shows(page: Page, origin: str, site: Path) -> None:
    wrong = []
    for one in lists(page):
        facet = one.get_attribute("name")
        for value in one.evaluate("one => [...one.options].map(option => option.value).filter(Boolean)"):
            one.select_option(value)
            expect(page.get_by_role("status")).not_to_have_text("Looking …")
            while (more := page.get_by_role("button", name="more")).is_visible():
                more.click()
            if shown(page) != listed(site, f"{LIST}{facet}/{value}/"):
                wrong.append((facet, value))
        one.select_option("")
    assert wrong == []
    assert page.url == origin + LIST


def listed(site: Path, address: str) -> list[str]:
    """The addresses in a list as it was frozen, over all its pages."""
    found = []
    for number in range(1, 10):
        file = site / address.strip("/") / (f"page/{number}" if number > 1 else "") / "index.html"
        if not file.is_file():
            break
        cards = file.read_text("utf-8").partition('<ol class="found">')[2].partition("</ol>")[0]
        found += [part.partition('"')[0] for part in cards.split('<a class="govuk-link" href="')[1:]]
    return found


def test_choices_combine_and_the_count_is_announced(page: Page) -> None:
    choose(page, "Theme", "Neglect")
    neglect = shown(page)
    assert said(page) == f"{len(neglect)} summaries. Theme: Neglect."
    page.get_by_label("What happened").focus()
    choose(page, "What happened", "A child died")
    both = shown(page)
    assert 0 < len(both) < len(neglect)
    assert set(both) < set(neglect)
    assert said(page) == f"{len(both)} summaries. Theme: Neglect. What happened: A child died."
    assert page.evaluate("document.activeElement.name") == "kind"


def test_a_page_about_one_thing_is_narrowed_down_within_it(page: Page, origin: str, site: Path) -> None:
    page.goto(f"{origin}{LIST}theme/neglect/")
    assert [one.get_attribute("name") for one in lists(page)] == ["year", "kind", "age"]
    choose(page, "What happened", "A child died")
    everything = {*listed(site, f"{LIST}theme/neglect/")} & {*listed(site, f"{LIST}kind/death/")}
    assert {*shown(page)} == everything


def test_where_nothing_fits_the_page_says_which_choice_to_take_back(page: Page) -> None:
    choose(page, "Theme", "Neglect")
    found, years = 1, page.get_by_label("Year").evaluate("one => [...one.options].slice(1).map(option => option.value)")
    for year in years:
        choose(page, "Year", year)
        if not (found := len(shown(page))):
            break
    assert found == 0
    assert said(page).startswith(f"No summary fits that. Without “Year of publication: {year}” there are ")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Show all summaries").click()
    assert len(shown(page)) == AT_ONCE
    assert said(page) == ""
    assert page.evaluate("document.activeElement.name") == "theme"
    assert [one.input_value() for one in lists(page)] == ["", "", "", ""]


def test_more_come_when_asked_for_and_take_the_focus(page: Page) -> None:
    choose(page, "What happened", "A child died")
    first = shown(page)
    assert len(first) == AT_ONCE
    page.get_by_role("button", name="more").click()
    assert shown(page)[:AT_ONCE] == first
    assert page.evaluate("document.activeElement.pathname") == shown(page)[AT_ONCE]


def test_an_index_that_does_not_arrive_is_told_and_the_links_come_back(page: Page, context: BrowserContext) -> None:
    context.route("**/summaries/index.js", lambda route: route.abort())
    choose(page, "Theme", "Neglect")
    assert "could not be narrowed down" in said(page)
    assert len(shown(page)) == AT_ONCE
    page.locator("summary", has_text="Theme").click()
    page.get_by_role("link", name="Neglect", exact=True).click()
    assert urlsplit(page.url).path == f"{LIST}theme/neglect/"


def test_a_choice_made_while_the_index_is_on_its_way_counts(page: Page, context: BrowserContext) -> None:
    waiting: list[Route] = []
    context.route("**/summaries/index.js", lambda route: waiting.append(route))
    page.get_by_label("Theme").select_option(label="Neglect")
    expect(page.get_by_role("status")).to_have_text("Looking …")
    page.get_by_label("Theme").select_option(label="Harm online")
    waiting[0].continue_()
    expect(page.get_by_role("status")).to_contain_text("Theme: Harm online.")


def test_no_choice_is_kept_or_stands_in_an_address_and_reload_and_back_do_no_harm(page: Page, watch: Watch) -> None:
    address, history = page.url, page.evaluate("history.length")
    choose(page, "Theme", "Neglect")
    assert (page.url, page.evaluate("history.length")) == (address, history)
    assert page.evaluate(KEPT) == ["", 0, 0]
    assert [url for url in watch.requests if urlsplit(url).query or urlsplit(url).fragment] == []
    page.locator("ol.found:visible h2 a").first.click()
    page.go_back()
    chosen = page.get_by_label("Theme").input_value()
    assert len(shown(page)) == (AT_ONCE if not chosen else len(shown(page)))
    assert bool(said(page)) == bool(chosen)
    page.reload()
    assert page.get_by_label("Theme").input_value() == ""
    assert len(shown(page)) == AT_ONCE
    assert watch.problems == []


def test_the_keyboard_is_enough(page: Page) -> None:
    def tab_to(there: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name || document.activeElement.textContent") == there:
                return
        raise AssertionError(f"Tab never comes to {there}")

    tab_to("theme")
    page.keyboard.type("Neg")
    expect(page.get_by_role("status")).to_contain_text("Theme: Neglect.")
    tab_to("kind")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status")).to_contain_text("What happened: A child died.")
    tab_to("Show all summaries")
    tab_to(page.locator("ol.found:visible h2 a").first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/summaries/*/")


def test_the_page_could_send_nothing_if_it_wanted_to(page: Page) -> None:
    assert "refused" in page.evaluate("fetch('/summaries/').then(() => 'sent', () => 'refused')")


@pytest.mark.parametrize("shape", [WIDE, AT_400_PERCENT], ids=["1280 wide", "at 400 %"])
def test_every_kind_of_page_is_accessible_and_fits(
    chromium: Browser, origin: str, site: Path, shape: dict[str, object]
) -> None:
    context = chromium.new_context(locale="en-GB", **shape)  # type: ignore[arg-type]
    page, problems = context.new_page(), {}
    names = [file.stem for file in sorted((CONTENT / "summaries" / "invented").glob("*.md"))]
    ours = [f"{LIST}{name}/" for name in names if (site / "summaries" / name).is_dir()]
    kinds = [
        "",
        "page/2/",
        "theme/neglect/",
        "age/under-1/",
        "learning/",
        "recommendations/",
        "recommendations/regional/",
    ]
    for address in (*(LIST + kind for kind in kinds), *ours, f"{LIST}{WITHDRAWN}/"):
        page.goto(origin + address)
        open_all(page)
        problems[address] = axe_violations(page) + too_wide(page)
    page.goto(origin + LIST)
    choose(page, "Theme", "Neglect")
    problems["narrowed down"] = axe_violations(page) + too_wide(page)
    assert len(problems) > len(kinds) + 2
    assert {address: found for address, found in problems.items() if found} == {}
    context.close()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def test_on_paper_everything_is_open_and_nothing_is_to_be_pressed(page: Page, origin: str) -> None:
    page.goto(f"{origin}{LIST}concerns-heard-one-at-a-time/")
    page.emulate_media(media="print")
    assert page.get_by_text("A monthly sample of forty referrals").is_visible()
    assert page.locator("nav:visible").count() == 0
    assert page.get_by_text(f"{LIST}concerns-heard-one-at-a-time/").last.is_visible()
    page.goto(origin + LIST)
    page.emulate_media(media="print")
    assert page.locator("select:visible, button:visible, #narrow:visible").count() == 0


def test_forced_colours_keep_the_chart(chromium: Browser, origin: str) -> None:
    context = chromium.new_context(forced_colors="active", **WIDE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{origin}{LIST}learning/")
    bar, text = (
        page.locator(one).first.evaluate("one => [getComputedStyle(one).fill, getComputedStyle(one).color]")
        for one in ("rect", "td")
    )
    assert bar[0] == text[1]
    context.close()


def test_with_scripts_off_the_links_narrow_the_list_down(chromium: Browser, origin: str, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, **AT_400_PERCENT)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(origin + LIST)
    assert page.locator("select, button").count() == 0
    page.get_by_text("Age of the child", exact=True).click()
    page.get_by_role("link", name="Under 1", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Age of the child: Under 1"
    assert shown(page) == listed(site, f"{LIST}age/under-1/")[:AT_ONCE]
    page.get_by_role("link", name="Show all").click()
    assert urlsplit(page.url).path == LIST
    context.close()
