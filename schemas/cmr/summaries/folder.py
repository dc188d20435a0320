"""What may lie in `content/summaries/`: a Markdown file for each summary, and its pictures in a folder of its name."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from cmr.errors import ContentError
from cmr.summaries.confidential import confidential_name, may_give_away
from cmr.summaries.wrong_pictures import KINDS

FOLDER = "summaries"
INVENTED = "invented"
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PICTURE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(?:png|jpg|jpeg|webp)")
TAKEN = {
    "page",
    "recommendations",
    "themes",
    "theme",
    "years",
    "year",
    "kinds",
    "kind",
    "ages",
    "age-band",
    "learning",
    "feed",
}
"""Names under /summaries/ that are pages of the site itself."""
OFFICE = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".msg", ".eml"}
IGNORED = {".gitkeep", ".DS_Store"}


def summary_files(content: Path, *, invented: bool = False) -> tuple[Path, ...]:
    """The file of every summary."""
    folder = content / FOLDER
    return tuple(sorted([*folder.glob("*.md"), *((folder / INVENTED).glob("*.md") if invented else ())]))


def misplaced_files(content: Path) -> Iterator[ContentError]:
    """Everything in the folder that must not lie there, or not under that name; invented or not."""
    folder = content / FOLDER
    files = [(parent, name) for parent, _, names in sorted(os.walk(folder)) for name in sorted(names)]
    doubtful = _doubtful(files, {str(folder), str(folder / INVENTED)})
    slugs = {path.stem: path for path in reversed(summary_files(content, invented=True))} if doubtful else {}
    for path in doubtful:
        yield from _wrong_file(path, folder, slugs)


def _doubtful(files: Sequence[tuple[str, str]], homes: Container[str]) -> list[Path]:
    """All but the summaries whose names are plainly right: thousands are looked at before a build can begin."""
    times = Counter(name for parent, name in files if parent in homes)
    return [Path(parent, name) for parent, name in files if parent not in homes or times[name] > 1 or not _plain(name)]


def _plain(name: str) -> bool:
    stem = name.removesuffix(".md")
    return stem != name and bool(SLUG.fullmatch(stem)) and stem not in TAKEN and not may_give_away(stem)


def _wrong_file(path: Path, folder: Path, slugs: dict[str, Path]) -> Iterator[ContentError]:
    confidential = None if path.name in IGNORED else confidential_name(path)
    if confidential:
        yield confidential
    elif path.suffix == ".md" and path.parent in (folder, folder / INVENTED):
        yield from _wrong_name(path, slugs)
    elif path.suffix in KINDS:
        yield from _wrong_picture_file(path, slugs)
    elif path.name not in IGNORED:
        yield ContentError(path, 1, _out_of_place(path))


def _wrong_name(path: Path, slugs: dict[str, Path]) -> Iterator[ContentError]:
    if not SLUG.fullmatch(path.stem):
        yield ContentError(
            path, 1, "its name is its address: write it in lower-case words with hyphens, as in concerns-not-joined.md"
        )
    elif path.stem in TAKEN:
        yield ContentError(path, 1, f"/summaries/{path.stem}/ is a page of the site itself: give it another name")
    elif slugs[path.stem] != path:
        yield ContentError(path, 1, f"{slugs[path.stem]} has the same address: give one of the two another name")


def _wrong_picture_file(path: Path, slugs: dict[str, Path]) -> Iterator[ContentError]:
    summary = slugs.get(path.parent.name)
    if summary is None or path.parent != summary.with_suffix(""):
        yield ContentError(path, 1, "a picture lies in a folder that has the name of its summary: move it there")
    elif not PICTURE.fullmatch(path.name):
        yield ContentError(path, 1, "write the name of a picture in lower-case words with hyphens")


def _out_of_place(path: Path) -> str:
    if path.suffix.lower() in OFFICE:
        return (
            "no documents lie here: a summary is one Markdown file. If this is a report, a chronology or minutes, take "
            "it out of the repository's history as well, and tell the Professional Officer"
        )
    return "only summaries (.md) and, in a folder of their name, their pictures lie here: move it or take it out"
