"""The telephone numbers of `contacts.toml`, and how to reach the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import one_of, written
from cmr.files.written_addresses import Id

MARKS = ("verified", "secondary", "unverified")
EMAIL = r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+"


@dataclass(frozen=True, kw_only=True)
class Number:
    """A telephone number, when to call it, where it was read and when somebody last looked."""

    id: Id
    service: str
    number: str = field(metadata=written(r"[0-9 ]+", "digits and spaces"))
    tel: str = field(metadata=written(r"\+?[0-9]+", "digits alone, perhaps after a +"))
    groups: tuple[Id, ...]
    when: str
    mark: str = field(metadata=one_of(MARKS))
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
    phone: str = field(default="", metadata=written(r"(?:\+?[0-9][0-9 ]*)?", "digits and spaces, or nothing"))
    email: str = field(default="", metadata=written(f"(?:{EMAIL})?", "an email address, or nothing"))
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


def load_contacts(content: Path, *, unsure: bool = True) -> Contacts:
    """Read the file, without the numbers nobody has confirmed where `unsure` is false. Raises ContentError."""
    whole = Row.whole(TomlFile.read(content / "contacts.toml"))
    whole.only({"office", "number", "groups"})
    groups, numbers = whole.words("groups"), dict[str, Number]()
    for row in whole.rows("number", "a number", at_least=1):
        number = _number(row)
        if number.id in numbers:
            raise row.wrong(f"the id '{number.id}' is written twice", "id")
        for unknown in [name for name in number.groups if name not in groups]:
            raise row.wrong(f"no group is called '{unknown}': `groups` at the top of the file names them all", "groups")
        numbers[number.id] = number
    shown = tuple(number for number in numbers.values() if unsure or number.sure)
    return Contacts(whole.table("office").made(Office), shown)


def _number(row: Row) -> Number:
    """A number. What it is for is `for` in the file, which is no name that Python allows."""
    if "when" in row.data:
        raise row.wrong("a number cannot say 'when': say 'for'", "when")
    number = row.without("for").made(Number, when=row.text("for"))
    read = number.number.replace(" ", "")
    if number.tel not in (read, f"+44{read.removeprefix('0')}"):
        raise row.wrong(f"the link dials {number.tel}, and people read {number.number}", "tel")
    return number
