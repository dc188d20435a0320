"""The process as data: its stages, and its time limits, counts and tests (`process.toml`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.lines import Trail, line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import at_least, between, one_of, written
from cmr.files.written_addresses import Id
from cmr.process.units import UNCOUNTED, UNITS, lower_first, period

PROCESS_FILE = Path(__file__).with_name("process.toml")
AFTER, BEFORE, NONE = "after", "before", "none"
COUNTED_IN: Mapping[str, Sequence[str]] = {AFTER: tuple(UNITS), BEFORE: ("days",)}
"""The units in which each kind of limit can be counted, where it can."""
MARKS = ("guidance", "regulations", "reading")


@dataclass(frozen=True, kw_only=True)
class TimeLimit:
    """A time limit, count or test of the guidance. Only a counted one has a unit and a count."""

    id: str = field(metadata=written(r"T[1-9][0-9]?", "T and a number, as T1"))
    title: str
    start: str
    who: str
    kind: str = field(metadata=one_of([*COUNTED_IN, *UNCOUNTED]))
    mark: str = field(metadata=one_of(MARKS))
    how: str
    section: int = field(default=0, metadata=between(1, 35))  # of the guidance; 0 where it is a standing order's
    order: int = field(default=0, metadata=between(1, 10))  # of the standing orders in Appendix Four
    to: str = ""
    unit: str = ""
    count: int = field(default=0, metadata=at_least(1))
    roll: bool = False

    @property
    def counted(self) -> bool:
        """Whether a date follows from it."""
        return self.kind in COUNTED_IN

    @property
    def how_long(self) -> str:
        """How long it is: "2 working days", "At least 14 days before"; or that it has none."""
        if not self.counted:
            return UNCOUNTED[self.kind]
        words = period(self.unit, self.count)
        return f"At least {words} before" if self.kind == BEFORE else words

    @property
    def in_a_sentence(self) -> str:
        """The same inside a sentence: "within 2 working days", "at least 14 days before"."""
        return lower_first(self.how_long) if self.how_long[0].isupper() else f"within {self.how_long}"

    @property
    def source(self) -> str:
        """Where it stands: "section 9", "standing order 8"."""
        return f"section {self.section}" if self.section else f"standing order {self.order}"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage of the process."""

    id: Id
    title: str
    section: int = field(metadata=between(1, 35))
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


def read_process(path: Path) -> Process:
    """The process that the file at `path` describes. Raises ContentError naming file and line."""
    whole = Row.whole(TomlFile.read(path))
    whole.only({"limit", "stage"})
    limits: dict[str, TimeLimit] = {}
    for row in whole.rows("limit", "a limit", at_least=1):
        limit = _limit(row)
        _refuse_twice(row, limit.id, limits)
        limits[limit.id] = limit
    stages: dict[str, Stage] = {}
    for row in whole.rows("stage", "a stage", at_least=1):
        stage = row.made(Stage)
        _refuse_twice(row, stage.id, stages)
        for rule in stage.limits:
            if rule not in limits:
                raise row.wrong(f"the stage names the rule '{rule}', which there is not", "limits")
        stages[stage.id] = stage
    process = Process(whole.file, limits, tuple(stages.values()))
    _in_a_stage(process)
    return process


def _limit(row: Row) -> TimeLimit:
    """A limit whose keys hang together. Raises ContentError."""
    limit = row.made(TimeLimit)
    if bool(limit.section) == bool(limit.order):
        raise row.wrong("a limit stands in a section or in a standing order, one of the two", "id")
    units = COUNTED_IN.get(limit.kind, ())
    if units and limit.unit not in units:
        raise row.wrong(f"'{limit.kind}' is counted in one of: {', '.join(units)}", "unit")
    if bool(units) != bool(limit.count):
        raise row.wrong("only what is counted after or before a day has a count, and always has one", "kind")
    return limit


def _refuse_twice(row: Row, name: str, known: Container[str]) -> None:
    if name in known:
        raise row.wrong(f"'{name}' is declared twice", "id")


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
