"""Writes the summaries of a content folder as a Hugo site's content, so that Hugo can be measured on the same words.

Hugo gets the same Markdown and the same front matter, some of it under the names that Hugo sorts and groups by. It
reads the record of approvals as we do, and does nothing with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rtoml

from cmr.files.front_matter import FENCE, PageFile, read_page_file
from cmr.summaries.folder import summary_files
from cmr.summary import SMART, Month

SITE = Path(__file__).with_name("hugo_site")
DATA = ("contacts.toml", "site.toml", "summaries.toml")
UNDER_OTHER_NAMES = ("title", "summary", "published", "themes", "kind", "age_band", "recommendations")


def write_hugo_site(content: Path, folder: Path) -> None:
    """A Hugo site at `folder`, which must not be there yet: our templates for it, and the summaries of `content`."""
    shutil.copytree(SITE, folder)
    (folder / "data").mkdir()
    for name in DATA:
        shutil.copy(content / name, folder / "data")
    for path in summary_files(content, invented=True):
        (folder / "content" / "summaries" / path.name).write_text(hugo_page(read_page_file(path)), encoding="utf-8")


def hugo_page(file: PageFile) -> str:
    """A summary as Hugo takes it: what it sorts and groups by under Hugo's names, the rest as parameters."""
    matter: Mapping[str, Any] = file.matter.data
    month = Month(*map(int, matter["published"].split("-")))
    front = {
        "title": matter["title"],
        "description": matter["summary"],
        "date": month.first_day,
        "themes": matter["themes"],
        "years": [str(month.year)],
        "kinds": [matter["kind"]],
        "ages": [matter["age_band"]],
        "params": {
            **{key: value for key, value in matter.items() if key not in UNDER_OTHER_NAMES},
            "recommendations": [_advice(row, matter["themes"]) for row in matter.get("recommendations", ())],
        },
    }
    return f"{FENCE}\n{rtoml.dumps(front)}{FENCE}\n{file.body}"


def _advice(row: Mapping[str, Any], themes: list[str]) -> dict[str, Any]:
    """A recommendation, under the summary's themes where it has none of its own."""
    said = {key: row[key] for key in ("text", "agencies", "regional", *SMART) if key in row}
    return {**said, "themes": row.get("themes", themes)}
