"""Pictures: what a camera or a program wrote into the file beside the picture."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from cmr.anonymity.finding import Finding, rules

GPS, ARTIST, TAKEN = 0x8825, 0x013B, 0x9003
MOST_PIXELS = 60_000_000
_TELLING = (
    "exif",
    "xmp",
    "XML:com.adobe.xmp",
    "Raw profile type exif",
    "comment",
    "Comment",
    "photoshop",
    "icc_author",
)


class NotAPicture(Exception):
    """The file is not a picture of the kind its name says."""


def scan_picture(data: bytes) -> Iterator[Finding]:
    """A finding for every kind of metadata. Raises NotAPicture."""
    for what in dict.fromkeys(_metadata(data)):
        rule = rules()["image-metadata"]
        yield Finding(1, 1, rule.level, rule.id, what, rule.why)


def _metadata(data: bytes) -> list[str]:
    from PIL import Image, UnidentifiedImageError  # only when there is a picture

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture(f"it has more than {MOST_PIXELS:,} pixels")
            picture.load()  # a PNG may carry words after the picture
            return [*_exif(picture.getexif()), *_words(picture.info)]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NotAPicture(str(problem)) from problem


def _exif(tags: Mapping[int, Any]) -> Iterator[str]:
    if GPS in tags:
        yield "EXIF: where it was taken"
    if ARTIST in tags:
        yield "EXIF: who took it"
    if tags:
        yield "EXIF"


def _words(info: Mapping[Any, Any]) -> Iterator[str]:
    for key, value in info.items():
        if key in _TELLING and value and key.lower() != "exif":
            yield "XMP" if "xmp" in key.lower() else f"picture: {key}"
        elif isinstance(value, str) and key not in ("jfif_unit",) and len(value) > 2:
            yield f"picture: {key}"
