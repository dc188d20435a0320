"""What a reader's browser fetches to show a page for the first time, in bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from portal.addresses import file_of

FETCHED = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<(?:img|script|source)[^>]* src="([^"]+)"')


@dataclass(frozen=True)
class Weight:
    """The bytes of one first view, file by file: the page first."""

    files: dict[str, int]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.files.values())

    def of(self, ending: str) -> int:
        """The bytes of the files whose names end in `ending`, such as ".css"."""
        return sum(size for name, size in self.files.items() if name.endswith(ending))


def first_view(site: Path, address: str, *, compress: Callable[[bytes], bytes] = bytes) -> Weight:
    """Weigh the frozen page at `address` with everything it loads, each file compressed by `compress`.

    >>> first_view(Path("build/site"), "/guidance/09-timescale-for-notification/", compress=brotli.compress).total
    """
    page = file_of(address)
    html = (site / page).read_bytes()
    loaded = [(one or other).lstrip("/") for one, other in FETCHED.findall(html.decode("utf-8"))]
    return Weight({name: len(compress((site / name).read_bytes())) for name in (page, *loaded)})
