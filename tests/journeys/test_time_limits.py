"""The calculator in a real browser: it counts as Python does, helps with mistakes, and lets nothing typed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, Locator, Page

from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.process.process import process
from cmr.process.time_limits import due
from cmr.process.working_days import first_known_day, last_known_day
from journeys.looking import axe_violations, too_wide
from journeys.walking import AT_400_PERCENT, WIDE

ADDRESS = "/time-limits/"
COUNTED = {rule.id: rule for rule in process().limits.values() if rule.counted}
FIRST, LAST = date(2026, 1, 1), last_known_day()
DECIDED, MEETING = COUNTED["T1"].start, COUNTED["T2"].start
OF_A_MEETING = [rule for rule in COUNTED.values() if rule.start == MEETING]

DUE_FOR_ALL = """async ([address, rules, days]) => {
  const { due, BeyondCalendar } = await import(address);
  const answer = (rule, day) => {
    try { return due(rule, day) } catch (refused) { if (refused instanceof BeyondCalendar) return null; throw refused }
  };
  return rules.map(rule => days.map(day => answer(rule, day)));
}"""
KEPT = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches.keys()).length]"""

Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, built: str) -> Iterator[Opened]:
    """Opens the page, in a browser with these settings, once its script is ready."""
    contexts = []

    def open_page(*, before: str = "", **settings: Any) -> Page:
        contexts.append(context := chromium.new_context(locale="en-GB", **{**WIDE, **settings}))
        context.add_init_script(before)
        page = context.new_page()
        page.goto(built + ADDRESS)
        page.locator("#reckon [type=submit]:enabled").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()


def ask(page: Page, event: str, *typed: str) -> None:
    """Choose an event, unless it is "", type into the three boxes, and ask for the dates."""
    if event:
        page.get_by_label(event, exact=True).check()
    for box, text in zip(("Day", "Month", "Year"), typed, strict=True):
        page.get_by_label(box, exact=True).fill(text)
    page.get_by_role("button", name="Work out the dates").click()


def ask_on(page: Page, event: str, day: date) -> None:
    ask(page, event, str(day.day), str(day.month), str(day.year))


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def due_or_none(rule: str, day: date) -> str | None:
    try:
        return due(rule, day).isoformat()
    except BeyondCalendar:
        return None


@pytest.mark.parametrize("timezone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_browser_gives_pythons_date_for_every_rule_on_every_day_and_refuses_the_day_after(
    opened: Opened, timezone: str
) -> None:
    page = opened(timezone_id=timezone)
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 2)]
    days.append(first_known_day() - timedelta(days=1))
    script = page.locator("script[type=module]").get_attribute("src")
    found = page.evaluate(DUE_FOR_ALL, [script, [*COUNTED], [day.isoformat() for day in days]])
    assert found == [[due_or_none(rule, day) for day in days] for rule in COUNTED]
    assert [row[-2:] for row in found] == [[None, None]] * len(COUNTED)


def test_a_date_of_a_meeting_gives_all_that_follows_from_it_in_order(opened: Opened) -> None:
    page = opened()
    ask(page, MEETING, "3", "12", "2026")
    assert focused(page).inner_text() == "What follows"
    assert page.locator("#reckoned-from").inner_text() == f"{MEETING}: Thursday 3 December 2026."
    last_days = sorted((due(rule.id, date(2026, 12, 3)), number) for number, rule in enumerate(OF_A_MEETING))
    assert page.locator("#reckoned h4").all_inner_texts() == [
        f"By {clock.in_words(day)}: {OF_A_MEETING[number].title}" for day, number in last_days
    ]


def test_an_answer_says_who_must_act_why_and_from_where(opened: Opened) -> None:
    page = opened()
    ask(page, DECIDED, "23", "12", "2026")
    (card,) = page.locator("#reckoned-dates li").all()
    for said in (
        "By Tuesday 29 December 2026: Send the notification",
        "Who: Notifying agency, to SBNI",
        COUNTED["T1"].how,
        "Bank holidays that do not count: Friday 25 December 2026 and Monday 28 December 2026.",
        "Section 9. The guidance says so.",
    ):
        assert said in card.inner_text()
    assert (
        card.get_by_role("link", name="Section 9").get_attribute("href") == "/guidance/09-timescale-for-notification/"
    )


