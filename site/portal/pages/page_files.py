"""What a page is, as its file says: a section or an appendix of the guidance, or any other page.

The path of a file is the address of its page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from cmr.errors import ContentError
from cmr.files.address_fields import HereField, IdField
from cmr.files.checked_table import Day, checked
from cmr.files.front_matter import PageFile, read_page_file
from cmr.files.lines import line_of
from cmr.files.written_addresses import HERE
from cmr.process.process import process
from portal.pages.wording import Wording

HOME = "home.md"
APPENDICES = ("one", "two", "three", "four")
STRENGTHS = ("must", "will", "should", "may")


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What the guidance asks of somebody, and how strongly it asks."""

    who: tuple[str, ...]
    strength: str
    text: str
    limit: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the site: where it is, what it is called, and the file it comes from."""

    address: str
    file: PageFile
    title: str
    summary: str
    reviewed: date


@dataclass(frozen=True, kw_only=True)
class Door:
    """One of the ways in, on the home page."""

    title: str
    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The first page."""

    doors: tuple[Door, ...]


@dataclass(frozen=True, kw_only=True)
class GuidancePage(Page):
    """A section or an appendix of the guidance."""

    stage: str
    section: int | None = None
    appendix: str | None = None
    duties: tuple[Duty, ...] = ()

    @property
    def slug(self) -> str:
        """The last step of the address: "09-timescale-for-notification"."""
        return self.address.strip("/").split("/")[-1]

    @property
    def number(self) -> str:
        """How the official document counts it: "Section 9" or "Appendix Four"."""
        return f"Section {self.section}" if self.section else f"Appendix {str(self.appendix).capitalize()}"

    @property
    def place(self) -> tuple[bool, int]:
        """Sorts sections before appendices, each in the official order."""
        return (self.section is None, self.section or APPENDICES.index(str(self.appendix)))


def _a_limit(rule: str) -> None:
    if rule not in process().limits:
        raise ValidationError(f"there is no rule '{rule}' in process.toml")


class DutySchema(Schema):
    """One `[[duties]]` table."""

    who = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    strength = fields.String(required=True, validate=validate.OneOf(STRENGTHS))
    text = fields.String(required=True, validate=validate.Length(min=1))
    limit = fields.String(validate=_a_limit)
    group = fields.String(validate=validate.Length(min=1))

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Duty:
        """A Duty of the checked values."""
        return Duty(**{**data, "who": tuple(data["who"])})


class PageSchema(Schema):
    """The front matter of any page."""

    title = fields.String(required=True, validate=validate.Length(min=1))
    summary = fields.String(required=True, validate=validate.Length(min=1))
    reviewed = Day(required=True)


class DoorSchema(Schema):
    """One `[[doors]]` table."""

    title = fields.String(required=True)
    text = fields.String(required=True)
    address = HereField(required=True)


class HomeSchema(PageSchema):
    """The front matter of the first page."""

    doors = fields.List(fields.Nested(DoorSchema), required=True)


class GuidanceSchema(PageSchema):
    """The front matter of a section or an appendix."""

    section = fields.Integer(strict=True, validate=validate.Range(min=1, max=35))
    appendix = fields.String(validate=validate.OneOf(APPENDICES))
    stage = IdField(required=True)
    duties = fields.List(fields.Nested(DutySchema), load_default=())

    @validates_schema
    def either(self, data: Mapping[str, Any], **_: Any) -> None:
        """A page is a section or an appendix, and not both."""
        if ("section" in data) == ("appendix" in data):
            raise ValidationError("give either a section number or an appendix", field_name="section")


def load_home(path: Path) -> HomePage:
    """The first page. Raises ContentError naming file and line."""
    file = read_page_file(path)
    matter = checked(HomeSchema(), file.matter, file.matter.data)
    doors = tuple(Door(**door) for door in matter.pop("doors"))
    return HomePage(address="/", file=file, doors=doors, **matter)


def load_pages(folder: Path, *, suffix: str = "/") -> list[Page]:
    """Every page under `folder` but the first one, in the order of their addresses. Raises ContentError as above."""
    paths = (path for path in sorted(folder.rglob("*.md")) if path != folder / HOME)
    return [_page(folder, path, suffix) for path in paths]


def load_guidance(folder: Path, wording: Wording) -> list[GuidancePage]:
    """The guidance in the official order, its stages and roles known to `wording`. Raises ContentError as above."""
    pages = sorted((_guidance_page(path, wording) for path in sorted(folder.glob("*.md"))), key=lambda page: page.place)
    for earlier, later in pairwise(pages):
        if earlier.place == later.place:
            raise ContentError(later.file.path, 1, f"{later.number} is also {earlier.file.path.name}")
    return pages


def _page(folder: Path, path: Path, suffix: str) -> Page:
    file = read_page_file(path)
    address = f"/{path.relative_to(folder).with_suffix('').as_posix()}{suffix}"
    _refuse_odd_name(path, address)
    return Page(address=address, file=file, **checked(PageSchema(), file.matter, file.matter.data))


def _guidance_page(path: Path, wording: Wording) -> GuidancePage:
    file = read_page_file(path)
    matter = checked(GuidanceSchema(), file.matter, file.matter.data)
    matter["duties"] = tuple(matter["duties"])
    _refuse_odd_name(path, f"/{path.stem}/")
    page = GuidancePage(address=f"/guidance/{path.stem}/", file=file, **matter)
    _refuse_unknown_names(page, wording)
    return page


def _refuse_odd_name(path: Path, address: str) -> None:
    if not HERE.fits(address):
        raise ContentError(path, 1, "its name is its address: write it in small letters, digits and single dashes")


def _refuse_unknown_names(page: GuidancePage, wording: Wording) -> None:
    matter = page.file.matter
    if page.stage not in wording.stages:
        raise ContentError(matter.path, line_of(matter, ("stage",)), f"stage: there is no stage '{page.stage}'")
    for number, duty in enumerate(page.duties):
        for who in duty.who:
            if who not in wording.roles:
                line = line_of(matter, ("duties", number, "who"))
                raise ContentError(matter.path, line, f"who: there is no role '{who}' in roles.toml")
