"""The page of the time limits: every rule is there, none without a limit is given one, and worked dates are right."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.process import working_days
from cmr.process.meetings import Calendar
from cmr.process.process import TimeLimit, process
from cmr.process.roles import load_roles
from cmr.process.time_limits import due
from portal.look import script
from portal.process import limits
from portal.process.events import by_stage, events
from portal.process.worked_dates import worked_dates
from portal.words.short_dates import short
from promises import text_of

ROOT = Path(__file__).parents[2]
PAGE = "/time-limits/"
RULES = process().limits
ROLES = load_roles(ROOT / "content")
COUNTED = [rule for rule in RULES.values() if rule.counted]


def at(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be noon on `day`."""
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.fixture
def page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Element:
    """The page as it is drawn on Monday 23 November 2026."""
    at(date(2026, 11, 23), monkeypatch)
    return drawn(client)


def drawn(client: FlaskClient) -> Element:
    document: Element = html5lib.parse(client.get(PAGE).text, namespaceHTMLElements=False)
    return document


def table(page: Element, labelledby: str) -> list[list[str]]:
    """The words of every cell of a table, row by row, the head first."""
    (found,) = (one for one in page.iter("table") if one.get("aria-labelledby") == labelledby)
    return [[text_of(cell) for cell in row] for row in found.iter("tr")]


def row_of(page: Element, rule: str) -> Element:
    (found,) = (row for row in page.iter("tr") if row.get("id") == rule)
    return found


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_shown_with_who_must_act_and_how_it_counts(page: Element, rule: TimeLimit) -> None:
    words = text_of(row_of(page, rule.id))
    to = [ROLES[rule.to].title] if rule.to else []
    for said in (rule.id, rule.title, rule.start, rule.how, ROLES[rule.who].title, *to, rule.how_long):
        assert said in words


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_leads_to_where_it_stands(page: Element, client: FlaskClient, rule: TimeLimit) -> None:
    (link,) = row_of(page, rule.id).iter("a")
    address, _, fragment = (link.get("href") or "").partition("#")
    there: Element = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    (heading,) = (one for one in there.iter() if one.get("id") == fragment) if fragment else there.iter("h1")
    number = text_of(next(one for one in there.iter("p") if one.get("class") == "govuk-caption-l"))
    if rule.section:
        assert (text_of(link), number) == (f"Section {rule.section}",) * 2
    else:
        assert (text_of(link), number) == (f"Standing order {rule.order}", "Appendix Four")
        assert text_of(heading).startswith(f"{rule.order}. ")


def test_rules_without_a_limit_stand_together_and_say_that_they_have_none(page: Element) -> None:
    rows = table(page, "none")[1:]
    without = [rule for rule in RULES.values() if rule.kind == "none"]
    assert [row[0] for row in rows] == [f"{rule.title} {rule.id}" for rule in without]
    assert all(row[3].startswith("No time limit.") for row in rows)
    assert not any(re.search(r"\d+ (working )?(day|week|month)", " ".join(row)) for row in rows)


@pytest.mark.parametrize(
    "mark", ["The guidance says so.", "The Regulations say so, as made in 2012.", "This is our reading."]
)
def test_a_figure_says_whose_it_is(page: Element, mark: str) -> None:
    marks = {"guidance": "The guidance", "regulations": "The Regulations", "reading": "This is our"}
    (meant,) = (name for name, start in marks.items() if mark.startswith(start))
    says = {rule for rule in RULES if mark in text_of(row_of(page, rule))}
    assert says == {rule.id for rule in RULES.values() if rule.mark == meant}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("T1", "2 working days"),
        ("T2", "At least 14 days before"),
        ("T3", "No time limit"),
        ("T7", "6 weeks"),
        ("T11", "6 months"),
        ("T14", "By the end of the quarter"),
        ("T28", "1 month, with the first day counted"),
    ],
)
def test_a_length_reads_as_people_say_it(rule: str, words: str) -> None:
    assert RULES[rule].how_long == words


def test_the_day_on_which_the_dates_were_worked_out_is_said(page: Element) -> None:
    assert "Worked out on 23 November 2026." in text_of(page)


def test_dates_in_working_days_are_given_for_the_coming_four_weeks(page: Element) -> None:
    _, *rows = table(page, "daily")
    assert [row[0] for row in rows][:: len(rows) - 1] == ["Mon 23 Nov 2026", "Fri 18 Dec 2026"]
    assert len(rows) == 20
    known = {short(day): day for day in every_day(2026)}
    assert [row[1:] for row in rows] == [[short(due(rule, known[row[0]])) for rule in ("T1", "T6")] for row in rows]


def test_dates_in_longer_units_are_given_week_by_week(page: Element) -> None:
    head, *rows = table(page, "weekly")
    starts = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]
    assert head[1:] == [short(start) for start in starts]
    longer = [rule for rule in COUNTED if rule.unit != "working-days" and rule.start != RULES["T2"].start]
    assert rows == [
        [f"{rule.title} {rule.start}", *(short(due(rule.id, start)) for start in starts)] for rule in longer
    ]


