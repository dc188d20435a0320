"""Reads a TOML file so that anything wrong in it can be named by file and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import rtoml

from cmr.errors import ContentError


@dataclass(frozen=True)
class TomlFile:
    """One TOML file, its text and the line on which a thing in it is declared."""

    path: Path
    text: str
    first_line: int = 1

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        """Read `path`. Raises ContentError where it is missing or is not UTF-8."""
        try:
            return cls(path, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise ContentError(path, 1, f"cannot be read: {problem}") from problem

    @cached_property
    def data(self) -> dict[str, Any]:
        """The parsed file. Raises ContentError with the line where it is not TOML.

        Thousands of files are read in a build, so the quick parser reads them; the exact one says what is wrong.
        """
        try:
            return rtoml.loads(self.text)
        except rtoml.TomlParsingError:
            return self._exactly()

    def _exactly(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as problem:
            found = re.search(r"at line (\d+)", str(problem))
            line = int(found.group(1)) if found else len(self.text.splitlines()) or 1
            raise ContentError(self.path, self.first_line + line - 1, f"is not TOML: {problem}") from problem

    def line_of(self, key: str, value: str) -> int:
        """The line that says `key = "value"`; the first line of the file where none does."""
        declared = re.compile(rf'^[ \t]*"?{re.escape(key)}"?[ \t]*=[ \t]*"{re.escape(value)}"', re.MULTILINE)
        found = declared.search(self.text)
        return self.first_line + (self.text.count("\n", 0, found.start()) if found else 0)

    def wrong(self, problem: str, *, key: str = "", value: str = "") -> ContentError:
        """A ContentError for this file, at the line that says `key = "value"`."""
        return ContentError(self.path, self.line_of(key, value) if key else self.first_line, problem)
