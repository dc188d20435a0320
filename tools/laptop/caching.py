"""How long browsers, and CloudFront, may keep a file of the site before they ask for it again."""

from __future__ import annotations

FINGERPRINTED = "/assets/"
FOR_EVER = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300"


def cache_control(address: str) -> str:
    """The Cache-Control of the file at an address: what carries a fingerprint in its name never changes.

    >>> cache_control("/assets/site-cd6a6f638dd0.css")
    'public, max-age=31536000, immutable'
    """
    return FOR_EVER if address.startswith(FINGERPRINTED) else FIVE_MINUTES
