"""CMR Panel meetings: the dates SBNI has confirmed, and "usually the first Thursday" where it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path

from cmr.clock import WEEKDAYS
from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import between, one_of
from cmr.process.time_limits import time_limits
from cmr.process.working_days import first_known_day, is_working_day, last_known_day
from cmr.reminder import Reminder

PANEL_RULE = "T2"


@dataclass(frozen=True)
class Meeting:
    """A Panel meeting. Only a confirmed date binds anybody."""

    day: date
    confirmed: bool

    def cut_off(self) -> date:
        """The last day on which a notification is received in time for this meeting (guidance section 10)."""
        return self.last_day_for(PANEL_RULE)

    def last_day_for(self, rule: str) -> date:
        """The last day that is in time before this meeting, under a rule that counts back from it."""
        return self.day - timedelta(days=time_limits()[rule].count)


@dataclass(frozen=True)
class Calendar:
    """The known meetings in order, and the weekday rule for the months beyond them."""

    meetings: tuple[Meeting, ...]
    weekday: int
    ordinal: int

    def meeting_for(self, received: date) -> Meeting:
        """The first meeting whose cut-off is not before `received`."""
        return next(meeting for meeting in self._from(received) if meeting.cut_off() >= received)

    def coming(self, today: date, *, months: int) -> Sequence[Meeting]:
        """The meetings from `today` on, in this month and the `months` after it."""
        last = today.year * 12 + today.month + months
        ahead = takewhile(lambda one: one.day.year * 12 + one.day.month <= last, self._from(today))
        return [meeting for meeting in ahead if meeting.day >= today]

    def _from(self, start: date) -> Iterator[Meeting]:
        """Every meeting from `start`'s month on: those known for a month, or else its usual day, unconfirmed."""
        year, month = start.year, start.month
        while True:
            known = [one for one in self.meetings if (one.day.year, one.day.month) == (year, month)]
            yield from known or [Meeting(self._usual(year, month), confirmed=False)]
            year, month = (year + month // 12, month % 12 + 1)

    def _usual(self, year: int, month: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.ordinal - 1))


@dataclass(frozen=True, kw_only=True)
class _Usual:
    weekday: str = field(metadata=one_of(WEEKDAYS))
    ordinal: int = field(metadata=between(1, 4))


@dataclass(frozen=True, kw_only=True)
class _MeetingRule:
    usual: _Usual
    note: str
    source: str
    checked: date


def past_meetings(content: Path, today: date) -> Iterator[Reminder]:
    """A reminder of every meeting in the file that is over. Nobody can be in time for it any more."""
    file = TomlFile.read(content / "meetings.toml")
    for number, row in enumerate(file.data["meeting"]):
        if row["date"] < today:
            what = f"the meeting of {row['date'].isoformat()} is over: take it out"
            yield Reminder(file.path, line_of(file, ("meeting", number)), what)


def load_calendar(content: Path) -> Calendar:
    """Read `meetings.toml`. Raises ContentError naming file and line, also for a date that stands twice."""
    whole = Row.whole(TomlFile.read(content / "meetings.toml"))
    whole.only({"meeting", "rule"})
    meetings: dict[date, Meeting] = {}
    for row in whole.rows("meeting", "a meeting"):
        meeting = _meeting(row)
        if meeting.day in meetings:
            raise row.wrong(f"the meeting of {meeting.day.isoformat()} is written twice")
        meetings[meeting.day] = meeting
    rule = whole.table("rule")
    usual = rule.made(_MeetingRule, usual=rule.table("usual").made(_Usual)).usual
    return Calendar(tuple(meetings[day] for day in sorted(meetings)), WEEKDAYS.index(usual.weekday), usual.ordinal)


def _meeting(row: Row) -> Meeting:
    """A meeting on a day on which the Panel can meet, for all that is known. Raises ContentError."""
    row.only({"date", "confirmed"})
    meeting = row.without("date").made(Meeting, day=row.day("date"))
    if first_known_day() <= meeting.day <= last_known_day() and not is_working_day(meeting.day):
        problem = "falls on a weekend or a bank holiday: ask SBNI for the real date"
        raise row.wrong(f"the meeting of {meeting.day.isoformat()} {problem}")
    return meeting