def test_a_last_day_that_moved_says_from_where(opened: Opened) -> None:
    page = opened()
    card = page.locator("#reckoned-dates li")
    ask(page, COUNTED["T12"].start, "15", "12", "2026")
    assert "By Tuesday 29 December 2026" in card.inner_text()
    assert "2026 is not a working day." not in card.inner_text()
    ask(page, COUNTED["T12"].start, "14", "12", "2026")
    assert "By Tuesday 29 December 2026" in card.inner_text()
    assert "Monday 28 December 2026 is not a working day." in card.inner_text()


@pytest.mark.parametrize("typed", ["12", "december", "Dec", "DEC.", " dec ", "Decem"])
def test_a_month_may_be_a_number_or_a_name(opened: Opened, typed: str) -> None:
    page = opened()
    ask(page, MEETING, "3rd", typed, "2026")
    assert page.locator("#reckoned-from").inner_text() == f"{MEETING}: Thursday 3 December 2026."


KNOWN = f"Type a date from 1 January {first_known_day().year} to 31 December {LAST.year}: "
BAD = [
    (("31", "6", "2027"), "June 2027 has 30 days: type a day from 1 to 30", ["Day"]),
    (("29", "2", "2027"), "February 2027 has 28 days: type a day from 1 to 28", ["Day"]),
    (("30", "feb", "2028"), "February 2028 has 29 days: type a day from 1 to 29", ["Day"]),
    (("1/2/27", "", ""), "Type one number in each box: for 1 February 2027 type 1, then 2, then 2027", ["Day"]),
    (("", "", "1.2.2027"), "Type one number in each box: for 1 February 2027 type 1, then 2, then 2027", ["Year"]),
    (
        ("", "23 November", "2026"),
        "Type one number in each box: for 1 February 2027 type 1, then 2, then 2027",
        ["Month"],
    ),
    (("", "", ""), "Type the date: the day, the month and the year", ["Day", "Month", "Year"]),
    (("23", "11", ""), "Type the year as well: for example, 2026", ["Year"]),
    (("23", "", ""), "Type the month and year as well: for example, 11 and 2026", ["Month", "Year"]),
    (("", "11", "2026"), "Type the day as well: for example, 23", ["Day"]),
    (("1", "2", "27"), "Type the year in four numbers: for example, 2027", ["Year"]),
    (("1", "2", "this"), "Type the year in four numbers: for example, 2026", ["Year"]),
    (("1", "13", "2027"), "Type the month as a number from 1 to 12, or by its name", ["Month"]),
    (("1", "0", "2027"), "Type the month as a number from 1 to 12, or by its name", ["Month"]),
    (("1", "Nowember", "2027"), "Type the month as a number from 1 to 12, or by its name", ["Month"]),
    (("1", "ju", "2027"), "Type the month as a number from 1 to 12, or by its name", ["Month"]),
    (("first", "2", "2027"), "Type the day as a number, such as 23", ["Day"]),
    (("0", "2", "2027"), "Type the day as a number, such as 23", ["Day"]),
    (("1", "1", str(LAST.year + 1)), f"{KNOWN}only for those years are all bank holidays known", ["Year"]),
    (("31", "12", "1999"), f"{KNOWN}only for those years are all bank holidays known", ["Year"]),
]


@pytest.mark.parametrize(("typed", "problem", "wrong"), BAD, ids=["-".join(typed) or "nothing" for typed, _, _ in BAD])
def test_a_date_that_is_none_says_what_to_type_instead(
    opened: Opened, typed: tuple[str, str, str], problem: str, wrong: list[str]
) -> None:
    page = opened()
    page.clock.set_fixed_time(datetime(2026, 11, 23, 12, tzinfo=UTC))
    ask(page, MEETING, *typed)
    summary = page.locator(".govuk-error-summary")
    assert summary.evaluate("one => one === document.activeElement")
    assert page.title().startswith("Error: Time limits")
    assert page.locator("#when-error").text_content() == f"Error: {problem}"
    assert "when-error" in str(page.get_by_role("group", name="When?").get_attribute("aria-describedby")).split()
    marked = page.locator(".govuk-input--error").all()
    assert [page.locator(f"label[for={one.get_attribute('id')}]").inner_text() for one in marked] == wrong
    summary.get_by_role("link", name=problem, exact=True).click()
    assert page.get_by_label(wrong[0], exact=True).evaluate("one => one === document.activeElement")
    assert not page.locator("#reckoned").is_visible()
    assert page.locator("#event-error").count() == 0


