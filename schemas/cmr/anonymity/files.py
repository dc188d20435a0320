"""Any file to its findings. What cannot be read is said; nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmr.anonymity.documents import NotADocument, scan_office, scan_pdf, told
from cmr.anonymity.finding import Finding
from cmr.anonymity.passage import NOTHING, Allowed
from cmr.anonymity.pictures import NotAPicture, scan_picture
from cmr.anonymity.real_names import RealNames
from cmr.anonymity.summary_text import scan_markdown, scan_name
from cmr.errors import ContentError

MOST_BYTES = 5_000_000
TEXTS = frozenset(
    {
        ".md",
        ".markdown",
        ".txt",
        ".html",
        ".htm",
        ".toml",
        ".svg",
        ".xml",
        ".json",
        ".csv",
        ".tsv",
        ".rst",
        ".vtt",
        ".srt",
    }
)
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff"})
OFFICE = frozenset({".docx", ".odt", ".docm", ".dotx", ".ott"})


def scan_file(path: Path, allowed: Allowed = NOTHING, names: RealNames | None = None) -> tuple[Finding, ...]:
    """Everything in the file, and in its name, that may identify a person.

    Raises ContentError where it cannot be read, is too big, or is of a kind that the checker does not know.
    """
    data = _bytes(path)
    try:
        inside = tuple(_inside(path, data, allowed, names))
    except (NotADocument, NotAPicture) as problem:
        raise ContentError(path, 1, f"cannot be read, so nobody knows what is in it: {problem}") from problem
    return (*scan_name(path, allowed, names), *inside)


def files_in(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files themselves, and those in folders, in order; hidden ones are left out."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file() and not found.name.startswith("."))
        else:
            yield path


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ContentError(
                path, 1, "is bigger than 5 MB: a summary is a few pages. Take the pictures out, or make them smaller"
            )
        return path.read_bytes()
    except OSError as problem:
        raise ContentError(path, 1, f"cannot be read: {problem.strerror or problem}") from problem


def _inside(path: Path, data: bytes, allowed: Allowed, names: RealNames | None) -> Iterator[Finding]:
    kind = path.suffix.lower()
    if kind in PICTURES:
        yield from scan_picture(data)
    elif kind in OFFICE:
        yield from scan_office(data, allowed, names)
    elif kind == ".pdf":
        yield from scan_pdf(data, allowed, names)
    elif kind in TEXTS:
        text = _decoded(path, data)
        yield from scan_markdown(text, allowed, names)
        if "data:image" in text or "data:application" in text:
            yield told("inside-file", "data:", text.count("\n", 0, text.index("data:")) + 1)
    else:
        raise ContentError(
            path,
            1,
            f"is of a kind the checker cannot read ('{kind}'): it reads text, Word, OpenDocument, PDF and pictures",
        )


def _decoded(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ContentError(path, data.count(b"\n", 0, problem.start) + 1, "is not UTF-8: save it as UTF-8") from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")
