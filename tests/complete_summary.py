"""A summary on which everything is on record, and a content folder in which it lies: what tests change one thing of."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from cmr.summaries.summary_files import read_summary
from cmr.summaries.vocabulary import Vocabulary, load_vocabulary
from cmr.summary import Summary

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
FILE = ROOT / "tests" / "examples" / "summaries" / "complete.md"
TEXT = FILE.read_text(encoding="utf-8")
TODAY = date(2026, 11, 23)
PUBLISHED = date(2026, 9, 8)
"""The first day on which nothing is in its way."""


def known() -> Vocabulary:
    """The lists of the project."""
    return load_vocabulary(CONTENT)


def complete() -> Summary:
    """The summary itself."""
    return read_summary(FILE, known(), TODAY)


def collection(folder: Path, text: str | bytes = TEXT, name: str = "complete.md") -> Path:
    """A content folder that holds one summary, under `name`. Returns the summary's file."""
    for needed in ("summaries.toml", "contacts.toml", "roles.toml"):
        shutil.copy(CONTENT / needed, folder / needed)
    file = folder / "summaries" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file