def test_every_mistake_is_named_at_once_and_gone_when_it_is_mended(opened: Opened) -> None:
    page = opened()
    ask(page, "", "31", "6", "2027")
    names = page.locator(".govuk-error-summary a").all_inner_texts()
    assert names == ["Choose what happened", "June 2027 has 30 days: type a day from 1 to 30"]
    page.get_by_role("link", name="Choose what happened").click()
    assert focused(page).get_attribute("name") == "event"
    ask(page, DECIDED, "30", "6", "2027")
    assert page.locator(".govuk-error-summary, .govuk-error-message, [class*='--error']").count() == 0
    assert page.title().startswith("Time limits")
    assert "By Friday 2 July 2027" in page.locator("#reckoned").inner_text()


def test_a_date_past_the_known_bank_holidays_is_refused_and_the_rest_given(opened: Opened) -> None:
    page = opened()
    ask_on(page, MEETING, LAST)
    headings = page.locator("#reckoned h4").all_inner_texts()
    refused = [rule.title for rule in OF_A_MEETING if due_or_none(rule.id, LAST) is None]
    assert refused
    assert headings[-len(refused) :] == [f"No date: {title}" for title in refused]
    assert len(headings) == len(OF_A_MEETING)
    card = page.locator("#reckoned-dates li").last
    assert f"Bank holidays are officially known from 1 January {first_known_day().year}" in card.inner_text()
    assert card.locator("[download]").count() == 0


def test_a_day_that_has_passed_in_northern_ireland_is_said_to_have(opened: Opened) -> None:
    page = opened(timezone_id="America/Los_Angeles")
    page.clock.set_fixed_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))  # half past midnight there
    ask(page, DECIDED, "29", "6", "2026")
    assert "By Wednesday 1 July 2026" in page.locator("#reckoned").inner_text()
    assert "This day has passed." in page.locator("#reckoned").inner_text()
    assert not page.get_by_text("needs scripts").is_visible()
    ask(page, DECIDED, "30", "6", "2026")
    assert "This day has passed." not in page.locator("#reckoned").inner_text()


def test_it_works_by_keyboard_alone(opened: Opened) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    tab_to(page, lambda: focused(page).get_attribute("name") == "event")
    page.keyboard.press("Space")
    tab_to(page, lambda: focused(page).get_attribute("name") == "when-day")
    for text in ("23", "November", "2026"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page).inner_text() == "What follows"
    assert "By Wednesday 25 November 2026" in page.locator("#reckoned").inner_text()
    tab_to(page, lambda: focused(page).inner_text() == "Copy the dates")
    page.keyboard.press("Enter")
    page.get_by_text("Copied.", exact=True).wait_for()


def tab_to(page: Page, there: Callable[[], bool]) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if there():
            return
    pytest.fail("the keyboard does not get there")


@pytest.mark.parametrize("screen", [WIDE, {**AT_400_PERCENT}], ids=["wide", "at 400 %"])
def test_axe_finds_nothing_wrong_in_any_state_and_all_of_it_fits(opened: Opened, screen: dict[str, Any]) -> None:
    page = opened(**screen)
    problems = {"ready": axe_violations(page) + too_wide(page)}
    ask(page, "", "1/2/27", "", "")
    problems["mistakes"] = axe_violations(page) + too_wide(page)
    ask(page, MEETING, "3", "12", "2026")
    problems["dates"] = axe_violations(page) + too_wide(page)
    assert problems == {"ready": [], "mistakes": [], "dates": []}


def test_with_scripts_off_the_rules_and_worked_dates_are_there_and_no_dead_form(chromium: Browser, built: str) -> None:
    context = chromium.new_context(java_script_enabled=False, **WIDE)
    page = context.new_page()
    page.goto(built + ADDRESS)
    assert page.get_by_text("needs scripts, which do not run here").is_visible()
    assert page.locator("tr[id^=T]:visible").count() == 33
    assert page.locator("table[aria-labelledby=daily] tbody tr:visible").count() == 20
    assert page.locator("form:visible, button:visible, .needs-script:visible").count() == 0
    context.close()


def test_nothing_typed_is_sent_kept_or_put_in_the_address(opened: Opened, built: str) -> None:
    page = opened()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    ask(page, MEETING, "31", "6", "2027")
    ask(page, MEETING, "3", "12", "2026")
    assert page.url == built + ADDRESS
    assert asked_for == []
    assert page.evaluate(KEPT) == ["", 0, 0, 0, 0]
    page.reload()
    assert page.get_by_label("Day", exact=True).input_value() == ""
    assert not page.get_by_label(MEETING, exact=True).is_checked()


