"""A picture is published only where nothing is hidden in it, and where its summary shows it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cmr.errors import ContentError
from cmr.summaries.summary_files import load_summaries, read_summary
from cmr.summaries.wrong_pictures import LARGEST
from complete_summary import TEXT, TODAY, collection, known

FIRST = "Robin lived with family and was known to two services."
GPS = 0x8825
ARTIST = 0x013B
ORIENTATION = 0x0112


def picture(kind: str = "JPEG", size: tuple[int, int] = (8, 8), **more: Any) -> bytes:
    """A small picture as its file has it."""
    made = BytesIO()
    Image.new("RGB", size).save(made, kind, **more)
    return made.getvalue()


def exif(tag: int, value: Any) -> Image.Exif:
    """Camera data that says one thing."""
    data = Image.Exif()
    data[ORIENTATION] = 1  # without a plain entry Pillow writes a PNG none of it
    if tag == GPS:
        data.get_ifd(GPS).update(value)
    else:
        data[tag] = value
    return data


def noted(text: str) -> PngInfo:
    """Notes in a PNG."""
    notes = PngInfo()
    notes.add_text("Comment", text)
    return notes


def shown(folder: Path, name: str, content: bytes) -> Path:
    """The example, which shows this picture from its second line on. Returns the summary's file."""
    file = collection(folder, TEXT.replace(FIRST, f"A chart:\n![What changed in a year]({name})"))
    collection(folder, content, f"complete/{name}")
    return file


@pytest.mark.parametrize(("name", "kind"), [("chart.png", "PNG"), ("chart.jpg", "JPEG"), ("chart.webp", "WEBP")])
def test_a_picture_with_nothing_hidden_in_it_is_published_with_its_summary(
    tmp_path: Path, name: str, kind: str
) -> None:
    file = shown(tmp_path, name, picture(kind))
    assert read_summary(file, known(), TODAY).images == (tmp_path / "summaries" / "complete" / name,)
    assert load_summaries(tmp_path, today=TODAY)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "a.jpg",
            picture(exif=exif(GPS, {1: "N", 2: (54.0, 35.0, 0.0)})),
            "it says where it was taken (EXIF location)",
        ),
        ("a.webp", picture("WEBP", exif=exif(GPS, {1: "N"})), "it says where it was taken (EXIF location)"),
        ("a.png", picture("PNG", exif=exif(GPS, {1: "N"})), "it says where it was taken (EXIF location)"),
        ("a.jpg", picture(exif=exif(ARTIST, "Somebody")), "it carries camera data (EXIF)"),
        ("a.jpg", picture(comment=b"of the house"), "it carries a comment"),
        ("a.jpg", picture(xmp=b"<x:xmpmeta/>"), "it carries notes of a program (XMP)"),
        ("a.png", picture("PNG", pnginfo=noted("by somebody")), "it carries a comment"),
        ("a.png", picture("JPEG"), "its name ends in '.png' and it is JPEG"),
        ("a.jpg", picture("GIF"), "it cannot be read as a picture"),
        ("a.jpg", b"not a picture", "it cannot be read as a picture"),
        ("a.jpg", picture()[:300], "it cannot be read as a picture"),
        ("a.jpg", b"", "it cannot be read as a picture"),
        ("a.jpg", b"\xff" * (LARGEST + 1), "it has 2.0 MB: make it smaller than 2 MB"),
        ("a.png", picture("PNG", (6000, 5000)), "it is 6000 by 5000 pixels"),
    ],
)
def test_a_picture_that_hides_something_is_refused_where_it_is_shown(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    file = shown(tmp_path, name, content)
    with pytest.raises(ContentError) as refused:
        read_summary(file, known(), TODAY)
    assert f"{name}: {says}" in str(refused.value)
    assert (refused.value.path, refused.value.line) == (file, 125)


def test_a_picture_that_nothing_shows_is_refused(tmp_path: Path) -> None:
    file = collection(tmp_path)
    hidden = collection(tmp_path, picture(), "complete/chart.jpg")
    with pytest.raises(ContentError, match=r"no text shows it: show it in complete\.md or take it out") as refused:
        read_summary(file, known(), TODAY)
    assert (refused.value.path, refused.value.line) == (hidden, 1)


def test_the_folder_of_the_pictures_may_stand_before_the_summary_is_written(tmp_path: Path) -> None:
    collection(tmp_path, picture(), "complete/chart.jpg")
    with pytest.raises(ContentError, match="a picture lies in a folder that has the name of its summary"):
        load_summaries(tmp_path, today=TODAY)
