"""Whether nothing in infra/template.yaml is a half without its other half: part of `cmr check`.

A function is its code, its address or what else starts it, what it is told, what it may use, and an alarm; an address
is the API's and CloudFront's. Each is written in a place of its own, and whoever adds one is told of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmr.errors import ContentError

TEMPLATE, ROOMS = Path("infra/template.yaml"), Path("functions")


def wrong_halves(content: Path) -> Iterator[ContentError]:
    """A problem for each half that lacks its other, line by line; none where there is no template here."""
    if TEMPLATE.exists():
        from release.halves import lonely_halves  # needs PyYAML, which is there while developing only

        yield from lonely_halves(TEMPLATE, ROOMS, content)
