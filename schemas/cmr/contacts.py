"""The telephone numbers of `contacts.toml`, and how to reach the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from marshmallow import Schema, fields, validate

from cmr.errors import ContentError
from cmr.files.address_fields import IdField
from cmr.files.checked_table import Day, checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile

MARKS = ("verified", "secondary", "unverified")


@dataclass(frozen=True, kw_only=True)
class Number:
    """A telephone number, when to call it, where it was read and when somebody last looked."""

    id: str
    service: str
    number: str
    tel: str
    groups: tuple[str, ...]
    when: str
    mark: str
    source: str
    checked: date
    hours: str = ""
    area: str = ""

    @property
    def sure(self) -> bool:
        """Was it read on the service's own page, or in another official source?"""
        return self.mark == "verified"


@dataclass(frozen=True, kw_only=True)
class Office:
    """How to reach the Safeguarding Board's office. Empty means not configured yet."""

    name: str
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contacts:
    """Everything in `contacts.toml`, in its order."""

    office: Office
    numbers: tuple[Number, ...]

    def group(self, name: str) -> tuple[Number, ...]:
        """The numbers of one group, every number where `name` is empty. Raises ValueError where no number is in it."""
        found = tuple(number for number in self.numbers if not name or name in number.groups)
        if not found:
            raise ValueError(f"no number of contacts.toml is in the group '{name}'")
        return found


class NumberSchema(Schema):
    """One `[[number]]` table."""

    id = IdField(required=True)
    service = fields.String(required=True)
    number = fields.String(required=True, validate=validate.Regexp(r"^[\d ]+\Z"))
    tel = fields.String(required=True, validate=validate.Regexp(r"^\+?\d+\Z"))
    groups = fields.List(IdField(), required=True, validate=validate.Length(min=1))
    when = fields.String(required=True, data_key="for")
    mark = fields.String(required=True, validate=validate.OneOf(MARKS))
    source = fields.String(required=True)
    checked = Day(required=True)
    hours = fields.String()
    area = fields.String()


def _is_email(text: str) -> None:
    if text:
        validate.Email()(text)


class OfficeSchema(Schema):
    """The `[office]` table."""

    name = fields.String(required=True)
    phone = fields.String(validate=validate.Regexp(r"(?:\+?\d[\d ]*)?\Z"))
    email = fields.String(validate=_is_email)
    address = fields.List(fields.String())


class ContactsSchema(Schema):
    """The whole file."""

    office = fields.Nested(OfficeSchema, required=True)
    number = fields.List(fields.Nested(NumberSchema), required=True)


def load_contacts(content: Path, *, unsure: bool = True) -> Contacts:
    """Read the file, without the numbers nobody has confirmed where `unsure` is false. Raises ContentError."""
    file = TomlFile.read(content / "contacts.toml")
    data = checked(ContactsSchema(), file, file.data)
    office = Office(**{**data["office"], "address": tuple(data["office"].get("address", ()))})
    numbers = [Number(**{**row, "groups": tuple(row["groups"])}) for row in data["number"]]
    for at, number in enumerate(numbers):
        if number.id in {one.id for one in numbers[:at]}:
            raise ContentError(file.path, line_of(file, ("number", at, "id")), f"the id '{number.id}' is written twice")
    return Contacts(office, tuple(number for number in numbers if unsure or number.sure))
