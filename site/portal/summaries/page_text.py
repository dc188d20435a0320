"""What only a summary's own page says. Lists, feeds and data do without it (`entry.py`)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from cmr import clock
from cmr.files.front_matter import PageFile
from cmr.summaries.summary_files import read_summary
from cmr.summaries.vocabulary import Vocabulary
from cmr.summary import Recommendation, Summary
from portal.summaries.entry import Entry
from portal.words.prose import Prose, Setting, draw

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
"""What each kind of picture is to a browser."""
OF_THE_PAGE = ("about", "before-you-read", "cite", "learning", "main-content", "recommendations", "related", "support")
"""The ids that a summary's page gives to parts of its own: a heading of the text with these words gets another."""

_SETTING = Setting(taken=OF_THE_PAGE, pictures=True)


class SummaryText(NamedTuple):
    """The text of a summary's page."""

    prose: Prose
    learning: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
    content_warning: str
    support: tuple[str, ...]
    review: date | None


def text_of(summary: Summary) -> SummaryText:
    """The text of `summary`, its Markdown drawn."""
    return SummaryText(
        prose=prose_of(summary.file, looked_through=True),
        learning=summary.learning,
        recommendations=summary.recommendations,
        content_warning=summary.content_warning,
        support=summary.support,
        review=summary.review,
    )


def prose_of(file: PageFile, *, looked_through: bool = False) -> Prose:
    """The Markdown of a summary's file, drawn. Raises ContentError for what no page may hold.

    `looked_through` says that `read_summary` has read it, which refuses all of that.
    """
    return draw(file, setting=_SETTING, looked_through=looked_through)


class SummaryTexts:
    """The text of every summary: as it has `just` been read, by the names of files; else it is read when asked for."""

    def __init__(self, just: Mapping[str, SummaryText], known: Vocabulary) -> None:
        self.just = just
        self.known = known

    def of(self, entry: Entry) -> SummaryText:
        """The text of `entry`."""
        return self.just.get(entry.path) or text_of(read_summary(Path(entry.path), self.known, clock.today()))


def picture_of(entry: Entry, name: str) -> Path:
    """The file of a picture of `entry`."""
    return Path(entry.path).with_suffix("") / name


def with_pictures_inside(entry: Entry, text: SummaryText) -> Markup:
    """The text with its pictures inside it: a PDF is drawn from one text, and nothing is fetched."""
    html = str(text.prose.html)
    for name in entry.pictures:
        data = base64.b64encode(picture_of(entry, name).read_bytes()).decode()
        html = html.replace(f'src="{name}"', f'src="data:{PICTURES[name.rpartition(".")[2]]};base64,{data}"')
    return Markup(html)  # noqa: S704 - it was Markup before
