"""The words that people type, and the words that the pages use for the same things: `content/synonyms.toml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import MUST, Must
from cmr.files.written_addresses import Here


def plain(text: str) -> str:
    """Words only: "Children's Order (1995)" is "childrens order 1995". The search takes words the same way."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower())))


PLAIN = Must(
    lambda phrase: bool(phrase) and plain(phrase) == phrase,
    "words in small letters with one space between, and no marks",
)


@dataclass(frozen=True)
class Synonym:
    """What people say, what the pages say for it, and where the best answer is, if there is one."""

    said: tuple[str, ...] = field(metadata={MUST: PLAIN})
    means: tuple[str, ...] = field(metadata={MUST: PLAIN})
    page: Here = ""


@dataclass(frozen=True)
class Synonyms:
    """All of them, and the file that holds them."""

    file: TomlFile
    pairs: tuple[Synonym, ...]

    def refuse_unknown(self, texts: Iterable[str], places: Collection[str]) -> None:
        """Raise ContentError, at its line, for a synonym that would find nothing: no text says it, or no such place."""
        everything = " | ".join(f" {plain(text)} " for text in texts)
        for number, pair in enumerate(self.pairs):
            for phrase in pair.means:
                if f" {phrase} " not in everything:
                    raise self._wrong(number, "means", f"no page says '{phrase}'")
            if pair.page and pair.page not in places:
                raise self._wrong(number, "page", f"the search finds no {pair.page}")

    def _wrong(self, number: int, key: str, problem: str) -> ContentError:
        return ContentError(self.file.path, line_of(self.file, ("synonym", number, key)), f"{key}: {problem}")


def load_synonyms(content: Path) -> Synonyms:
    """Read `synonyms.toml`. Raises ContentError naming file and line, also for a phrase that is said twice."""
    whole = Row.whole(TomlFile.read(content / "synonyms.toml"))
    whole.only({"synonym"})
    pairs = tuple(row.made(Synonym) for row in whole.rows("synonym", "a synonym", at_least=1))
    synonyms = Synonyms(whole.file, pairs)
    for number, phrase in _repeated(pairs):
        raise synonyms._wrong(number, "said", f"'{phrase}' is said before")
    return synonyms


def _repeated(pairs: tuple[Synonym, ...]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for number, pair in enumerate(pairs):
        yield from ((number, phrase) for phrase in pair.said if phrase in seen)
        seen.update(pair.said)
