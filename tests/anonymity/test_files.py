"""Files of every kind: their words, and what they carry beside them."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, PdfObject

from cmr.anonymity.files import MOST_BYTES, files_in, scan_file
from cmr.errors import ContentError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = '<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</c:coreProperties>'


def word(path: Path, body: str, **parts: str) -> Path:
    """A Word file with this body, and more parts."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return path


def paragraph(*runs: str) -> str:
    """A paragraph whose words are cut into runs, as Word cuts them."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def named(**entries: PdfObject) -> DictionaryObject:
    """A dictionary of a PDF."""
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def pdf(path: Path, drawing: str = "BT /F1 12 Tf 72 700 Td (Plain words) Tj ET", **about: str) -> Path:
    """A PDF of one page with this drawing."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(drawing.encode())
    page[NameObject("/Contents")] = stream
    writer.add_metadata({f"/{key}": value for key, value in about.items()})
    writer.write(path)
    return path


def rules_in(path: Path) -> set[str]:
    """The rules that block the file."""
    return {one.rule for one in scan_file(path) if one.blocks}


COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment>{paragraph("b")}</w:comment></w:comments>'
FOOTNOTES = f'<w:footnotes xmlns:w="{W}">{paragraph("on 12 March 2019")}</w:footnotes>'
DELETED = "<w:p><w:del><w:r><w:delText>{}</w:delText></w:r></w:del></w:p>"


def test_a_word_file_of_plain_words_is_clean(tmp_path: Path) -> None:
    assert scan_file(word(tmp_path / "a.docx", paragraph("Plain ", "words."))) == ()


def test_a_word_file_is_read_across_its_runs_and_says_which_paragraph(tmp_path: Path) -> None:
    found = scan_file(word(tmp_path / "a.docx", paragraph("Plain.") + paragraph("Ring 028 96", "49 61", "23.")))
    assert [(one.line, one.column, one.rule) for one in found] == [(2, 6, "telephone")]


@pytest.mark.parametrize(
    ("body", "part", "text", "rule"),
    [
        (paragraph("a"), "docProps__core", CORE.format("<dc:creator>Somebody</dc:creator>"), "document-metadata"),
        (
            paragraph("a"),
            "word__comments",
            COMMENTS,
            "comments",
        ),
        (
            paragraph("a") + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
            "",
            "",
            "tracked-changes",
        ),
        (
            paragraph("a"),
            "docProps__custom",
            '<p:Properties xmlns:p="urn:p" xmlns:v="urn:v"><p:property><v:lpwstr>Somebody</v:lpwstr></p:property>'
            "</p:Properties>",
            "document-metadata",
        ),
        (paragraph("a"), "word__people", '<w:people xmlns:w="urn:w"><w:person/></w:people>', "document-metadata"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>", "", "", "hidden-text"),
        (DELETED.format("12 March 2019"), "", "", "exact-date"),
        (
            paragraph("a"),
            "word__footnotes",
            FOOTNOTES,
            "exact-date",
        ),
    ],
)
def test_what_a_word_file_carries_beside_its_words_blocks(
    tmp_path: Path, body: str, part: str, text: str, rule: str
) -> None:
    assert rule in rules_in(word(tmp_path / "a.docx", body, **({part: text} if part else {})))


def test_an_open_document_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "content.xml",
            '<o:c xmlns:o="urn:o" xmlns:t="urn:t"><t:p>Born 12<t:s/> <t:span>March</t:span> 2019.</t:p>'
            "<t:changed-region/></o:c>",
        )
        file.writestr("meta.xml", '<o:m xmlns:o="urn:o"><o:initial-creator>Somebody</o:initial-creator></o:m>')
    assert rules_in(path) == {"exact-date", "tracked-changes", "document-metadata"}


def test_a_pdf_is_read(tmp_path: Path) -> None:
    assert scan_file(pdf(tmp_path / "a.pdf")) == ()
    assert rules_in(pdf(tmp_path / "b.pdf", "BT /F1 12 Tf 72 700 Td (Seen on 12 March 2019) Tj ET")) == {"exact-date"}
    assert rules_in(pdf(tmp_path / "c.pdf", Author="Somebody")) == {"document-metadata"}


