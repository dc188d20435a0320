"""CMR Panel meetings: the dates SBNI has confirmed, and "usually the first Thursday" where it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.clock import WEEKDAYS
from cmr.errors import ContentError
from cmr.files.checked_table import Day, checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile
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
        """Meetings from the month of `start` on, without end: a month's known ones, else its usual day, unconfirmed."""
        year, month = start.year, start.month
        while True:
            known = [one for one in self.meetings if (one.day.year, one.day.month) == (year, month)]
            yield from known or [Meeting(self._usual(year, month), confirmed=False)]
            year, month = (year + month // 12, month % 12 + 1)

    def _usual(self, year: int, month: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.ordinal - 1))


class _Usual(Schema):
    weekday = fields.String(required=True, validate=validate.OneOf(WEEKDAYS))
    ordinal = fields.Integer(required=True, validate=validate.Range(1, 4))


class _Rule(Schema):
    usual = fields.Nested(_Usual, required=True)
    note = fields.String(required=True)
    source = fields.String(required=True)
    checked = Day(required=True)


class _MeetingTable(Schema):
    date = Day(required=True)
    confirmed = fields.Boolean(required=True)


_MeetingsSchema = Schema.from_dict(
    {"meeting": fields.List(fields.Nested(_MeetingTable), required=True), "rule": fields.Nested(_Rule, required=True)}
)


def past_meetings(content: Path, today: date) -> Iterator[Reminder]:
    """A reminder of every meeting in the file that is over. Nobody can be in time for it any more."""
    file = TomlFile.read(content / "meetings.toml")
    for number, row in enumerate(file.data["meeting"]):
        if row["date"] < today:
            what = f"the meeting of {row['date'].isoformat()} is over: take it out"
            yield Reminder(file.path, line_of(file, ("meeting", number)), what)


def _wrong_meeting(file: TomlFile, number: int, day: date, problem: str) -> ContentError:
    return ContentError(file.path, line_of(file, ("meeting", number)), f"the meeting of {day.isoformat()} {problem}")


def load_calendar(content: Path) -> Calendar:
    """Read `meetings.toml`. Raises ContentError naming file and line, also for a date that stands twice."""
    file = TomlFile.read(content / "meetings.toml")
    data = checked(_MeetingsSchema(), file, file.data)
    days = [row["date"] for row in data["meeting"]]
    for number, day in enumerate(days):
        if day in days[:number]:
            raise _wrong_meeting(file, number, day, "is written twice")
        if first_known_day() <= day <= last_known_day() and not is_working_day(day):
            raise _wrong_meeting(file, number, day, "falls on a weekend or a bank holiday: ask SBNI for the real date")
    meetings = [Meeting(row["date"], row["confirmed"]) for row in data["meeting"]]
    usual = data["rule"]["usual"]
    return Calendar(
        tuple(sorted(meetings, key=lambda one: one.day)), WEEKDAYS.index(usual["weekday"]), usual["ordinal"]
    )
