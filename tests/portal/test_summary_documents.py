"""A summary as a PDF, read back as a reader's program reads it. `test_booklet` has more about how PDFs are drawn."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from cmr.errors import ContentError
from cmr.summaries.folder import summary_files
from portal.freezing.making import mark_of_making
from portal.freezing.summaries_part import summaries_parts
from portal.settings import read_settings

ROOT = Path(__file__).parents[2]
SLUG = "concerns-heard-one-at-a-time"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory, stylesheet: Path) -> PdfReader:
    """The PDF of one of our examples, with a picture in its text."""
    place = tmp_path_factory.mktemp("document")
    content = place / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("guidance", "pages", "invented"))
    file = content / "summaries" / "invented" / f"{SLUG}.md"
    file.with_suffix("").mkdir(parents=True)
    text = (ROOT / "content" / "summaries" / "invented" / f"{SLUG}.md").read_text("utf-8")
    file.write_text(f"{text}\n![Three circles that overlap](circles.png)\n", "utf-8")
    Image.new("RGB", (40, 40), "teal").save(file.with_suffix("") / "circles.png")
    fonts = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    settings = read_settings(content, {"STYLESHEET": stylesheet, "SHOW_INVENTED": True, "FONTS": fonts})
    guide = ("guidance/29-publication/index.html", "help/index.html")
    _, documents = summaries_parts(content, settings, mark_of_making(settings), place / "site", guide)
    assert len(documents.marks) == len(summary_files(content, invented=True)) == 1
    documents.write(list(documents.marks), place / "site")
    return PdfReader(place / "site" / "summaries" / SLUG / f"{SLUG}.pdf", strict=True)


def test_a_sign_that_the_font_lacks_is_named_where_it_stands(tmp_path: Path, stylesheet: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("guidance", "pages", "invented"))
    file = content / "summaries" / "invented" / f"{SLUG}.md"
    file.parent.mkdir(parents=True)
    text = (ROOT / "content" / "summaries" / "invented" / f"{SLUG}.md").read_text("utf-8")
    file.write_text(f"{text}\nOne thing led to the next: this ≤ that.\n", "utf-8")
    fonts = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    settings = read_settings(
        content,
        {"STYLESHEET": stylesheet, "SHOW_INVENTED": True, "FONTS": fonts, "PROPAGATE_EXCEPTIONS": True},
    )
    guide = ("guidance/29-publication/index.html", "help/index.html")
    _, documents = summaries_parts(content, settings, mark_of_making(settings), tmp_path / "site", guide)
    with pytest.raises(ContentError) as refused:
        documents.write(list(documents.marks), tmp_path / "site")
    line = text.count("\n") + 2
    assert str(refused.value).startswith(f"{file}:{line}: the PDF's font has no sign for ≤")


def tags(element: Any) -> Iterator[tuple[str, Any]]:
    """Every element of the tree of tags, with its kind."""
    element = element.get_object()
    if isinstance(element, dict):
        if "/S" in element:
            yield str(element["/S"]), element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from tags(kid)


def test_it_says_what_it_is_and_in_which_language(pdf: PdfReader) -> None:
    assert pdf.root_object["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Concerns heard one at a time"
    assert 'pdfuaid:part="1"' in pdf.root_object["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {(595, 842)}


def test_its_headings_are_tagged_in_order_and_its_picture_has_its_words(pdf: PdfReader) -> None:
    found = list(tags(pdf.root_object["/StructTreeRoot"]))
    headings = [int(kind[2]) for kind, _ in found if kind[:2] == "/H" and kind[2:].isdigit()]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))
    assert [element["/Alt"] for kind, element in found if kind == "/Figure"] == ["Three circles that overlap"]


def test_it_holds_the_text_the_warning_the_advice_and_the_numbers_and_says_that_it_is_invented(pdf: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for words in (
        "Invented example.", "Before you read.", "What was learned", "Rowan", "Recommendations", "Whole region",
        "Numbers to call", "999", f"/summaries/{SLUG}/",
    ):  # fmt: skip
        assert words in text