def test_the_coming_meetings_of_the_panel_are_to_be_confirmed_and_give_their_dates(page: Element) -> None:
    _, *rows = table(page, "meetings")
    rules = [rule.id for rule in COUNTED if rule.start == RULES["T2"].start]
    meetings = [date(2026, 12, 3), date(2027, 1, 7), date(2027, 2, 4)]
    assert [rule for rule in rules if rule in {"T2", "T21", "T22", "T23", "T28", "T30"}] == rules
    assert rows == [[f"{short(day)} To be confirmed", *(short(due(rule, day)) for rule in rules)] for day in meetings]


def every_day(year: int) -> list[date]:
    return [date.fromordinal(day) for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]


def test_every_counted_rule_has_worked_dates() -> None:
    worked = worked_dates(process(), Calendar((), weekday=3, ordinal=1), date(2026, 11, 23))
    shown = [rule for rules, _ in (worked.daily, worked.weekly, worked.meetings) for rule in rules]
    assert sorted(rule.id for rule in shown) == sorted(rule.id for rule in COUNTED)


def test_a_usual_day_that_is_a_bank_holiday_gives_no_dates() -> None:
    """The first Friday of January 2027 is New Year's Day."""
    worked = worked_dates(process(), Calendar((), weekday=4, ordinal=1), date(2026, 12, 7))
    _, rows = worked.meetings
    meeting, row = rows[0]
    assert (meeting.day, meeting.confirmed) == (date(2027, 1, 1), False)
    assert set(row.last) == {None}
    assert all(None not in later.last for _, later in rows[1:])


def test_the_page_is_the_same_on_the_same_day_and_another_on_another(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_on = []
    for day in (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24)):
        at(day, monkeypatch)
        drawn_on.append(client.get(PAGE).text)
    assert drawn_on[0] == drawn_on[1] != drawn_on[2]


def test_a_date_beyond_the_known_bank_holidays_is_not_guessed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = working_days.last_known_day()
    at(last, monkeypatch)
    page = drawn(client)
    cells = {cell for name in ("daily", "weekly") for row in table(page, name)[1:] for cell in row[1:]}
    assert "Not yet known" in cells
    assert {cell for cell in cells if str(last.year + 1) in cell} == set()


def test_past_the_known_bank_holidays_the_page_still_shows_the_rules_and_no_date(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(date(working_days.last_known_day().year + 1, 6, 1), monkeypatch)
    page = drawn(client)
    assert [len(table(page, name)) for name in ("daily", "weekly", "meetings")][0::2] == [1, 1]
    assert len(table(page, "weekly")[0]) == 1
    assert all(row_of(page, rule) is not None for rule in RULES)


def test_each_event_can_be_chosen_under_the_stage_in_which_it_happens(page: Element) -> None:
    radios = [one.get("value") for one in page.iter("input") if one.get("type") == "radio"]
    assert sorted(map(str, radios)) == sorted(event.id for event in events(process()))
    stages = {event.id: title for title, there in by_stage(process()).items() for event in there}
    assert (stages["T1"], stages["T2"]) == ("The agency notifies SBNI", "The Panel's meetings")


def test_the_script_knows_every_counted_rule_just_as_the_file_has_it(app: Flask) -> None:
    known = limits.known_to_browser(process(), app.extensions["library"], app.extensions["drawn"])
    keys = ("id", "title", "start", "how", "kind", "unit", "count", "roll")
    assert [[row[key] for key in keys] for row in known["limits"]] == [
        [getattr(rule, key) for key in keys] for rule in COUNTED
    ]
    assert {date.fromisoformat(day) for day in known["holidays"]} == working_days.bank_holidays()


def test_past_the_end_of_what_the_script_knows_python_refuses_too(app: Flask) -> None:
    known = limits.known_to_browser(process(), app.extensions["library"], app.extensions["drawn"])
    after = date.fromordinal(date.fromisoformat(known["last"]).toordinal() + 1)
    with pytest.raises(BeyondCalendar):
        due("T1", after)


def test_the_script_is_one_file_with_nothing_left_to_import(frozen: Path) -> None:
    (file,) = (frozen / "assets").glob("time-limits-*.js")
    served = file.read_text("utf-8")
    assert re.findall(r"^import\b.*|\bimport\(|\bfetch\(|https?://\S+", served, re.MULTILINE) == []
    for module in (script.FOLDER / "time-limits").glob("*.js"):
        first = next(line for line in module.read_text("utf-8").splitlines() if line.startswith("//"))
        assert served.count(first) == 1, module.name


def test_the_name_of_a_script_follows_what_it_knows() -> None:
    one, other = (script.build("time-limits", {"first": day}) for day in ("2026-01-01", "2026-01-02"))
    assert one.address != other.address
    assert one.address == script.build("time-limits", {"first": "2026-01-01"}).address


def test_no_other_script_is_served(client: FlaskClient) -> None:
    assert client.get("/assets/time-limits-000000000000.js").status_code == 404
