"""The Panel's page: its meetings with their cut-offs, and the figures of its standing orders; and a calendar of both.

Panel meetings are not open to the public (standing order 1): here are dates and cut-offs, never an agenda or minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from cmr import clock
from cmr.process.meetings import Calendar, Meeting
from cmr.process.panel import (
    Panel,
    interests_that_change_the_quorum,
    ordinary_quorum,
    quorum_after_interests,
    requisition,
)
from cmr.process.process import BEFORE, TimeLimit, process
from cmr.process.working_days import first_known_day, is_working_day, last_known_day
from portal.pages.views import library
from portal.words.periods import lower_first

if TYPE_CHECKING:
    import icalendar

panel = Blueprint("panel", __name__, url_prefix="/panel")

MONTHS_AHEAD = 12
UID_HOST = "learning-from-practice.invalid"
"""The end of every event's UID. It is never looked up; what matters is that it never changes."""


@dataclass(frozen=True)
class CutOff:
    """A day before a meeting by which something is to be done."""

    limit: TimeLimit
    day: date


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting with its cut-offs, earliest first. `possible` is False on a day on which nobody would meet."""

    meeting: Meeting
    cut_offs: Sequence[CutOff]
    possible: bool


@panel.get("/")
def page() -> str:
    """The Panel in dates and figures."""
    seats: Panel = library().panel
    return render_template(
        "panel/page.html",
        meetings=coming(library().meetings, clock.today()),
        today=clock.today(),
        panel=seats,
        quorum=ordinary_quorum(seats.members),
        requisition=requisition(seats.members),
        interests=interests_that_change_the_quorum(seats.members),
        remaining=quorum_after_interests(seats.members),
        limits=process().limits,
        before=in_order(),
        roles=library().wording.roles,
        sections={page.section: page.address for page in library().guidance.values() if page.section},
    )


@panel.get("/meetings.ics")
def calendar() -> Response:
    """The meetings and their cut-offs, to subscribe to (RFC 5545)."""
    today = clock.today()
    return Response(calendar_file(coming(library().meetings, today), stamp=today), mimetype="text/calendar")


def coming(calendar: Calendar, today: date) -> Sequence[ComingMeeting]:
    """The meetings of the coming year."""
    return [
        ComingMeeting(meeting, cut_offs(meeting), _possible(meeting.day))
        for meeting in calendar.coming(today, months=MONTHS_AHEAD)
    ]


def cut_offs(meeting: Meeting) -> Sequence[CutOff]:
    """What is to be done before a meeting, earliest first: every rule of the process that counts back from one."""
    return [CutOff(limit, meeting.last_day_for(limit.id)) for limit in in_order()]


def in_order() -> Sequence[TimeLimit]:
    """The rules that count back from a meeting, the one that ends earliest first."""
    return sorted((limit for limit in process().limits.values() if limit.kind == BEFORE), key=lambda one: -one.count)


def calendar_file(meetings: Sequence[ComingMeeting], *, stamp: date) -> bytes:
    """The calendar as a file. `stamp` is the day it was made: every event's DTSTAMP."""
    import icalendar  # a tenth of a second, which a build that draws no calendar saves

    file = icalendar.Calendar()
    file.add("prodid", "-//Learning from Practice//Panel meetings//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", "CMR Panel meetings")
    file.add("x-wr-timezone", "Europe/London")
    placed: Counter[str] = Counter()
    for one in meetings:
        month = f"{one.meeting.day:%Y-%m}"
        placed[month] += 1
        if one.possible:
            _add_meeting(file, one, placed[month], stamp)
    return bytes(file.to_ical())


def _add_meeting(file: icalendar.Calendar, one: ComingMeeting, place: int, stamp: date) -> None:
    """A meeting and its cut-offs. Their UIDs name the month, so that confirming a date moves the same event."""
    confirmed = one.meeting.confirmed
    sure = "" if confirmed else " (date to be confirmed by SBNI)"
    uid = f"panel-{one.meeting.day:%Y-%m}-{place}"
    file.add_component(_event(uid, f"CMR Panel meeting{sure}", one.meeting.day, stamp, confirmed))
    for cut_off in one.cut_offs:
        title = f"Last day: {lower_first(cut_off.limit.title)}{sure}"
        file.add_component(_event(f"{uid}-{cut_off.limit.id}", title, cut_off.day, stamp, confirmed))


def _event(uid: str, title: str, day: date, stamp: date, confirmed: bool) -> icalendar.Event:
    """An event of a whole day: a limit is a day in Northern Ireland, and the hour of a meeting is not published."""
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{uid}@{UID_HOST}")
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("status", "CONFIRMED" if confirmed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _possible(day: date) -> bool:
    """Whether a Panel could meet: on a bank holiday, or where that is not known, no date is named."""
    return first_known_day() <= day <= last_known_day() and is_working_day(day)
