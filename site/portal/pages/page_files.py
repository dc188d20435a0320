"""What a page is, as its file says: a section or an appendix of the guidance, or any other page.

The path of a file is the address of its page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile, read_page_file
from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.values import between, one_of
from cmr.files.written_addresses import HERE, Here, Id
from cmr.process.process import process
from portal.pages.wording import Wording

HOME = "home.md"
APPENDICES = ("one", "two", "three", "four")
PAGE_KEYS = {"title", "summary", "reviewed"}
STRENGTHS = ("must", "will", "should", "may")


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What the guidance asks of somebody, and how strongly it asks."""

    who: tuple[str, ...]
    strength: str = field(metadata=one_of(STRENGTHS))
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
    address: Here


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The first page."""

    doors: tuple[Door, ...]


@dataclass(frozen=True, kw_only=True)
class GuidancePage(Page):
    """A section or an appendix of the guidance."""

    stage: Id
    section: int | None = field(default=None, metadata=between(1, 35))
    appendix: str | None = field(default=None, metadata=one_of(APPENDICES))
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


def load_home(path: Path) -> HomePage:
    """The first page. Raises ContentError naming file and line."""
    file = read_page_file(path)
    matter = _matter(file, {*PAGE_KEYS, "doors"})
    doors = tuple(row.made(Door) for row in matter.rows("doors", "a door", at_least=1))
    return matter.without("doors").made(HomePage, address="/", file=file, doors=doors)


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
    return _matter(file, PAGE_KEYS).made(Page, address=address, file=file)


def _guidance_page(path: Path, wording: Wording) -> GuidancePage:
    file = read_page_file(path)
    matter = _matter(file, {*PAGE_KEYS, "stage", "section", "appendix", "duties"})
    duties = tuple(_duty(row) for row in matter.rows("duties", "a duty"))
    address = f"/guidance/{path.stem}/"
    page = matter.without("duties").made(GuidancePage, address=address, file=file, duties=duties)
    if (page.section is None) == (page.appendix is None):
        raise matter.wrong("give either a section number or an appendix", "section")
    _refuse_odd_name(path, f"/{path.stem}/")
    _refuse_unknown_names(page, wording)
    return page


def _matter(file: PageFile, keys: Iterable[str]) -> Row:
    """The front matter of a page, which may say these keys. Raises ContentError where it says another."""
    matter = Row(file.matter, "a page", file.matter.data)
    matter.only(keys)
    return matter


def _duty(row: Row) -> Duty:
    """A duty, whose limit is a rule of the process. Raises ContentError."""
    duty = row.made(Duty)
    if duty.limit and duty.limit not in process().limits:
        raise row.wrong(f"there is no rule '{duty.limit}' in process.toml", "limit")
    return duty


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
