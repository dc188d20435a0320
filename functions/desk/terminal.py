"""What the desk prints. Whoever typed a record chose its characters, and a terminal obeys some of them."""

from __future__ import annotations

import re
import sys
from unicodedata import category

import click

HIDDEN = "\N{REPLACEMENT CHARACTER}"
"""Stands where an invisible character was, so that the reader knows of it."""
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (they turn the direction of reading, or hide), lone surrogates, separators of lines."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Formats that words and signs of some scripts are written with: they join their neighbours and do no more."""
_LINE_ENDS = re.compile(r"(\r?\n)")


def say(line: str, *, err: bool = False) -> None:
    """Print one line. Whatever would end it early, move the cursor or turn the direction of reading is taken out."""
    click.echo(harmless(line), err=err)


def pour(text: str) -> None:
    """Print an export: as it was kept where a program or a file takes it, harmless where a terminal does."""
    click.echo(_harmless_lines(text) if sys.stdout.isatty() else text, nl=False)


def harmless(line: str) -> str:
    """A line as a terminal may have it. A tab is a space."""
    if line.isprintable():
        return line
    return "".join(HIDDEN if _is_obeyed(sign) else sign for sign in line.replace("\t", " "))


def _harmless_lines(text: str) -> str:
    return "".join(part if _LINE_ENDS.fullmatch(part) else harmless(part) for part in _LINE_ENDS.split(text))


def _is_obeyed(sign: str) -> bool:
    return category(sign) in _OBEYED and sign not in _JOINERS
