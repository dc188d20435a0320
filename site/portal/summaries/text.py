"""What only a summary's own page says: read from its file again when the page is drawn."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from cmr.front_matter import read_page_file
from cmr.summary import SMART
from cmr.toml_file import TomlFile
from portal.summaries.entry import Entry
from portal.summaries.prose import Prose, draw

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
"""What each kind of picture is to a browser."""


@dataclass(frozen=True)
class Advice:
    """A recommendation as its page gives it: with the answers to the SMART questions."""

    text: str
    agencies: Sequence[str]
    regional: bool
    answers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Text:
    """The text of a summary's page."""

    prose: Prose
    learning: Sequence[str]
    advice: Sequence[Advice]
    content_warning: str
    support: Sequence[str]
    review: date | None


def text_of(entry: Entry) -> Text:
    """The text of `entry`. Its file has been checked, so it is taken at its word."""
    file = read_page_file(Path(entry.path))
    matter: Mapping[str, Any] = TomlFile(file.path, _shown(file.matter.text)).data
    return Text(
        prose=draw(file.body),
        learning=matter.get("learning", ()),
        advice=[_advice(row) for row in matter.get("recommendations", ())],
        content_warning=matter.get("content_warning", ""),
        support=matter.get("support", ()),
        review=matter.get("review"),
    )


def picture_of(entry: Entry, name: str) -> Path:
    """The file of a picture of `entry`."""
    return Path(entry.path).with_suffix("") / name


def with_pictures_inside(entry: Entry, text: Text) -> Markup:
    """The text with its pictures inside it: a PDF is drawn from one text, and nothing is fetched."""
    html = str(text.prose.html)
    for name in entry.pictures:
        data = base64.b64encode(picture_of(entry, name).read_bytes()).decode()
        html = html.replace(f'src="{name}"', f'src="data:{PICTURES[name.rpartition(".")[2]]};base64,{data}"')
    return Markup(html)  # noqa: S704 - it was Markup before


def _shown(matter: str) -> str:
    """The front matter without the tables of the gate, where they plainly come last: no page shows them."""
    before, _, after = matter.partition("\n[gate.")
    return matter if "[[" in after or '""' in before or "''" in before else before


def _advice(row: Mapping[str, Any]) -> Advice:
    answers = [(question.capitalize(), row[question]) for question in SMART if row.get(question, "").strip()]
    return Advice(row["text"], row["agencies"], row["regional"], answers)
