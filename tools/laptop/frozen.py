"""The frozen site as a bucket behind CloudFront serves it: a file for an address, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Frozen:
    """The site under ``folder``."""

    folder: Path

    def file(self, address: str) -> Path | None:
        """The file behind an address such as ``/help/`` or ``/assets/site.css``; None where there is none."""
        path = (self.folder / address.lstrip("/")).resolve()
        if address.endswith("/"):
            path /= "index.html"
        inside = path.is_relative_to(self.folder.resolve())
        return path if inside and path.is_file() else None
