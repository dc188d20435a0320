"""The Panel's page and calendar: every cut-off, no date as binding that SBNI has not confirmed, a file others read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest

from cmr import clock
from cmr.process.meetings import Calendar, Meeting, load_calendar
from portal.process.panel_page import calendar_file, coming

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 23)
CONFIRMED = Calendar((Meeting(date(2026, 12, 10), confirmed=True),), weekday=3, ordinal=1)


def test_the_meeting_of_december_2026_has_its_four_cut_offs() -> None:
    first = coming(load_calendar(CONTENT), TODAY)[0]
    assert first.meeting == Meeting(date(2026, 12, 3), confirmed=False)
    assert [(one.limit.id, one.day.isoformat()) for one in first.cut_offs] == [
        ("T21", "2026-11-18"),
        ("T2", "2026-11-19"),
        ("T23", "2026-11-25"),
        ("T22", "2026-11-26"),
    ]


def test_a_first_thursday_that_is_a_bank_holiday_is_named_as_no_meeting() -> None:
    new_year = coming(load_calendar(CONTENT), date(2025, 12, 20))[0]
    assert new_year.meeting.day == date(2026, 1, 1)
    assert not new_year.possible
    assert b"20260101" not in calendar_file([new_year], stamp=TODAY)


def test_the_page_says_which_dates_are_confirmed(frozen: Path) -> None:
    page = (frozen / "panel" / "index.html").read_text("utf-8")
    assert "Usual date, to be confirmed by SBNI." in page
    assert "Confirmed by SBNI." not in page


def test_every_event_reads_back_with_a_stable_uid_and_a_stamp() -> None:
    events = icalendar.Calendar.from_ical(calendar_file(coming(CONFIRMED, TODAY), stamp=TODAY)).walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids)) > 50
    assert all(event.decoded("DTSTAMP").date() == TODAY for event in events)
    assert {event["UID"].split("@")[0] for event in events} >= {"panel-2026-12-1", "panel-2026-12-1-T2"}


def test_confirming_a_date_moves_the_same_event() -> None:
    def uid_and_status(calendar: Calendar) -> tuple[str, str]:
        events = icalendar.Calendar.from_ical(calendar_file(coming(calendar, TODAY), stamp=TODAY)).walk("VEVENT")
        return str(events[0]["UID"]), str(events[0]["STATUS"])

    (usual, tentative), (moved, confirmed) = uid_and_status(load_calendar(CONTENT)), uid_and_status(CONFIRMED)
    assert usual == moved
    assert (tentative, confirmed) == ("TENTATIVE", "CONFIRMED")


def test_only_a_confirmed_date_is_given_without_reserve() -> None:
    for event in icalendar.Calendar.from_ical(calendar_file(coming(CONFIRMED, TODAY), stamp=TODAY)).walk("VEVENT"):
        assert ("to be confirmed" in event["SUMMARY"]) == (event["STATUS"] == "TENTATIVE")


def test_the_file_is_as_rfc_5545_has_it(frozen: Path) -> None:
    text = (frozen / "panel" / "meetings.ics").read_bytes()
    lines = text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert text.count(b"BEGIN:VEVENT") == text.count(b"\r\nUID:") == text.count(b"\r\nDTSTAMP:")
    text.decode("utf-8")


def test_the_calendar_is_the_same_bytes_on_the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    meetings = load_calendar(CONTENT)
    assert calendar_file(coming(meetings, TODAY), stamp=TODAY) == calendar_file(coming(meetings, TODAY), stamp=TODAY)
