"""The one stylesheet, named by what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stylesheet:
    """The compiled stylesheet. Its name changes when its content does, so that a browser may keep it for ever."""

    name: str
    text: str

    @property
    def address(self) -> str:
        """Where pages find it."""
        return f"/assets/{self.name}"

    @classmethod
    def read(cls, path: Path) -> Stylesheet:
        """Read what `npm run styles` compiled. Raises FileNotFoundError, which says so, where it has not run."""
        if not path.is_file():
            raise FileNotFoundError(f"{path} does not exist yet: run `make build`, which compiles it first")
        text = path.read_text(encoding="utf-8")
        return cls(f"site-{hashlib.sha256(text.encode()).hexdigest()[:12]}.css", text)
