"""The published summaries frozen without the rest of the site: none of them, those of the content, many."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from cmr.summaries.vocabulary import load_vocabulary
from measure.many_summaries import write_many
from portal.addresses import file_of
from portal.freezing.making import mark_of_making
from portal.freezing.summaries_part import summaries_parts
from portal.look.stylesheet import Stylesheet
from portal.pages.library import load_library
from portal.pages.site_map import link_targets
from portal.settings import read_settings

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
STYLESHEET = ROOT / "build" / "styles" / "site.css"
LIKE = "concerns-heard-one-at-a-time.md"
WITHDRAWN = "withdrawn-one"
"""The slug of a summary that `freeze_summaries` puts beside the others, and withdraws."""


def freeze_summaries(folder: Path, *, invented: bool = True, only: str = "*", many: int = 0) -> Path:
    """Freeze the invented summaries of our content whose slug fits `only`, one withdrawn, and `many` generated ones.

    Gives the folder of the site, in `folder`. PDFs are not made: each takes as long as a hundred pages.
    """
    content = folder / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("summaries"))
    _put_summaries(content, only)
    if many:
        write_many(content / "summaries" / "invented", many, load_vocabulary(content))
    site = folder / "site"
    settings = read_settings(content, {"SHOW_INVENTED": invented, "STYLESHEET": STYLESHEET})
    pages, _ = summaries_parts(content, settings, mark_of_making(settings), site, _guide())
    pages.write(list(pages.marks), site)
    _put_style(site)
    return site


@cache
def _guide() -> tuple[str, ...]:
    """The rest of the site, to which summaries may link."""
    return tuple(map(file_of, link_targets(load_library(CONTENT, show_unverified_numbers=True))))


def _put_summaries(content: Path, only: str) -> None:
    folder = content / "summaries" / "invented"
    folder.mkdir(parents=True)
    for example in (CONTENT / "summaries" / "invented").glob(f"{only}.md"):
        shutil.copy(example, folder)
    like = (CONTENT / "summaries" / "invented" / LIKE).read_text("utf-8")
    withdrawn = like.replace("invented = true\n", "invented = true\nwithdrawn = 2026-11-20\n")
    (folder / f"{WITHDRAWN}.md").write_text(withdrawn, "utf-8")


def _put_style(site: Path) -> None:
    """What the rest of the site has, and these pages load."""
    stylesheet = Stylesheet.read(STYLESHEET)
    (site / stylesheet.address.lstrip("/")).write_text(stylesheet.text, "utf-8")
    shutil.copy(ROOT / "site" / "portal" / "templates" / "favicon.svg", site)
