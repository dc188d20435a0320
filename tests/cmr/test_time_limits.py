"""The time limits of the process: the day counted from, the last day in time, and by which clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cmr import clock
from cmr.errors import BeyondCalendar, NotCounted
from cmr.forms.catalogue import load_forms
from cmr.process.process import PROCESS_FILE, Process, process, read_process, unknown_roles, unknown_sections
from cmr.process.roles import load_roles
from cmr.process.time_limits import COUNTING, due
from cmr.process.units import UNITS
from cmr.process.working_days import bank_holidays, last_known_day
from slips import refused, spoilt

CONTENT = Path(__file__).parents[2] / "content"
FORMS = load_forms(CONTENT)
FIRST, LAST = date(2026, 1, 1), last_known_day()
EVERY_DAY = [FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)]
COUNTED = [limit.id for limit in process().limits.values() if limit.counted]


def working(day: date) -> bool:
    return day.strftime("%a") not in ("Sat", "Sun") and day not in bank_holidays()


def tomorrow(day: date) -> date:
    return day + timedelta(days=1)


def later(day: date, months: int) -> date:
    """The same day of a later month, found by walking: where there is none, the last day before the month after."""
    wanted = (day.month + months - 1) % 12 + 1
    walked = day
    while walked.month != wanted or (walked.year - day.year) * 12 + walked.month - day.month != months:
        walked = tomorrow(walked)
    while walked.day != day.day and tomorrow(walked).month == wanted:
        walked = tomorrow(walked)
    return walked


def slowly(rule: str, start: date) -> date:
    """Every rule a second time, by walking the calendar a day at a time: written from the words, not from the code."""
    limit = process().limits[rule]
    day, left = start, limit.count
    if limit.kind == "before":
        for _ in range(left):
            day -= timedelta(days=1)
        return day
    while left:
        if limit.unit == "months":
            return later(start, left)
        if limit.unit == "month-inclusive":  # until the same date comes round again, or the month it is in is over
            there = later(start, left)
            return there - timedelta(days=1) if there.day == start.day else there
        day = tomorrow(day)
        if limit.unit == "working-days":
            left -= working(day)
        elif limit.unit == "days":
            left -= 1
        elif limit.unit == "weeks":
            left -= day.weekday() == start.weekday()
        elif limit.unit == "quarter-ends":
            left -= tomorrow(day).day == 1 and day.month in (3, 6, 9, 12)
    while limit.roll and not working(day):
        day = tomorrow(day)
    return day


@pytest.mark.parametrize("rule", COUNTED)
def test_every_limit_agrees_with_walking_the_calendar_for_every_known_day(rule: str) -> None:
    for day in EVERY_DAY:
        expected = slowly(rule, day)
        if expected <= LAST:
            assert due(rule, day) == expected, f"{rule} from {day}"
        else:
            with pytest.raises(BeyondCalendar):
                due(rule, day)


@pytest.mark.parametrize("rule", COUNTED)
def test_the_day_after_the_last_known_one_is_refused(rule: str) -> None:
    with pytest.raises(BeyondCalendar):
        due(rule, tomorrow(LAST))


def test_deciding_later_never_brings_the_limit_forward() -> None:
    last_days = [due("T1", day) for day in EVERY_DAY[:-7]]
    assert last_days == sorted(last_days)
    assert all(last - day >= timedelta(days=2) for day, last in zip(EVERY_DAY, last_days, strict=False))


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
    assert (clock.london_day(received) <= due("T1", date(2026, 11, 23))) is met


@pytest.mark.parametrize(
    ("received", "met"),
    [
        (datetime(2026, 6, 10, 22, 59, 59, tzinfo=UTC), True),  # 23:59:59 in London
        (datetime(2026, 6, 10, 23, 0, 0, tzinfo=UTC), False),  # midnight in London, though not in UTC
    ],
)
def test_in_summer_the_last_day_ends_an_hour_before_it_does_in_utc(received: datetime, met: bool) -> None:
    assert (clock.london_day(received) <= due("T1", date(2026, 6, 8))) is met


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


@pytest.mark.parametrize("rule", [limit.id for limit in process().limits.values() if not limit.counted])
def test_where_the_guidance_sets_no_limit_none_is_invented(rule: str) -> None:
    with pytest.raises(NotCounted):
        due(rule, date(2026, 11, 23))


def test_there_is_no_rule_but_those_of_the_file() -> None:
    with pytest.raises(KeyError):
        due("T99", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("rule", "start", "last"),
    [
        ("T6", "2026-12-17", "2027-01-05"),
        ("T30", "2026-12-03", "2027-01-06"),
        ("T2", "2026-12-03", "2026-11-19"),
        ("T21", "2026-12-03", "2026-11-18"),
        ("T23", "2026-12-03", "2026-11-25"),
        ("T22", "2026-12-03", "2026-11-26"),
        ("T7", "2027-01-15", "2027-02-26"),
        ("T13", "2027-01-15", "2027-02-12"),
        ("T12", "2027-01-15", "2027-01-29"),
        ("T28", "2027-02-04", "2027-03-03"),
        ("T11", "2026-08-31", "2027-02-28"),
        ("T11", "2027-08-31", "2028-02-29"),
    ],
)
def test_the_worked_examples_come_out(rule: str, start: str, last: str) -> None:
    assert due(rule, date.fromisoformat(start)) == date.fromisoformat(last)


# The file


def test_the_rules_are_numbered_in_their_order_and_none_is_taken_out() -> None:
    ids = list(process().limits)
    assert ids == [f"T{number}" for number in range(1, len(ids) + 1)]
    assert len(ids) >= 33, "records and pages name them"


def test_every_limit_that_a_form_names_is_in_the_process_file() -> None:
    named = {limit.rule for form in FORMS.values() for limit in form.limits}
    assert named == {"T1", "T2"}
    assert named <= process().limits.keys()


def test_the_figures_are_those_of_sections_9_and_10() -> None:
    limits = process().limits
    assert (limits["T1"].count, limits["T1"].unit, limits["T1"].section) == (2, "working-days", 9)
    assert (limits["T2"].count, limits["T2"].unit, limits["T2"].section) == (14, "days", 10)


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ('id = "T1"\n', 'id = "First"\n', "'id' of a limit must be T and a number"),
        (
            'count = 2\nmark = "guidance"\nhow = "The day',
            'count = 0\nmark = "guidance"\nhow = "The day',
            "'count' of a limit must be a whole number, 1 or more",
        ),
        (
            'unit = "working-days"\ncount = 2\n',
            'unit = "hours"\ncount = 2\n',
            "'after' is counted in one of: working-days",
        ),
        (
            'section = 10\ntitle = "Have',
            'section = 36\ntitle = "Have',
            "'section' of a limit must be a whole number from 1 to 35",
        ),
        ('section = 10\ntitle = "Have', 'sektion = 10\ntitle = "Have', "a limit cannot say 'sektion'"),
        ('kind = "plan"', 'kind = "dream"', "'kind' of a limit must be one of: after"),
        ('limits = ["T10"]', 'limits = ["T99"]', "names the rule 'T99'"),
        ('id = "T33"\n', 'id = "T32"\n', "'T32' is declared twice"),
        ('to = "sbni-chair"', 'to = "nobody"', "no role is called 'nobody'"),
        ('who = ["represented-body"]', 'who = ["nobody"]', "no role is called 'nobody'"),
        ("section = 27\n", "section = 34\n", "no page is section 34 of the guidance"),
    ],
)
def test_a_slip_in_the_process_file_names_its_line(tmp_path: Path, good: str, bad: str, problem: str) -> None:
    text = PROCESS_FILE.read_text("utf-8")
    wrong = spoilt(text, good, bad)
    pairs = enumerate(zip(text.splitlines(), wrong.splitlines(), strict=False), start=1)
    line = next(number for number, (before, after) in pairs if before != after)
    file = tmp_path / "process.toml"
    file.write_text(wrong, "utf-8")
    with refused(file, line, problem):
        held(read_process(file))


def test_a_rule_that_gives_a_date_and_is_in_no_stage_names_its_line(tmp_path: Path) -> None:
    text = PROCESS_FILE.read_text("utf-8")
    file = tmp_path / "process.toml"
    file.write_text(spoilt(text, 'limits = ["T16", "T7"]', 'limits = ["T16"]'), "utf-8")
    with refused(file, text[: text.index('id = "T7"')].count("\n") + 1, "no stage names the rule 'T7'"):
        read_process(file)


def held(known: Process) -> None:
    """Hold what the file says to the roles there are, and to a guidance that has lost its section 34."""
    for problem in (*unknown_roles(known, load_roles(CONTENT)), *unknown_sections(known, range(1, 34))):
        raise problem


def test_the_process_names_no_role_and_no_section_that_is_not_there() -> None:
    held(process())


# In words

IN_WORDS = {
    "working-days": ("within 1 working day", "within 2 working days"),
    "days": ("within 1 day", "within 2 days"),
    "weeks": ("within 1 week", "within 2 weeks"),
    "months": ("within 1 month", "within 2 months"),
    "month-inclusive": ("within 1 month, with the first day counted", "within 2 months, with the first day counted"),
    "quarter-ends": ("by the end of the quarter", "by the end of quarter 2"),
}


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_reads_in_words_for_one_and_for_two(unit: str) -> None:
    for count, words in enumerate(IN_WORDS[unit], start=1):
        limit = replace(process().limits["T1"], unit=unit, count=count)
        assert limit.in_a_sentence == words
        assert limit.how_long.lower() == words.removeprefix("within ")
        before = replace(process().limits["T2"], unit=unit, count=count)
        assert before.how_long == f"At least {limit.how_long} before"


def test_every_unit_that_has_words_is_counted_and_none_is_counted_without_words() -> None:
    assert UNITS.keys() == COUNTING.keys() == IN_WORDS.keys()
