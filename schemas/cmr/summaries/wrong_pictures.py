"""Looks at the pictures of a summary: their kind, their size, and what is hidden in them.

A camera writes into a photograph where and when it was taken and whose it is. Nothing is taken out silently: whoever
publishes has to know that the picture they were given carried it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
LARGEST = 2_000_000
MOST_PIXELS = 24_000_000
_GPS = 0x8825
_HIDDEN = {
    "exif": "camera data (EXIF)",
    "xmp": "notes of a program (XMP)",
    "XML:com.adobe.xmp": "notes of a program (XMP)",
    "photoshop": "notes of a program (IPTC)",
    "comment": "a comment",
}


def wrong_picture(path: Path) -> Iterator[str]:
    """Everything for which the picture at `path` must not be published, and what to do about it."""
    size = path.stat().st_size
    if size > LARGEST:
        yield f"it has {size / 1e6:.1f} MB: make it smaller than {LARGEST / 1e6:.0f} MB"
        return
    try:
        yield from _opened(path)
    except (OSError, SyntaxError, ValueError):
        yield "it cannot be read as a picture: save it again as PNG, JPEG or WebP"


def _opened(path: Path) -> Iterator[str]:
    from PIL import Image  # few summaries have a picture, and it takes long to import

    with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
        picture = Image.open(path, formats=("PNG", "JPEG", "WEBP"))
    with picture:
        if picture.format != KINDS.get(path.suffix):
            yield f"its name ends in '{path.suffix}' and it is {picture.format}: save it again as PNG, JPEG or WebP"
        elif picture.width * picture.height > MOST_PIXELS:
            yield f"it is {picture.width} by {picture.height} pixels: make it smaller"
        else:
            picture.load()  # a PNG keeps some of its notes behind the picture
            yield from _hidden(picture)


def _hidden(picture: Image) -> Iterator[str]:
    if picture.getexif().get_ifd(_GPS):
        yield "it says where it was taken (EXIF location): save a copy without location, and look at it again"
    found = {_HIDDEN[key] for key in picture.info if key in _HIDDEN}
    if getattr(picture, "text", None):
        found.add("a comment")
    for what in sorted(found):
        yield f"it carries {what}, which can say who made it and when: save a copy without"
