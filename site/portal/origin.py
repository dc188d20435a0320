"""Where the site will be served from: the feed of changes and the PDF, which are read elsewhere, must say it."""

from __future__ import annotations

import re

SAFE = "https://learning-from-practice.example"
"""Never anybody's: names under .example are kept for such use (RFC 2606)."""

ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?|http://(127\.0\.0\.1|localhost)(:\d+)?")


def checked_origin(origin: str) -> str:
    """`origin` without a slash at its end. Raises ValueError for anything but scheme, host and port.

    >>> checked_origin("https://reviews.example.org/")
    'https://reviews.example.org'
    """
    bare = origin.removesuffix("/")
    if not ORIGIN.fullmatch(bare):
        raise ValueError(f"PORTAL_ORIGIN is {origin!r}: write scheme and host alone, as in {SAFE}")
    return bare
