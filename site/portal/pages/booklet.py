"""The site's PDFs: tagged, with bookmarks and page numbers, and the same bytes for the same words.

WeasyPrint draws it from one HTML text that holds everything, its style and its fonts too. That takes seconds, so the
last PDF is kept under the fingerprint of what it was made from, and drawn anew only when that has changed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from cmr.errors import ContentError

VARIANT = "pdf/ua-1"
DRAWN_BY = ("weasyprint", "pydyf", "fonttools")
_TOML_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class CannotPrint(Exception):
    """The PDF cannot be made here, or would not be what it should be."""


@dataclass(frozen=True)
class Face:
    """A face of the PDF's font, carried inside the HTML so that no machine takes a font of its own instead."""

    weight: int
    style: str
    data: bytes

    @property
    def address(self) -> str:
        """The face as a data: address."""
        return f"data:font/woff2;base64,{base64.b64encode(self.data).decode()}"


def read_faces(folder: Path) -> tuple[Face, ...]:
    """The three faces in `folder`, as npm installed them. Raises CannotPrint, saying so, where it has not."""
    return tuple(_face(folder, weight, style) for weight, style in ((400, "normal"), (400, "italic"), (700, "normal")))


def _face(folder: Path, weight: int, style: str) -> Face:
    files = list(folder.glob(f"*-latin-{weight}-{style}.woff2"))
    if not files:
        raise CannotPrint(f"{folder} lacks the PDF's font: run `make setup`, which installs it")
    return Face(weight, style, files[0].read_bytes())


def print_booklet(
    html: str, faces: tuple[Face, ...], *, kept: Path, name: str, address: str, sources: Iterable[Path] = ()
) -> bytes:
    """The PDF that `html` describes, from the folder `kept` where nothing has changed since it was drawn.

    `name` tells it from the others that are kept there; `address` is what relative links start from; `sources` are the
    files that its words come from. Raises CannotPrint where libraries are missing, where the font lacks a sign, and
    where WeasyPrint complains of anything; ContentError where such a sign stands in one of the sources.
    """
    file = kept / f"{name}.{_fingerprint(html, address)}.pdf"
    if not file.is_file():
        _keep(file, draw(html, faces, address=address, sources=sources))
    return file.read_bytes()


def draw(html: str, faces: tuple[Face, ...], *, address: str, sources: Iterable[Path] = ()) -> bytes:
    """Draw the PDF. Raises as print_booklet does."""
    weasyprint = _weasyprint()
    _refuse_missing_signs(html, faces, sources)
    with _complaints() as complaints:
        # Everything is in the text. Nothing is ever fetched.
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
        document = weasyprint.HTML(string=html, base_url=address, url_fetcher=fetcher)
        identifier = _fingerprint(html, address).encode()
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    if complaints:
        raise CannotPrint("it does not print well: " + "; ".join(complaints))
    return pdf


def _fingerprint(html: str, address: str) -> str:
    from importlib.metadata import version  # it takes time to load, and most builds draw no PDF

    made_from = [html, address, VARIANT, *(version(name) for name in DRAWN_BY)]
    return hashlib.sha256("\0".join(made_from).encode()).hexdigest()[:32]


def _keep(file: Path, pdf: bytes) -> None:
    """Put the PDF in its place at once, and forget the ones before it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}-{id(pdf)}")
    fresh.write_bytes(pdf)
    fresh.rename(file)
    for older in file.parent.glob(f"{file.name.partition('.')[0]}.*.pdf"):
        if older != file:
            older.unlink(missing_ok=True)


def _weasyprint() -> Any:
    """The library, imported only where there is something to draw: it loads Pango, which takes time."""
    try:
        import weasyprint
    except OSError as missing:
        raise CannotPrint(
            f"The PDF of the guidance needs Pango, which this machine lacks ({str(missing).splitlines()[0]}). "
            f"On Debian or Ubuntu: apt-get install {PACKAGES}"
        ) from missing
    return weasyprint


def _refuse_missing_signs(html: str, faces: tuple[Face, ...], sources: Iterable[Path]) -> None:
    """A sign that the font lacks would come from whatever font a machine has, or be an empty box."""
    from fontTools.ttLib import TTFont

    text = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL))
    for face in faces:
        known = TTFont(io.BytesIO(face.data)).getBestCmap()
        missing = sorted(sign for sign in set(text) - {"\n"} if ord(sign) not in known)
        if missing:
            problem = f"the PDF's font has no sign for {' '.join(missing)}: write it in another way"
            for path, line in _places(missing, sources):
                raise ContentError(path, line, problem)
            raise CannotPrint(problem)


def _places(signs: Sequence[str], sources: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """The lines of the sources in which one of the signs stands, as itself, as a reference or as an escape of TOML."""
    for path in sources:
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            read = _TOML_ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), unescape(line))
            if any(sign in read for sign in signs):
                yield path, number


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint complains about while it draws: a style it does not know, a link that leads nowhere."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
