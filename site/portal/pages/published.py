"""Every address that a page of this site ever had: `addresses.txt`, which `cmr generate` writes and only ever adds to.

Others link to them. The summaries are not among them: a summary keeps its address by the rules of its own file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmr.errors import ContentError

NAME = "addresses.txt"
HEAD = """\
# Every address that a page of this site ever had. `cmr generate` adds to it, and nothing is ever taken out: others link
# to each of them. One that is no page any more leads on, by redirects.toml. CONTRIBUTING has the recipes.
"""


@dataclass(frozen=True)
class PublishedAddresses:
    """The addresses, each with the line of the file that has it."""

    path: Path
    lines: Mapping[str, int]


def read_published(content: Path) -> PublishedAddresses:
    """The list as it is. Raises ContentError where there is none."""
    path = content / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise ContentError(path, 1, f"cannot be read: {problem}") from problem
    return PublishedAddresses(
        path, {text: at for at, text in enumerate(lines, start=1) if text and not text.startswith("#")}
    )


def with_new(published: PublishedAddresses, addresses: Collection[str]) -> str:
    """What the file says when `addresses` are among them too."""
    return HEAD + "".join(f"{address}\n" for address in sorted({*published.lines, *addresses}))
