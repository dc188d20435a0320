"""The time limits of the process: the day counted from, the last day in time, and by which clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cmr import clock, time_limits
from cmr.catalogue import load_forms
from cmr.errors import BeyondCalendar, ContentError
from cmr.time_limits import due, in_time
from cmr.toml_file import TomlFile
from cmr.working_days import bank_holidays

FORMS = load_forms(Path(__file__).parents[2] / "content")
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 26)
EVERY_DAY = [FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)]


def second_working_day_after(start: date) -> date:
    """T1 the slow way: tear off a calendar page a day, and count the pages that are working days."""
    day, counted = start, 0
    while True:
        day += timedelta(days=1)
        if day.strftime("%a") not in ("Sat", "Sun") and day not in bank_holidays():
            counted += 1
            if counted == 2:
                return day


def test_the_notification_limit_agrees_with_counting_day_by_day_for_three_years() -> None:
    wrong = {day: due("T1", day) for day in EVERY_DAY if due("T1", day) != second_working_day_after(day)}
    assert not wrong


def test_deciding_later_never_brings_the_limit_forward() -> None:
    last_days = [due("T1", day) for day in EVERY_DAY]
    assert last_days == sorted(last_days)
    assert all(last - day >= timedelta(days=2) for day, last in zip(EVERY_DAY, last_days, strict=True))


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2026-11-23", "2026-11-25"),
        ("2026-12-23", "2026-12-29"),
        ("2027-03-16", "2027-03-19"),
        ("2026-11-21", "2026-11-24"),
    ],
)
def test_the_day_of_the_decision_is_not_counted(decided: str, last: str) -> None:
    assert due("T1", date.fromisoformat(decided)) == date.fromisoformat(last)


# The clock is Northern Ireland's


@pytest.mark.parametrize(
    ("received", "met"),
    [
        (datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC), True),  # winter: UTC and London agree
        (datetime(2026, 11, 26, 0, 0, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 0, 0, 0, tzinfo=UTC), True),
    ],
)
def test_a_notification_is_in_time_until_the_end_of_the_last_day(received: datetime, met: bool) -> None:
    assert in_time("T1", date(2026, 11, 23), received) is met


@pytest.mark.parametrize(
    ("received", "met"),
    [
        (datetime(2026, 6, 10, 22, 59, 59, tzinfo=UTC), True),  # 23:59:59 in London
        (datetime(2026, 6, 10, 23, 0, 0, tzinfo=UTC), False),  # midnight in London, though not in UTC
    ],
)
def test_in_summer_the_last_day_ends_an_hour_before_it_does_in_utc(received: datetime, met: bool) -> None:
    assert in_time("T1", date(2026, 6, 8), received) is met


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-28T23:59:59", "2026-03-28"),
        ("2026-03-29T00:30:00", "2026-03-29"),  # the clocks go forward at one
        ("2026-03-29T22:59:59", "2026-03-29"),
        ("2026-03-29T23:00:00", "2026-03-30"),
        ("2026-10-24T22:59:59", "2026-10-24"),
        ("2026-10-24T23:00:00", "2026-10-25"),  # the clocks go back at two: this day has 25 hours
        ("2026-10-25T23:59:59", "2026-10-25"),
        ("2026-10-26T00:00:00", "2026-10-26"),
        ("2026-12-31T23:59:59", "2026-12-31"),
    ],
)
def test_an_instant_falls_on_the_day_it_is_in_northern_ireland(instant: str, day: str) -> None:
    assert clock.london_day(datetime.fromisoformat(f"{instant}+00:00")) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-23T12:05:00", "Monday 23 November 2026 at 12:05pm"),
        ("2026-11-23T00:05:00", "Monday 23 November 2026 at 12:05am"),
        ("2026-07-01T23:30:00", "Thursday 2 July 2026 at 12:30am"),
        ("2026-07-01T22:30:00", "Wednesday 1 July 2026 at 11:30pm"),
        ("2026-12-31T23:59:59", "Thursday 31 December 2026 at 11:59pm"),
    ],
)
def test_an_instant_is_read_by_the_clock_in_northern_ireland(instant: str, words: str) -> None:
    assert clock.instant_in_words(datetime.fromisoformat(f"{instant}+00:00")) == words


def test_now_is_an_instant_in_utc_without_fractions() -> None:
    assert clock.now().tzinfo is UTC
    assert clock.now().microsecond == 0
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)


# Refusing


def test_past_the_known_bank_holidays_no_limit_is_worked_out() -> None:
    with pytest.raises(BeyondCalendar):
        due("T1", date(2035, 1, 1))
    with pytest.raises(BeyondCalendar):
        in_time("T1", date(2035, 1, 1), datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize("rule", ["T2", "T99", ""])
def test_a_rule_that_is_not_counted_in_working_days_has_no_such_last_day(rule: str) -> None:
    with pytest.raises(KeyError):
        due(rule, date(2026, 11, 23))


# The file


def test_every_limit_that_a_form_names_is_in_the_process_file() -> None:
    named = {limit.rule for form in FORMS.values() for limit in form.limits}
    assert named == {"T1", "T2"}
    assert named <= time_limits.time_limits().keys()


def test_the_figures_are_those_of_sections_9_and_10() -> None:
    limits = time_limits.time_limits()
    assert (limits["T1"].count, limits["T1"].unit, limits["T1"].section) == (2, "working-days", 9)
    assert (limits["T2"].count, limits["T2"].unit, limits["T2"].section) == (14, "before-panel", 10)


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ('id = "T1"', 'id = "First"', "limit.0.id"),
        ("count = 2", "count = 0", "limit.0.count"),
        ("count = 2", 'count = "two"', "limit.0.count"),
        ('unit = "working-days"', 'unit = "hours"', "limit.0.unit"),
        ("section = 10", "section = 36", "limit.1.section"),
        ("section = 10", "sektion = 10", "limit.1.se"),
    ],
)
def test_a_slip_in_the_process_file_names_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: str, bad: str, problem: str
) -> None:
    text = time_limits.PROCESS_FILE.read_text("utf-8")
    assert text.count(good) == 1
    file = tmp_path / "process.toml"
    file.write_text(text.replace(good, bad), "utf-8")
    line = 1 + text[: text.index(good)].count("\n")
    monkeypatch.setattr(time_limits, "PROCESS_FILE", file)
    with pytest.raises(ContentError) as refusal:
        time_limits.time_limits.__wrapped__()
    assert problem in refusal.value.problem
    named = TomlFile.read(file).text.splitlines()[refusal.value.line - 1]
    assert refusal.value.line == line or (named == "[[limit]]" and refusal.value.line < line)
