"""What must be on record before a summary may be public: `gate.toml`, the policy that `gate.py` applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields, validate

from cmr.errors import ContentError
from cmr.files.checked_table import checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile
from cmr.process.process import process

GATE_FILE = Path(__file__).with_name("gate.toml")


@dataclass(frozen=True, kw_only=True, eq=False)
class Precondition:
    """One of G1 to G18: what must be shown, who may sign it, and what its day has to do with other days."""

    id: str
    title: str
    shown: str
    todo: str
    source: str
    signed_by: tuple[str, ...]
    signatures: int = 1
    when: str = ""
    not_before: tuple[str, ...] = ()
    wait: str = ""
    because: str = "it was signed"
    renewed: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """All of them by id and in order, the posts that may sign, the other processes, and words that show nothing."""

    file: TomlFile
    posts: Mapping[str, str]
    processes: Mapping[str, str]
    no_evidence: frozenset[str]
    preconditions: Mapping[str, Precondition]


def _texts(**how: Any) -> fields.List[Any]:
    return fields.List(fields.String(), validate=validate.Length(min=1), **how)


class _PreconditionSchema(Schema):
    id = fields.String(required=True, validate=validate.Regexp(r"^G[1-9][0-9]?\Z"))
    title = fields.String(required=True)
    shown = fields.String(required=True)
    todo = fields.String(required=True)
    source = fields.String(required=True)
    signed_by = _texts(required=True)
    signatures = fields.Integer(validate=validate.Range(1, 3))
    when = fields.String()
    not_before = _texts()
    wait = fields.String()
    because = fields.String()
    renewed = fields.Boolean()
    reasons = fields.Dict(keys=fields.String(), values=fields.String())


_PolicySchema = Schema.from_dict(
    {
        "posts": fields.Dict(keys=fields.String(), values=fields.String(), required=True),
        "processes": fields.Dict(keys=fields.String(), values=fields.String(), required=True),
        "no_evidence": _texts(required=True),
        "precondition": fields.List(fields.Nested(_PreconditionSchema), required=True),
    }
)


@cache
def policy() -> Policy:
    """The project's policy. Raises ContentError naming file and line."""
    return read_policy(GATE_FILE)


def read_policy(path: Path) -> Policy:
    """The policy that the file at `path` states. Raises ContentError, also where it names what there is not."""
    file = TomlFile.read(path)
    data = checked(_PolicySchema(), file, file.data)
    preconditions: dict[str, Precondition] = {}
    for at, row in enumerate(data["precondition"]):
        one = _precondition(row)
        _refuse_unknown(file, at, one, {"signed_by": data["posts"], "not_before": preconditions})
        if one.id in preconditions:
            raise ContentError(file.path, line_of(file, ("precondition", at, "id")), f"{one.id} is there twice")
        preconditions[one.id] = one
    return Policy(file, data["posts"], data["processes"], frozenset(data["no_evidence"]), preconditions)


def _precondition(row: Mapping[str, Any]) -> Precondition:
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Precondition(**made)


def _refuse_unknown(file: TomlFile, at: int, one: Precondition, known: Mapping[str, Mapping[str, object]]) -> None:
    rules = {**known, "wait": process().limits}
    for key, names in rules.items():
        said = getattr(one, key)
        for name in (said,) if isinstance(said, str) else said:
            if name and name not in names:
                line = line_of(file, ("precondition", at, key))
                raise ContentError(file.path, line, f"{one.id}: {key}: there is no '{name}' above")
