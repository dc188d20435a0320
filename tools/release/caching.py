"""How long browsers, and CloudFront, may keep a file of the site before they ask for it again."""

from __future__ import annotations

FINGERPRINTED = "/assets/"
FORMS = "/forms/"
ERRORS = frozenset({"/404.html", "/500.html", "/503.html"})
FOR_EVER = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300"
# By CloudFront, that is. A browser asks each time: between two visits its owner may have begun the form.
FIVE_MINUTES_AND_NOT_BY_BROWSERS = "public, max-age=0, s-maxage=300"
NEVER = "no-store"


def cache_control(address: str) -> str:
    """The Cache-Control of the file at an address: what carries a fingerprint in its name never changes.

    A page that stands in for an error is never kept: it answers at the address of what failed, and next time that may
    work.

    >>> cache_control("/assets/site-cd6a6f638dd0.css")
    'public, max-age=31536000, immutable'
    >>> cache_control("/503.html")
    'no-store'
    """
    if address in ERRORS:
        return NEVER
    if address.startswith(FORMS):
        return FIVE_MINUTES_AND_NOT_BY_BROWSERS
    return FOR_EVER if address.startswith(FINGERPRINTED) else FIVE_MINUTES
