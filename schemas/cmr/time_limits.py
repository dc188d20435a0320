"""The time limits of the process (`process.toml`), worked out: days in Northern Ireland, not hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr import clock
from cmr.schema import checked
from cmr.toml_file import TomlFile
from cmr.working_days import add_working_days

PROCESS_FILE = Path(__file__).with_name("process.toml")
WORKING_DAYS, BEFORE_PANEL = "working-days", "before-panel"


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """One time limit of the guidance."""

    id: str
    section: int
    title: str
    start: str
    count: int
    unit: str
    who: str
    to: str
    how: str


class _LimitSchema(Schema):
    id = fields.String(required=True, validate=validate.Regexp(r"^T[1-9][0-9]?$"))
    section = fields.Integer(required=True, validate=validate.Range(1, 35))
    title = fields.String(required=True)
    start = fields.String(required=True)
    count = fields.Integer(required=True, validate=validate.Range(1))
    unit = fields.String(required=True, validate=validate.OneOf([WORKING_DAYS, BEFORE_PANEL]))
    who = fields.String(required=True)
    to = fields.String(required=True)
    how = fields.String(required=True)


_ProcessSchema = Schema.from_dict({"limit": fields.List(fields.Nested(_LimitSchema), required=True)})


@cache
def time_limits() -> Mapping[str, TimeLimit]:
    """Every limit by rule id. Raises ContentError naming file and line."""
    file = TomlFile.read(PROCESS_FILE)
    limits = [TimeLimit(**row) for row in checked(_ProcessSchema(), file, file.data)["limit"]]
    return {limit.id: limit for limit in limits}


def due(rule: str, start: date) -> date:
    """The last day that is in time under a rule counted in working days, `start` being day 0.

    Raises KeyError for a rule that counts otherwise, BeyondCalendar past the known bank holidays.
    """
    limit = time_limits()[rule]
    if limit.unit != WORKING_DAYS:
        raise KeyError(rule)
    return add_working_days(start, limit.count)


def in_time(rule: str, start: date, received: datetime) -> bool:
    """Whether something received at this instant was in time. Raises BeyondCalendar."""
    return clock.london_day(received) <= due(rule, start)
