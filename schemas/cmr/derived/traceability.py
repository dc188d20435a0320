"""What serves each obligation of the guidance (`traceability.toml`): a page, a question, code, a rule, or people.

An obligation without a home, or with one that does not exist, is a problem with file and line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from cmr.errors import ContentError
from cmr.files.address_fields import HereField
from cmr.files.checked_table import checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile
from cmr.forms.catalogue import load_forms
from cmr.process.roles import load_roles
from cmr.process.time_limits import time_limits

OBLIGATIONS_FILE = Path(__file__).with_name("traceability.toml")
BUILT = ("pages", "questions", "code", "rules")
"""The kinds of home that somebody built, and that can therefore be missing."""


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """Something the guidance asks of somebody, and what serves it."""

    id: str
    where: tuple[str, ...]
    who: tuple[str, ...]
    text: str
    pages: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    people: str = ""


@dataclass(frozen=True)
class Obligations:
    """All of them, and the file that says so."""

    file: TomlFile
    all: tuple[Obligation, ...]

    def unknown(self, key: str, known: Collection[str]) -> Iterator[ContentError]:
        """A problem for every name under `key`, such as "pages", that is not in `known`."""
        for number, obligation in enumerate(self.all):
            for name in getattr(obligation, key):
                if name not in known:
                    line = line_of(self.file, ("obligation", number, key))
                    yield ContentError(self.file.path, line, f"{obligation.id}: {key}: there is no '{name}'")


def _names(name: fields.Field[str] | None = None, **how: Any) -> fields.List[Any]:
    """A list that is not empty where it stands, and has nothing twice."""
    inner = name or fields.String(validate=validate.Length(min=1))
    return fields.List(inner, validate=[validate.Length(min=1), _once], **how)


def _once(names: list[str]) -> None:
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ValidationError(f"'{twice[0]}' stands here twice")


class _ObligationSchema(Schema):
    id = fields.String(required=True, validate=validate.Regexp(r"^O[1-9][0-9]?\Z"))
    where = fields.List(
        fields.String(validate=validate.Regexp(r"^([1-9]|[12][0-9]|3[0-5]|SO([1-9]|10))\Z")),
        required=True,
        validate=validate.Length(min=1),
    )
    who = _names(required=True)
    text = fields.String(required=True, validate=validate.Length(min=1))
    pages = _names(HereField())
    questions = _names()
    code = _names()
    rules = _names()
    people = fields.String(validate=validate.Length(min=1))

    @validates_schema
    def _has_a_home(self, row: Mapping[str, Any], **_: Any) -> None:
        if not any(key in row for key in (*BUILT, "people")):
            raise ValidationError(f"it has no home: give {', '.join(BUILT)} or people", "id")


_FileSchema = Schema.from_dict({"obligation": fields.List(fields.Nested(_ObligationSchema), required=True)})


def read_obligations(path: Path | None = None) -> Obligations:
    """Every obligation in `path`, the product's own file where none is given.

    Raises ContentError naming file and line, also where an obligation has no home.
    """
    file = TomlFile.read(path or OBLIGATIONS_FILE)
    rows = checked(_FileSchema(), file, file.data)["obligation"]
    obligations = tuple(_obligation(row) for row in rows)
    ids = [one.id for one in obligations]
    for number, one in enumerate(ids):
        if one in ids[:number]:
            raise ContentError(file.path, line_of(file, ("obligation", number, "id")), f"{one} is there twice")
    return Obligations(file, obligations)


def _obligation(row: Mapping[str, Any]) -> Obligation:
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Obligation(**made)


def wrong_obligations(content: Path) -> Iterator[ContentError]:
    """What `traceability.toml` names and there is not. Pages are the site's to know: it checks those itself."""
    try:
        obligations = read_obligations()
        forms = load_forms(content)
        asked = {f"{form.slug}#{question.id}" for form in forms.values() for question in form.questions()}
        roles = load_roles(content)
    except ContentError as problem:
        yield problem
        return
    yield from obligations.unknown("who", roles)
    yield from obligations.unknown("questions", asked)
    yield from obligations.unknown("rules", time_limits())
    yield from obligations.unknown("code", {name for one in obligations.all for name in one.code if _module(name)})


def _module(name: str) -> bool:
    """Whether there is a module of this name. Finding one runs its package's `__init__`, and not the module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
