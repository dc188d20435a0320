"""Panel meetings: the last day to be in time for one, and what may be said of a date that nobody has confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr.errors import ContentError
from cmr.process.meetings import Calendar, Meeting, load_calendar

CONTENT = Path(__file__).parents[2] / "content"
THURSDAY = 3
USUALLY = Calendar((), THURSDAY, 1)
HEAD = "# Meetings\nmeeting = [\n"
TAIL = """]

[rule]
usual = { weekday = "Thursday", ordinal = 1 }
note = "Usually the first Thursday."
source = "Guidance, section 10"
checked = 2026-11-23
"""


def confirmed(*days: str) -> Calendar:
    return Calendar(tuple(Meeting(date.fromisoformat(day), confirmed=True) for day in days), THURSDAY, 1)


def calendar_of(folder: Path, *rows: str, tail: str = TAIL) -> Calendar:
    (folder / "meetings.toml").write_text(HEAD + "".join(f"    {row}\n" for row in rows) + tail, "utf-8")
    return load_calendar(folder)


# The cut-off


def test_documents_for_3_december_are_due_on_19_november() -> None:
    assert Meeting(date(2026, 12, 3), confirmed=True).cut_off() == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("received", "meeting"),
    [
        ("2026-11-18", "2026-12-03"),
        ("2026-11-19", "2026-12-03"),  # the fourteenth day before is in time
        ("2026-11-20", "2027-01-07"),  # a day late: the meeting after, never refused
        ("2026-12-03", "2027-01-07"),
        ("2026-12-24", "2027-01-07"),
        ("2026-12-25", "2027-02-04"),
    ],
)
def test_a_notification_goes_to_the_first_meeting_it_is_in_time_for(received: str, meeting: str) -> None:
    assert USUALLY.meeting_for(date.fromisoformat(received)).day == date.fromisoformat(meeting)


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_there_is_always_a_meeting_and_none_before_it_would_do(received: date) -> None:
    meeting = USUALLY.meeting_for(received)
    assert meeting.cut_off() >= received
    assert meeting.day.weekday() == THURSDAY
    assert meeting.day.day <= 7
    before = meeting.day.replace(day=1) - timedelta(days=1)
    earlier = next(before.replace(day=day) for day in range(1, 8) if before.replace(day=day).weekday() == THURSDAY)
    assert earlier - timedelta(days=14) < received


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(0, 40))
def test_what_is_received_later_never_goes_to_an_earlier_meeting(received: date, later: int) -> None:
    second = USUALLY.meeting_for(received + timedelta(days=later))
    assert USUALLY.meeting_for(received).day <= second.day


# Confirmed or not


@pytest.mark.parametrize("year", [2026, 2032, 2037])
def test_a_first_thursday_on_new_years_day_is_not_moved_and_not_confirmed(year: int) -> None:
    meeting = USUALLY.meeting_for(date(year - 1, 12, 18))
    assert meeting == Meeting(date(year, 1, 1), confirmed=False)


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_a_date_is_confirmed_only_where_sbni_has_confirmed_it(received: date) -> None:
    calendar = confirmed("2026-12-03", "2027-02-11")
    meeting = calendar.meeting_for(received)
    assert meeting.confirmed is (meeting.day in {date(2026, 12, 3), date(2027, 2, 11)})
    assert not USUALLY.meeting_for(received).confirmed


@pytest.mark.parametrize(
    ("sbni_confirmed", "received", "meeting"),
    [
        ("2026-01-08", "2025-12-10", "2026-01-08"),  # a week after New Year's Day, which nobody is offered any more
        ("2026-01-08", "2025-12-25", "2026-01-08"),
        ("2026-01-08", "2025-12-26", "2026-02-05"),
        ("2026-12-01", "2026-11-17", "2026-12-01"),  # two days early
        ("2026-12-01", "2026-11-18", "2027-01-07"),  # in time for the usual day, on which nobody meets
    ],
)
def test_a_confirmed_date_stands_in_place_of_the_usual_day_of_its_month(
    sbni_confirmed: str, received: str, meeting: str
) -> None:
    calendar = confirmed(sbni_confirmed)
    assert calendar.meeting_for(date.fromisoformat(received)).day == date.fromisoformat(meeting)


def test_a_proposed_date_is_shown_and_not_as_confirmed(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, "{ date = 2026-12-10, confirmed = false },")
    assert calendar.meeting_for(date(2026, 11, 20)) == Meeting(date(2026, 12, 10), confirmed=False)


def test_a_month_may_have_two_meetings(tmp_path: Path) -> None:
    rows = ("{ date = 2026-12-17, confirmed = true },", "{ date = 2026-12-03, confirmed = true },")
    calendar = calendar_of(tmp_path, *rows)
    assert calendar.meeting_for(date(2026, 11, 19)).day == date(2026, 12, 3)
    assert calendar.meeting_for(date(2026, 11, 20)).day == date(2026, 12, 17)


# The file


def test_no_date_of_ours_is_said_to_be_confirmed_without_sbni() -> None:
    calendar = load_calendar(CONTENT)
    assert (calendar.weekday, calendar.ordinal) == (THURSDAY, 1)
    assert not [meeting for meeting in calendar.meetings if meeting.confirmed]


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        (["{ date = 2026-12-03, confirmed = true },"] * 2, 4, "the meeting of 2026-12-03 is written twice"),
        (
            [
                "{ date = 2026-12-03, confirmed = true },",
                "{ date = 2027-01-07, confirmed = true },",
                "{ date = 2026-12-03, confirmed = false },",
            ],
            5,
            "the meeting of 2026-12-03 is written twice",
        ),
        (["{ date = 2026-12-28, confirmed = true },"], 3, "the meeting of 2026-12-28 falls on a weekend or a bank"),
        (["{ date = 2026-12-05, confirmed = false },"], 3, "the meeting of 2026-12-05 falls on a weekend or a bank"),
        (
            ["{ date = 2026-12-03, confirmed = true },", '{ date = "soon", confirmed = true },'],
            4,
            "a meeting must say 'date', as a date",
        ),
        (["{ date = 2026-12-03 },"], 3, "a meeting must also say 'confirmed'"),
        (['{ date = 2026-12-03, confirmed = "maybe" },'], 3, "'confirmed' of a meeting must be true or false"),
        (["{ date = 2026-12-03T10:00:00, confirmed = true },"], 3, "a meeting must say 'date', as a date"),
        (["{ date = 2026-12-03, confirmed = true, place = 'Room 1' },"], 3, "a meeting cannot say 'place'"),
        (["{ date = 2026-13-03, confirmed = true },"], 3, "is not TOML"),
    ],
)
def test_a_slip_in_the_meetings_names_file_and_line(tmp_path: Path, rows: list[str], line: int, problem: str) -> None:
    with pytest.raises(ContentError) as refusal:
        calendar_of(tmp_path, *rows)
    assert problem in refusal.value.problem
    assert str(refusal.value).startswith(f"{tmp_path / 'meetings.toml'}:{line}: ")


@pytest.mark.parametrize(
    ("good", "bad"),
    [('"Thursday"', '"Thor’s day"'), ("ordinal = 1", "ordinal = 5"), ("checked = 2026-11-23\n", "")],
)
def test_a_slip_in_the_rule_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    assert TAIL.count(good) == 1
    with pytest.raises(ContentError, match="rule"):
        calendar_of(tmp_path, tail=TAIL.replace(good, bad))
