"""What was found the last time in a text that has not changed: thousands of summaries are built, few are new.

What is remembered holds for one state of the rules, the lists and the real names, and is forgotten with it. Findings
are remembered masked: the folder of a build is no place for what should not be published.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cmr.anonymity.finding import HERE, Finding
from cmr.anonymity.passage import Allowed
from cmr.anonymity.real_names import RealNames
from cmr.anonymity.summary_text import scan_markdown


class Remembered:
    """Scans texts, and looks first among those that it has seen. `keep` writes down what was asked for this time."""

    def __init__(self, path: Path, names: RealNames | None = None) -> None:
        self.path = path
        self.names = names
        self._state = _state(names)
        self._before = self._read()
        self._now: dict[str, list[list[Any]]] = {}

    def scan(self, text: str, allowed: Allowed) -> tuple[Finding, ...]:
        """The findings of `text`, masked."""
        asked = _digest(
            text,
            repr((sorted(allowed.telephones), sorted(allowed.emails), sorted(allowed.pseudonyms), allowed.trust_areas)),
        )
        if asked not in self._now:
            known = self._before.get(asked)
            found = scan_markdown(text, allowed, self.names) if known is None else ()
            self._now[asked] = [list(astuple(one.masked)) for one in found] if known is None else known
        return tuple(Finding(*row) for row in self._now[asked])

    def keep(self) -> None:
        """Write it down, without the texts that are gone."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(
            json.dumps({"state": self._state, "found": self._now}, ensure_ascii=False), encoding="utf-8"
        )

    def _read(self) -> dict[str, list[list[Any]]]:
        """What was written, where it is of the same state; nothing where it cannot be read."""
        try:
            written = json.loads(self.path.read_text("utf-8"))
            found: dict[str, list[list[Any]]] = written["found"] if written["state"] == self._state else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return found


def _state(names: RealNames | None) -> str:
    listed = b"".join(sorted(names.names)).hex() if names else ""
    return _digest(_rules(), listed)


@cache
def _rules() -> str:
    """Everything that decides what is found."""
    return _digest(*(file.read_text("utf-8") for file in sorted(HERE.glob("*.*")) if file.suffix in (".py", ".toml")))


def _digest(*texts: str) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
