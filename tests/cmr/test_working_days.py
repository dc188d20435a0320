"""Working days of Northern Ireland, against examples worked out by hand and a second, slower way of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr.errors import BeyondCalendar
from cmr.process import working_days
from cmr.process.working_days import (
    add_working_days,
    bank_holidays,
    covered,
    first_known_day,
    is_working_day,
    last_known_day,
)

HOLIDAYS = {
    2026: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
    2027: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
}
"""Written down again from GOV.UK's list, so that an update which loses one is noticed."""

WORKED_OUT = [
    ("2026-11-23", 2, "2026-11-25"),
    ("2026-12-23", 2, "2026-12-29"),  # Christmas Day, a weekend, Boxing Day's substitute
    ("2027-03-16", 2, "2027-03-19"),  # St Patrick's Day
    ("2026-12-17", 10, "2027-01-05"),
    ("2026-12-03", 21, "2027-01-06"),
    ("2026-07-10", 1, "2026-07-14"),  # the Twelfth, kept on Monday 13 July
    ("2026-11-21", 1, "2026-11-23"),  # from a Saturday
    ("2026-04-02", 1, "2026-04-07"),  # Good Friday and Easter Monday; Easter Tuesday is a working day
]


@pytest.mark.parametrize(("start", "count", "end"), WORKED_OUT)
def test_working_days_are_counted_as_by_hand(start: str, count: int, end: str) -> None:
    assert add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_bank_holidays_are_northern_irelands(year: int) -> None:
    listed = {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year].split()}
    assert {day for day in bank_holidays() if day.year == year} == listed


def test_bank_holidays_of_other_parts_of_the_kingdom_are_working_days() -> None:
    assert is_working_day(date(2026, 8, 3)), "Scotland's summer bank holiday"
    assert is_working_day(date(2026, 11, 30)), "St Andrew's Day"
    assert not is_working_day(date(2026, 7, 13)), "not kept in England"


def test_easter_tuesday_is_a_local_custom_and_no_bank_holiday() -> None:
    assert is_working_day(date(2026, 4, 7))
    assert is_working_day(date(2027, 3, 30))


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_no_year_lacks_a_bank_holiday_and_each_is_on_a_weekday(year: int) -> None:
    days = [day for day in bank_holidays() if day.year == year]
    assert len(days) >= 10, "the usual ones; a royal occasion may add to them"
    assert all(day.weekday() < 5 for day in days)


def test_counting_no_days_stays_where_it_is() -> None:
    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)


@given(st.dates(date(2013, 1, 1), date(2027, 11, 30)), st.integers(1, 25))
def test_the_end_is_a_working_day_with_exactly_so_many_up_to_it(start: date, count: int) -> None:
    end = add_working_days(start, count)
    between = [start + timedelta(days=days) for days in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(is_working_day(day) for day in between) == count


@given(st.dates(date(2013, 1, 1), date(2027, 10, 31)), st.integers(0, 12), st.integers(0, 12))
def test_counting_on_is_counting_at_once(start: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(start, first), second) == add_working_days(start, first + second)


# Past what is officially known


def test_what_is_known_ends_with_a_year_and_is_not_about_to_end() -> None:
    assert (last_known_day().month, last_known_day().day) == (12, 31)
    assert last_known_day() >= date(2028, 12, 31)


def test_past_the_known_bank_holidays_nothing_is_guessed() -> None:
    last = last_known_day()
    day = last + timedelta(days=1)
    with pytest.raises(BeyondCalendar) as refusal:
        is_working_day(day)
    assert (refusal.value.day, refusal.value.last) == (day, last)
    assert last.isoformat() in str(refusal.value)
    with pytest.raises(BeyondCalendar):
        add_working_days(last - timedelta(days=1), 5)
    with pytest.raises(BeyondCalendar):
        add_working_days(date(9999, 1, 1), 1)


def test_the_last_days_of_what_is_known_can_still_be_reached() -> None:
    reached = [add_working_days(last_known_day() - timedelta(days=20), count) for count in range(1, 8)]
    assert all(day <= last_known_day() for day in reached)


def test_the_first_and_the_last_known_day_are_known_and_the_days_beyond_are_not() -> None:
    for day, beyond in ((first_known_day(), -1), (last_known_day(), 1)):
        assert covered(day) == day
        with pytest.raises(BeyondCalendar):
            covered(day + timedelta(days=beyond))


def test_years_are_known_from_their_first_day_and_once_the_holidays_of_their_december_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = frozenset(map(date.fromisoformat, ("2026-03-17", "2026-12-25", "2027-01-01", "2027-03-17")))
    monkeypatch.setattr(working_days, "bank_holidays", lambda: listed)
    assert first_known_day.__wrapped__() == date(2026, 1, 1)
    assert last_known_day.__wrapped__() == date(2026, 12, 31)
