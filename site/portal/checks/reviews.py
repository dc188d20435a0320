"""Reminds of pages and telephone numbers that nobody has looked at for too long, and of meetings that are over.

`site.toml` says how long is too long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from cmr import clock
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile
from cmr.process.meetings import past_meetings
from cmr.reminder import Reminder
from portal.pages.library import Library, load_library
from portal.pages.page_files import Page


def overdue(content: Path) -> Iterator[Reminder]:
    """What is due today, in content that is known to be right: part of `cmr check`."""
    return overdue_in(load_library(content, show_unverified_numbers=True), content)


def overdue_in(library: Library, content: Path) -> Iterator[Reminder]:
    """The same for content that is loaded already: pages in the order of the library, the rest in their files'."""
    today = clock.today()
    pages = timedelta(days=library.wording.review.pages)
    yield from (_page(page, today) for page in library.written if page.reviewed + pages < today)
    numbers = timedelta(days=library.wording.review.numbers)
    file = TomlFile.read(content / "contacts.toml")
    for at, number in enumerate(file.data["number"]):
        if number["checked"] + numbers < today:
            yield _number(file, at, today)
    yield from past_meetings(content, today)


def _page(page: Page, today: date) -> Reminder:
    line = line_of(page.file.matter, ("reviewed",))
    return Reminder(page.file.path, line, f"last reviewed {_ago(page.reviewed, today)}")


def _number(file: TomlFile, at: int, today: date) -> Reminder:
    number = file.data["number"][at]
    line = line_of(file, ("number", at, "checked"))
    return Reminder(
        file.path, line, f"the number of {number['service']} was last checked {_ago(number['checked'], today)}"
    )


def _ago(day: date, today: date) -> str:
    return f"{(today - day).days} days ago: look at it again, then write the day here"
