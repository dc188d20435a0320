"""The guidance as one PDF, read back as a reader's program reads it.

No validator of PDF/UA runs here (veraPDF is a Java program): what the standard asks and a program can see is looked at
piece by piece.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from cmr.errors import ContentError
from portal import create_app
from portal.build import main
from portal.origin import SAFE
from portal.pages.booklet import CannotPrint, draw, print_booklet, read_faces
from portal.pages.library import load_library

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
ADDRESS = f"{SAFE}/guidance/"
LIBRARY = load_library(ROOT / "content", show_unverified_numbers=True)
PAGES = list(LIBRARY.guidance.values())
NAMES = [f"{page.number}: {page.title}" for page in PAGES]
SMALL = """<!DOCTYPE html><html lang="en-GB"><head><title>Small</title><style>
@font-face {{ font-family: Booklet; src: url("{face}"); }} html {{ font-family: Booklet; }}
</style></head><body><h1>Small</h1><p>{words}</p></body></html>"""


@pytest.fixture(scope="module")
def pdf(frozen: Path) -> PdfReader:
    """The PDF of the frozen site."""
    return PdfReader(frozen / "guidance" / "guidance.pdf", strict=True)


@pytest.fixture(scope="module")
def texts(pdf: PdfReader) -> list[str]:
    """The words of each page, white space made single."""
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def tags(element: Any) -> Iterator[tuple[str, Any]]:
    """Every element of the tree of tags, with its kind."""
    element = element.get_object()
    if not isinstance(element, dict):
        return
    if "/S" in element:
        yield str(element["/S"]), element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from tags(kid)


def noted(pdf: PdfReader) -> list[Any]:
    return [one.get_object() for page in pdf.pages for one in page.get("/Annots", [])]


def small(words: str) -> str:
    return SMALL.format(words=words, face=read_faces(FONTS)[0].address)


def test_it_is_long_enough_to_hold_the_guidance_and_has_a_title_page_of_its_own(
    pdf: PdfReader, texts: list[str]
) -> None:
    assert len(pdf.pages) > 30
    assert "The guidance in plain words" in texts[0]
    assert "The official document prevails" in texts[0]
    assert "As it stood on 23 November 2026" in texts[0]
    assert "Page 1 of" not in texts[0]


def test_every_page_is_a4(pdf: PdfReader) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {(595, 842)}


def test_it_says_its_language_and_its_title_and_shows_the_title(pdf: PdfReader) -> None:
    assert pdf.root_object["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Learning from Practice: the guidance in plain words"
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]


def test_it_claims_pdf_ua_1_in_its_metadata(pdf: PdfReader) -> None:
    metadata = pdf.root_object["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
    assert 'pdfuaid:part="1"' in metadata
    assert "the guidance in plain words</rdf:li>" in metadata


def test_it_is_tagged_and_its_headings_are_those_of_the_guidance_in_order(pdf: PdfReader) -> None:
    assert pdf.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    kinds = [kind for kind, _ in tags(pdf.root_object["/StructTreeRoot"])]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 1 + len(PAGES)
    assert {"/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(kinds)
    headings = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))


def test_every_page_of_tags_is_read_in_their_order(pdf: PdfReader) -> None:
    with_links = [page for page in pdf.pages if "/Annots" in page]
    assert with_links
    assert {page.get("/Tabs") for page in with_links} == {"/S"}


def test_the_outline_leads_to_all_sections_and_appendices_in_order(pdf: PdfReader, texts: list[str]) -> None:
    top = [entry for entry in pdf.outline if isinstance(entry, Destination)]
    assert [entry.title for entry in top] == ["Contents", *NAMES]
    for entry, page in zip(top[1:], PAGES, strict=True):
        number = pdf.get_destination_page_number(entry)
        assert number is not None
        assert f"{page.number} {page.title}" in texts[number]


def test_contents_name_the_page_on_which_each_part_starts(pdf: PdfReader, texts: list[str]) -> None:
    starts = {
        entry.title: pdf.get_destination_page_number(entry) for entry in pdf.outline if not isinstance(entry, list)
    }
    contents = texts[1].replace(". ", "").replace(".", "")
    for name in NAMES:
        assert contents.partition(name)[2].split()[0] == str((starts[name] or 0) + 1)


def test_every_page_but_the_first_says_its_number_and_the_section_at_its_top(pdf: PdfReader, texts: list[str]) -> None:
    starts = {
        entry.title: pdf.get_destination_page_number(entry) for entry in pdf.outline if isinstance(entry, Destination)
    }
    for number, text in enumerate(texts[1:], 1):
        begun = [name for name, start in starts.items() if start is not None and start <= number]
        ending = f" Page {number + 1} of {len(texts)}"
        assert [name for name in begun if text.endswith(f"{name}{ending}")], text[-80:]


@pytest.mark.parametrize("page", PAGES, ids=[page.slug for page in PAGES])
def test_it_holds_each_part_with_its_summary(texts: list[str], page: Any) -> None:
    assert any(f"{page.number} {page.title} {page.summary}" in text for text in texts[2:])


def test_links_stay_in_the_document_where_they_can_and_are_whole_where_they_cannot(pdf: PdfReader) -> None:
    links = [one for one in noted(pdf) if one["/Subtype"] == "/Link"]
    inside = [one for one in links if "/Dest" in one or one.get("/A", {}).get("/S") == "/GoTo"]
    outside = [str(one["/A"]["/URI"]) for one in links if one.get("/A", {}).get("/S") == "/URI"]
    assert len(inside) + len(outside) == len(links)
    assert len(inside) > len(PAGES)
    assert {str(one["/Dest"]) for one in inside} <= set(pdf.named_destinations)
    assert not [address for address in outside if not address.startswith(("https://", "tel:", "mailto:"))]
    assert [address for address in outside if address.removeprefix(SAFE) in LIBRARY.guidance] == []


def test_every_link_says_what_it_is_to_those_who_hear_it(pdf: PdfReader) -> None:
    links = [one for one in noted(pdf) if one["/Subtype"] == "/Link"]
    assert [one for one in links if not one.get("/Contents")] == []
    assert all("/StructParent" in one for one in links)


def test_it_carries_its_own_font_and_no_other(pdf: PdfReader) -> None:
    fonts = {str(font["/BaseFont"]).partition("+")[2] for page in pdf.pages for font in _fonts(page)}
    assert fonts <= {"Booklet", "Booklet-Bold", "Booklet-Italic"}
    assert "Booklet-Bold" in fonts


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]


def test_two_processes_draw_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "small.html").write_text(small("An invented sentence."), "utf-8")
    program = (
        "import sys; from pathlib import Path; from portal.pages.booklet import draw, read_faces\n"
        f"html = Path({str(tmp_path / 'small.html')!r}).read_text('utf-8')\n"
        f"sys.stdout.buffer.write(draw(html, read_faces(Path({str(FONTS)!r})), address={ADDRESS!r}))"
    )
    drawn = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert drawn[0].startswith(b"%PDF-1.7")
    assert drawn[0] == drawn[1]


def test_it_is_drawn_anew_when_the_words_change_and_not_before(tmp_path: Path) -> None:
    faces = read_faces(FONTS)
    first = print_booklet(small("One."), faces, kept=tmp_path, name="guidance", address=ADDRESS)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"the kept one")
    assert print_booklet(small("One."), faces, kept=tmp_path, name="guidance", address=ADDRESS) == b"the kept one"
    second = print_booklet(small("Two."), faces, kept=tmp_path, name="guidance", address=ADDRESS)
    assert second.startswith(b"%PDF")
    assert second != first
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [second]


def test_a_sign_that_the_font_lacks_stops_it_by_name() -> None:
    with pytest.raises(CannotPrint, match="no sign for ≥"):
        draw(small("≥ 2 days"), read_faces(FONTS), address=ADDRESS)


@pytest.mark.parametrize("written", ["≥", "&ge;", "&#8805;", "\\u2265", "\\U00002265"])
def test_a_sign_that_the_font_lacks_is_named_where_it_stands(tmp_path: Path, written: str) -> None:
    clean, source = tmp_path / "clean.md", tmp_path / "source.md"
    clean.write_text("One.\n", "utf-8")
    source.write_text(f"One.\n\nAge {written} 5.\n", "utf-8")
    with pytest.raises(ContentError, match=r"source\.md:3: the PDF's font has no sign for ≥: write it in another way"):
        draw(small("Age ≥ 5."), read_faces(FONTS), address=ADDRESS, sources=(clean, source))


@pytest.mark.parametrize("name", ["guidance/09-timescale-for-notification.md", "roles.toml"])
def test_a_sign_in_the_guidance_that_the_font_lacks_stops_the_build_at_its_line(
    tmp_path: Path, stylesheet: Path, name: str
) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    file = content / name
    text = file.read_text("utf-8").replace('\ntitle = "', '\ntitle = "→ ')
    file.write_text(text, "utf-8")
    line = next(at for at, said in enumerate(text.split("\n"), 1) if "→" in said)
    site = create_app(content, {"STYLESHEET": stylesheet, "FONTS": FONTS, "PROPAGATE_EXCEPTIONS": True})
    with pytest.raises(ContentError) as refused:
        site.test_client().get("/guidance/guidance.pdf")
    assert str(refused.value).startswith(f"{file}:{line}: the PDF's font has no sign for →")


def test_a_link_that_leads_nowhere_stops_it() -> None:
    with pytest.raises(CannotPrint, match="nowhere"):
        draw(small('<a href="#nowhere">There</a>'), read_faces(FONTS), address=ADDRESS)


def test_nothing_is_fetched_from_anywhere() -> None:
    with pytest.raises(CannotPrint, match=r"http://127\.0\.0\.1:9/a\.png"):
        draw(small('<img alt="A" src="http://127.0.0.1:9/a.png">'), read_faces(FONTS), address=ADDRESS)


def test_a_machine_without_pango_is_told_which_packages_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n", "utf-8")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(CannotPrint, match=r"libpango-1\.0-0\).*apt-get install .*libharfbuzz-subset0"):
        draw(small("One."), read_faces(FONTS), address=ADDRESS)


def test_a_site_without_its_pdf_is_no_site(
    tmp_path: Path, stylesheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PORTAL_FONTS", str(tmp_path))
    assert main([str(tmp_path / "site")]) == 1
    assert "run `make setup`" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("address", ["/guidance/", "/guidance/all/"])
def test_the_guidance_leads_to_it(frozen: Path, address: str) -> None:
    assert 'href="/guidance/guidance.pdf"' in (frozen / address.strip("/") / "index.html").read_text("utf-8")


@pytest.mark.parametrize("origin", ["portal.example", "http://portal.example", "https://portal.example/a/", "https://"])
def test_an_origin_that_is_none_is_refused(stylesheet: Path, origin: str) -> None:
    with pytest.raises(ValueError, match="PORTAL_ORIGIN is"):
        create_app(ROOT / "content", {"STYLESHEET": stylesheet, "ORIGIN": origin})