@pytest.mark.parametrize("state", ["3 Tr", "1 1 1 rg", "1 g"])
def test_words_that_a_pdf_does_not_show_block(tmp_path: Path, state: str) -> None:
    found = rules_in(pdf(tmp_path / "a.pdf", f"BT /F1 12 Tf {state} 72 700 Td (unseen) Tj ET"))
    assert found == {"hidden-text"}


def test_a_bookmark_of_a_pdf_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=pdf(tmp_path / "a.pdf"))
    part = writer.add_outline_item(title="Part one", page_number=0)
    writer.add_outline_item(title="Seen on 12 March 2019", page_number=0, parent=part)
    writer.write(tmp_path / "b.pdf")
    assert rules_in(tmp_path / "b.pdf") == {"exact-date"}


def test_a_note_in_a_pdf_blocks(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=pdf(tmp_path / "a.pdf"))
    writer.add_annotation(0, Text(rect=(50, 550, 200, 650), text="a note"))
    writer.write(tmp_path / "b.pdf")
    assert rules_in(tmp_path / "b.pdf") == {"comments"}


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_a_picture_may_tell_nothing(tmp_path: Path, kind: str) -> None:
    picture = Image.new("RGB", (4, 4))
    picture.save(tmp_path / f"plain.{kind}")
    assert scan_file(tmp_path / f"plain.{kind}") == ()
    exif = Image.Exif()
    exif[0x013B] = "Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(tmp_path / f"told.{kind}", exif=exif)
    assert "EXIF: who took it" in {one.text for one in scan_file(tmp_path / f"told.{kind}") if one.blocks}


def test_words_in_a_png_block(tmp_path: Path) -> None:
    words = PngInfo()
    words.add_text("Author", "Somebody")
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png", pnginfo=words)
    assert rules_in(tmp_path / "a.png") == {"image-metadata"}


def test_a_picture_inside_a_word_file_is_looked_at(tmp_path: Path) -> None:
    exif, held = Image.Exif(), io.BytesIO()
    exif[0x013B] = "Somebody"
    Image.new("RGB", (4, 4)).save(held, "JPEG", exif=exif)
    path = word(tmp_path / "a.docx", paragraph("a"))
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("word/media/image1.jpg", held.getvalue())
    assert rules_in(path) == {"image-metadata"}


@pytest.mark.parametrize(
    "text",
    [
        "<svg><title>On 12 March 2019</title></svg>",
        "<p>Seen <b>12</b>/03/2019</p>",
        '<time datetime="2019-03-12">then</time>',
        'born = "12 March 2019"',
    ],
)
@pytest.mark.parametrize("kind", ["svg", "html", "toml", "txt"])
def test_other_texts_are_read_with_their_tags(tmp_path: Path, kind: str, text: str) -> None:
    (tmp_path / f"a.{kind}").write_text(text, "utf-8")
    assert rules_in(tmp_path / f"a.{kind}") == {"exact-date"}


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("big.md", b"a" * (MOST_BYTES + 1), "bigger than 5 MB"),
        ("latin.md", b"one\ntwo \xe9\n", ":2: is not UTF-8"),
        ("broken.docx", b"PK no zip", "cannot be read"),
        ("broken.pdf", b"%PDF-1.7 and nothing more", "cannot be read"),
        ("broken.jpg", b"\xff\xd8\xff no picture", "cannot be read"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "of a kind the checker cannot read"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ContentError, match=why):
        scan_file(tmp_path / name)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        scan_file(tmp_path / "none.md")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["md", "docx", "odt", "pdf", "png", "jpg", "svg", "webp"]), data=st.binary(max_size=300))
def test_no_bytes_make_it_fail(tmp_path: Path, kind: str, data: bytes) -> None:
    path = tmp_path / f"a.{kind}"
    for start in (b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"):
        path.write_bytes(start + data)
        with contextlib.suppress(ContentError):
            scan_file(path)


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.name for path in files_in((tmp_path,))] == ["c.md", "b.md"]
