"""The process as data: its stages, and its time limits, counts and tests (`process.toml`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from cmr.errors import ContentError
from cmr.files.address_fields import IdField
from cmr.files.checked_table import checked
from cmr.files.lines import Trail, line_of
from cmr.files.toml_file import TomlFile

PROCESS_FILE = Path(__file__).with_name("process.toml")
AFTER, BEFORE, NONE = "after", "before", "none"
UNITS: Mapping[str, Sequence[str]] = {
    AFTER: ("working-days", "days", "weeks", "months", "month-inclusive", "quarter-ends"),
    BEFORE: ("days",),
}
UNCOUNTED = (NONE, "plan", "order", "every", "figure", "test")
MARKS = ("guidance", "regulations", "reading")


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """A time limit, count or test of the guidance. Only a counted one has a unit and a count."""

    id: str
    title: str
    start: str
    who: str
    kind: str
    mark: str
    how: str
    section: int = 0  # of the guidance; 0 where it stands in the standing orders
    order: int = 0  # of the standing orders in Appendix Four
    to: str = ""
    unit: str = ""
    count: int = 0
    roll: bool = False

    @property
    def counted(self) -> bool:
        """Whether a date follows from it."""
        return self.kind in UNITS

    @property
    def source(self) -> str:
        """Where it stands: "section 9", "standing order 8"."""
        return f"section {self.section}" if self.section else f"standing order {self.order}"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage of the process."""

    id: str
    title: str
    section: int
    who: tuple[str, ...]
    into: str
    out: str
    limits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Process:
    """The whole of it, in order."""

    file: TomlFile
    limits: Mapping[str, TimeLimit]
    stages: tuple[Stage, ...]


class _LimitSchema(Schema):
    id = fields.String(required=True, validate=validate.Regexp(r"^T[1-9][0-9]?\Z"))
    section = fields.Integer(validate=validate.Range(1, 35))
    order = fields.Integer(validate=validate.Range(1, 10))
    title = fields.String(required=True)
    start = fields.String(required=True)
    who = fields.String(required=True)
    to = fields.String()
    kind = fields.String(required=True, validate=validate.OneOf([*UNITS, *UNCOUNTED]))
    unit = fields.String()
    count = fields.Integer(validate=validate.Range(1))
    roll = fields.Boolean()
    mark = fields.String(required=True, validate=validate.OneOf(MARKS))
    how = fields.String(required=True)

    @validates_schema
    def _hangs_together(self, row: dict[str, Any], **_: Any) -> None:
        if ("section" in row) == ("order" in row):
            raise ValidationError("a limit stands in a section or in a standing order, one of the two", "id")
        units = UNITS.get(row.get("kind", ""), ())
        if units and row.get("unit") not in units:
            raise ValidationError(f"'{row['kind']}' is counted in one of: {', '.join(units)}", "unit")
        if bool(units) != ("count" in row):
            raise ValidationError("only what is counted after or before a day has a count, and always has one", "kind")


class _StageSchema(Schema):
    id = IdField(required=True)
    title = fields.String(required=True)
    section = fields.Integer(required=True, validate=validate.Range(1, 35))
    who = fields.List(fields.String(), required=True, validate=validate.Length(1))
    into = fields.String(required=True)
    out = fields.String(required=True)
    limits = fields.List(fields.String(), load_default=list)


_ProcessSchema = Schema.from_dict(
    {
        "limit": fields.List(fields.Nested(_LimitSchema), required=True),
        "stage": fields.List(fields.Nested(_StageSchema), required=True),
    }
)


def read_process(path: Path) -> Process:
    """The process that the file at `path` describes. Raises ContentError naming file and line."""
    file = TomlFile.read(path)
    data = checked(_ProcessSchema(), file, file.data)
    limits = [TimeLimit(**row) for row in data["limit"]]
    stages = [Stage(**{**row, "who": tuple(row["who"]), "limits": tuple(row["limits"])}) for row in data["stage"]]
    process = Process(file, {limit.id: limit for limit in limits}, tuple(stages))
    _once(file, "limit", [limit.id for limit in limits])
    _once(file, "stage", [stage.id for stage in stages])
    for number, stage in enumerate(stages):
        for rule in stage.limits:
            if rule not in process.limits:
                raise _wrong(
                    file, ("stage", number, "limits"), f"the stage names the rule '{rule}', which there is not"
                )
    _in_a_stage(process)
    return process


@cache
def process() -> Process:
    """The process. Raises ContentError naming file and line."""
    return read_process(PROCESS_FILE)


def unknown_roles(known: Process, roles: Container[str]) -> Iterator[ContentError]:
    """A problem for every role that the process names and that is not among `roles`."""
    for number, limit in enumerate(known.limits.values()):
        for key, role in (("who", limit.who), ("to", limit.to)):
            if role and role not in roles:
                yield _wrong(known.file, ("limit", number, key), f"no role is called '{role}'")
    for number, stage in enumerate(known.stages):
        for role in stage.who:
            if role not in roles:
                yield _wrong(known.file, ("stage", number, "who"), f"no role is called '{role}'")


def unknown_sections(known: Process, sections: Container[int]) -> Iterator[ContentError]:
    """A problem for every section of the guidance that the process names and that is not among `sections`."""
    named: Mapping[str, Iterable[TimeLimit | Stage]] = {"limit": known.limits.values(), "stage": known.stages}
    for kind, rows in named.items():
        for number, row in enumerate(rows):
            if row.section and row.section not in sections:
                yield _wrong(known.file, (kind, number, "section"), f"no page is section {row.section} of the guidance")


def _once(file: TomlFile, kind: str, ids: Sequence[str]) -> None:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            raise _wrong(file, (kind, number, "id"), f"'{one}' is declared twice")


def _in_a_stage(known: Process) -> None:
    """Raise ContentError for a limit of the guidance that gives a date and that no stage names.

    A standing order's needs none: it is about meetings of the Panel, which are no stage.
    """
    named = {rule for stage in known.stages for rule in stage.limits}
    for number, limit in enumerate(known.limits.values()):
        if limit.counted and limit.section and limit.id not in named:
            problem = f"no stage names the rule '{limit.id}', which gives a date: add it to the `limits` of its stage"
            raise _wrong(known.file, ("limit", number, "id"), problem)


def _wrong(file: TomlFile, trail: Trail, problem: str) -> ContentError:
    return ContentError(file.path, line_of(file, trail), problem)
