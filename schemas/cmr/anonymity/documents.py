"""Word, OpenDocument and PDF files: their words, those that a reader does not see, and what they tell of the author.

A line is a paragraph of Word and OpenDocument, and a page of a PDF.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from cmr.anonymity.finding import Finding, rules
from cmr.anonymity.passage import NOTHING, Allowed
from cmr.anonymity.pictures import NotAPicture, scan_picture
from cmr.anonymity.real_names import RealNames
from cmr.anonymity.scan import scan_text

MOST_BYTES_INSIDE = 50_000_000
_AUTHORS = frozenset(
    {"creator", "lastModifiedBy", "initial-creator", "Manager", "Company", "manager", "contentStatus", "keywords",
     "printed-by", "category", "description", "subject", "user-defined", "editor"}
)  # fmt: skip
_PARAGRAPHS = frozenset({"p", "h"})
_TEXT, _DELETED = frozenset({"t", "instrText"}), frozenset({"delText", "delInstrText"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "changed-region", "rPrChange", "pPrChange"})
_CUSTOM = frozenset({"lpwstr", "lpstr", "bstr"})  # values of properties that somebody added
_COMMENTS = frozenset({"comment", "annotation", "threadedComment"})
_HIDDEN = frozenset({"vanish", "specVanish", "hidden-text", "hidden-paragraph"})
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif")


class NotADocument(Exception):
    """The file is not a document of the kind its name says."""


def told(rule: str, text: str, line: int = 1) -> Finding:
    """A finding about the file itself."""
    found = rules()[rule]
    return Finding(line, 1, found.level, found.id, text, found.why)


def scan_office(data: bytes, allowed: Allowed = NOTHING, names: RealNames | None = None) -> Iterator[Finding]:
    """A .docx or an .odt. Raises NotADocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES_INSIDE:
                raise NotADocument("it unpacks to more than 50 MB")
            yield from _office_parts(parts, allowed, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as problem:
        raise NotADocument(str(problem)) from problem


def _office_parts(parts: zipfile.ZipFile, allowed: Allowed, names: RealNames | None) -> Iterator[Finding]:
    lines: list[str] = []
    for part in parts.namelist():
        if part.endswith(".xml") and not part.startswith(
            ("META-INF", "_rels", "word/theme", "word/fontTable", "word/settings")
        ):
            root = _xml(parts.read(part))
            yield from dict.fromkeys(_about(root, properties=part.startswith("docProps") or part == "meta.xml"))
            lines += _lines(root)
        elif part.lower().endswith(_PICTURES):
            yield from _inside(parts.read(part), part)
        elif "embeddings/" in part or part.endswith(".bin"):
            yield told("inside-file", part)
    yield from scan_text("\n\n".join(lines), allowed, names) if not lines else _by_line(lines, allowed, names)


def _by_line(lines: list[str], allowed: Allowed, names: RealNames | None) -> Iterator[Finding]:
    """The paragraphs as one text, so that details are counted together; each is one line and one paragraph."""
    for one in scan_text("\n\n".join(lines), allowed, names):
        yield replace(one, line=(one.line + 1) // 2)


def _xml(data: bytes) -> Element:
    from defusedxml import DefusedXmlException  # only when there is such a document
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(data)
    except (ParseError, DefusedXmlException) as problem:
        raise NotADocument(f"its XML cannot be read: {problem}") from problem
    return root


def _about(root: Element, *, properties: bool) -> Iterator[Finding]:
    for element in root.iter():
        tag = _local(element)
        if properties and tag in _AUTHORS | _CUSTOM and (element.text or "").strip():
            yield told("document-metadata", f"{tag}: {element.text}")
        elif tag == "person":  # Word's list of those who wrote or commented
            yield told("document-metadata", "people")
        elif tag in _CHANGES:
            yield told("tracked-changes", "tracked changes")
        elif tag in _COMMENTS:
            yield told("comments", "comments")
        elif tag in _HIDDEN and element.get(f"{_space(element)}val") not in ("0", "false"):
            yield told("hidden-text", "hidden text")


def _lines(root: Element) -> Iterator[str]:
    """The words of every paragraph, deleted and hidden ones too, and of every description of a picture."""
    for paragraph in root.iter():
        if _local(paragraph) in _PARAGRAPHS:
            yield _words(paragraph).replace("\n", " ")
        yield from (
            value
            for key, value in paragraph.attrib.items()
            if key.rpartition("}")[2] in ("descr", "title") and value.strip()
        )
        if _local(paragraph) in ("desc", "title") and (paragraph.text or "").strip():
            yield paragraph.text or ""


def _words(paragraph: Element) -> str:
    if not paragraph.tag.startswith("{http://schemas.openxmlformats"):
        return "".join(paragraph.itertext())
    pieces = {"tab": "\t", "br": " ", "noBreakHyphen": "-"}
    return "".join(
        (element.text or "") if _local(element) in _TEXT | _DELETED else pieces.get(_local(element), "")
        for element in paragraph.iter()
    )


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _space(element: Element) -> str:
    return element.tag[: element.tag.find("}") + 1]


def _inside(data: bytes, name: str) -> Iterator[Finding]:
    try:
        yield from (replace(one, text=f"{name}: {one.text}") for one in scan_picture(data))
    except NotAPicture:
        yield told("inside-file", name)


def scan_pdf(data: bytes, allowed: Allowed = NOTHING, names: RealNames | None = None) -> Iterator[Finding]:
    """A PDF. Raises NotADocument."""
    import logging

    from pypdf import PdfReader  # only when there is one
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise NotADocument("it is locked with a password")
        yield from _pdf_properties(reader, names)
        for number, page in enumerate(reader.pages, 1):
            yield from _pdf_page(page, reader, number)
            for one in scan_text(page.extract_text(), allowed, names):
                yield replace(one, line=number)
    except NotADocument:
        raise
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        AssertionError,
    ) as problem:
        raise NotADocument(str(problem)) from problem


def _pdf_properties(reader: Any, names: RealNames | None) -> Iterator[Finding]:
    for key in ("/Author", "/Subject", "/Keywords", "/Manager", "/Company"):
        if reader.metadata and str(reader.metadata.get(key) or "").strip():
            yield told("document-metadata", f"{key[1:]}: {reader.metadata[key]}")
    xmp = reader.xmp_metadata
    if xmp is not None and any(str(name).strip() for name in (xmp.dc_creator or ())):
        yield told("document-metadata", "creator: " + ", ".join(str(name) for name in xmp.dc_creator))
    yield from (told("inside-file", str(name)) for name in reader.attachments)
    for text in (reader.metadata.title if reader.metadata else None, *_bookmarks(reader.outline)):
        yield from (one for one in scan_text(str(text or ""), names_list=names) if one.blocks)


def _bookmarks(outline: Any) -> Iterator[str]:
    for one in outline:
        yield from _bookmarks(one) if isinstance(one, list) else (str(one.title),)


def _pdf_page(page: Any, reader: Any, number: int) -> Iterator[Finding]:
    for annotation in page.get("/Annots") or ():
        note = annotation.get_object()
        if str(note.get("/Contents") or "").strip() and note.get("/Subtype") != "/Link":
            yield told("comments", "comments", number)
            break
    if _draws_unseen(page, reader):
        yield told("hidden-text", "words that are not drawn, white, or too small to read", number)


def _draws_unseen(page: Any, reader: Any) -> bool:
    """Are there words in rendering mode 3, in white, or of less than two points?"""
    from pypdf.generic import ContentStream

    contents = page.get_contents()
    mode, white, size = 0, False, 12.0
    saved: list[tuple[int, bool, float]] = []
    for operands, operator in ContentStream(contents, reader).operations if contents is not None else ():
        if operator == b"q":
            saved.append((mode, white, size))
        elif operator == b"Q" and saved:
            mode, white, size = saved.pop()
        elif operator == b"Tr":
            mode = int(operands[0])
        elif operator in (b"g", b"rg", b"sc", b"scn"):
            white = bool(operands) and all(isinstance(part, int | float) and float(part) >= 0.99 for part in operands)
        elif operator == b"k":
            white = not any(float(part) for part in operands)
        elif operator == b"Tf":
            size = float(operands[1])
        elif operator in (b"Tj", b"TJ", b"'", b'"') and (mode == 3 or white):
            return True
    return False
