"""Whether every email has its words, and all words an email: part of `cmr check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.submissions import OWED
from cmr import emails
from cmr.errors import ContentError


def wrong_events(_content: Path) -> Iterator[ContentError]:
    """A problem for each event without a folder of words, and each folder that no event sends."""
    sent, written = {event for _, event in OWED}, set(emails.names())
    for event in sorted(sent - written):
        yield ContentError(emails.FOLDER / event / "subject.txt", 1, f"the email '{event}' is owed, and has no words")
    for event in sorted(written - sent):
        yield ContentError(emails.FOLDER / event / "subject.txt", 1, f"no email of `OWED` is called '{event}'")