def test_the_form_goes_nowhere_even_where_its_script_fails(chromium: Browser, built: str) -> None:
    context = chromium.new_context(**WIDE)
    context.route("**/assets/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(built + ADDRESS)
    page.get_by_label("Day", exact=True).fill("23")
    page.get_by_label("Day", exact=True).press("Enter")
    page.evaluate("document.getElementById('reckon').requestSubmit()")
    assert page.url == built + ADDRESS
    context.close()


def test_the_dates_can_be_copied_as_text(opened: Opened, built: str) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    ask(page, DECIDED, "23", "11", "2026")
    page.get_by_role("button", name="Copy the dates").click()
    page.get_by_text("Copied.", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        f"{DECIDED}: Monday 23 November 2026",
        "",
        "By Wednesday 25 November 2026: Send the notification",
        "Who: Notifying agency, to SBNI",
        f"Why: {COUNTED['T1'].how}",
        "From: Section 9. The guidance says so.",
        "",
        f"Worked out at {built}{ADDRESS}. The official guidance prevails.",
    ]


@pytest.mark.parametrize("clipboard", ["undefined", "{ writeText: () => Promise.reject(new Error('forbidden')) }"])
def test_where_copying_is_forbidden_the_text_is_there_to_copy_by_hand(opened: Opened, clipboard: str) -> None:
    page = opened(before=f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})")
    ask(page, DECIDED, "23", "11", "2026")
    page.get_by_role("button", name="Copy the dates").click()
    box = page.get_by_label("The dates as text")
    box.wait_for()
    assert "By Wednesday 25 November 2026: Send the notification" in box.input_value()
    assert box.evaluate("one => one.selectionEnd - one.selectionStart") == len(box.input_value())
    assert "does not let the page copy" in page.get_by_role("status").inner_text()
    assert axe_violations(page) == []
    ask(page, DECIDED, "24", "11", "2026")
    assert not box.is_visible()


def test_paper_shows_the_dates_alone_or_else_the_tables(opened: Opened) -> None:
    page = opened(before="window.printed = 0; window.print = () => { window.printed += 1 }")
    page.emulate_media(media="print")
    assert page.locator("tr[id=T1]").is_visible()
    assert not page.locator("#reckon").is_visible()
    page.emulate_media(media="screen")
    ask(page, MEETING, "3", "12", "2026")
    page.get_by_role("button", name="Print the dates").click()
    assert page.evaluate("printed") == 1
    page.emulate_media(media="print")
    assert page.locator("#reckoned-dates").is_visible()
    assert page.locator("#reckon:visible, tr[id=T1]:visible, button:visible, [download]:visible").count() == 0


def saved(page: Page, link: Locator, folder: Path) -> bytes:
    with page.expect_download() as started:
        link.click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    assert file.suffix == ".ics"
    return file.read_bytes()


def test_the_dates_go_into_a_calendar_as_whole_days(opened: Opened, built: str, tmp_path: Path) -> None:
    page = opened()
    page.clock.set_fixed_time(datetime(2026, 11, 23, 12, 30, 15, tzinfo=UTC))
    ask(page, MEETING, "3", "12", "2026")
    text = saved(page, page.get_by_role("link", name="Add all of them to a calendar"), tmp_path)
    assert text.endswith(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(text)
    assert (calendar.errors, calendar["VERSION"]) == ([], "2.0")
    entries = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(entries) == len(OF_A_MEETING)
    for rule in OF_A_MEETING:
        event = entries[f"{rule.id}-20261203@{built.removeprefix('http://')}"]
        last = due(rule.id, date(2026, 12, 3))
        assert (event.errors, event.start, event.end) == ([], last, last + timedelta(days=1))
        assert event["DTSTAMP"].dt == datetime(2026, 11, 23, 12, 30, 15, tzinfo=UTC)
        assert event["SUMMARY"] == rule.title
        assert rule.how in event["DESCRIPTION"]
        assert f"{MEETING}: Thursday 3 December 2026." in event["DESCRIPTION"].splitlines()
        assert str(event["URL"]).startswith(f"{built}/guidance/")


def test_one_date_goes_into_a_calendar_by_itself_and_twice_is_once(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    ids = []
    for _ in range(2):
        ask(page, DECIDED, "23", "11", "2026")
        (event,) = icalendar.Calendar.from_ical(
            saved(page, page.get_by_role("link", name="Add to a calendar (Send the notification)"), tmp_path)
        ).walk("VEVENT")
        ids.append(str(event["UID"]))
    assert ids[0] == ids[1]
    assert page.get_by_role("link", name="Add all of them").count() == 0
