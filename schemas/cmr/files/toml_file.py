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
from cmr.files.signs import called, meant, odd_escape, odd_sign, odd_value


@dataclass(frozen=True)
class TomlFile:
    """One TOML file, its text and the line on which a thing in it is declared."""

    path: Path
    text: str
    first_line: int = 1

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        """Read `path`. Raises ContentError where it is missing, is not UTF-8 or holds what no page may hold."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise ContentError(path, 1, f"cannot be read: {problem}") from problem
        refuse_odd(path, text, odd_sign(text))
        return cls(path, text)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The parsed file. Raises ContentError with the line where it is not TOML, or escapes what no page may hold.

        Thousands of files are read in a build, so the quick parser reads them; the exact one says what is wrong.
        """
        try:
            data = rtoml.loads(self.text)
        except rtoml.TomlParsingError:
            data = self._exactly()
        if "\\" in self.text and odd_value(data):
            refuse_odd(self.path, self.text, odd_escape(self.text), first_line=self.first_line)
        return data

    def _exactly(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except RecursionError as deep:
            raise self.wrong(
                "is not TOML that can be read: one table or list stands in another, far too deep"
            ) from deep
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


def refuse_odd(path: Path, text: str, found: re.Match[str] | None, *, first_line: int = 1) -> None:
    """Raise ContentError at the line of a character of `text` that no page may hold, where one was `found`."""
    if found is not None:
        line = first_line + text.count("\n", 0, found.start())
        raise ContentError(path, line, f"{called(meant(found))} stands in this line, which nobody sees: write it again")
