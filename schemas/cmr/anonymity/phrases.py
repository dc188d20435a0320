"""Lists of words, looked up by their first word: a text is searched only for what it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cmr.anonymity.passage import Passage

_WORD = re.compile(r"[^\W\d_]+")


def listed(text: str) -> list[str]:
    """The entries of a list that is written with commas, over several lines."""
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]


class Phrases:
    """Words and groups of words to find whole. With `small`, in small letters too; otherwise with a capital only."""

    def __init__(self, entries: Iterable[str], *, small: bool = False, ending: str = "") -> None:
        self.small = small
        self.by_first: dict[str, list[tuple[frozenset[str], re.Pattern[str]]]] = {}
        for entry in entries:
            words = _WORD.findall(entry.casefold())
            self.by_first.setdefault(words[0], []).append((frozenset(words[:-1]), _whole(entry, ending)))
        self.firsts = frozenset(self.by_first)

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Where each of them stands; an entry is looked for only where its words are there."""
        for first in passage.words & self.firsts:
            for words, pattern in self.by_first[first]:
                if words <= passage.words:
                    yield from (
                        match.span()
                        for match in pattern.finditer(passage.small)
                        if self._fits(passage.text, match.start())
                    )

    def _fits(self, text: str, start: int) -> bool:
        return (start == 0 or not text[start - 1].isalnum()) and (self.small or text[start].isupper())


def _whole(entry: str, ending: str) -> re.Pattern[str]:
    """The entry in small letters, as it may be written: with a hyphen for a space, without its apostrophe.

    It begins with letters and nothing else, so that the engine looks for those first.
    """
    written = re.escape(entry.lower()).replace(r"\ ", "[ -]").replace("'", "'?")
    return re.compile(rf"{written}{ending}(?![^\W_])")
