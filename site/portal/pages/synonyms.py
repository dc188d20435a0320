"""The words that people type, and the words that the pages use for the same things: `content/synonyms.toml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from marshmallow import Schema, ValidationError, fields, validate

from cmr.errors import ContentError
from cmr.files.address_fields import HereField
from cmr.files.checked_table import checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile


@dataclass(frozen=True)
class Synonym:
    """What people say, what the pages say for it, and where the best answer is, if there is one."""

    said: tuple[str, ...]
    means: tuple[str, ...]
    page: str = ""


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


def plain(text: str) -> str:
    """Words only: "Children's Order (1995)" is "childrens order 1995". The search takes words the same way."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower())))


def _is_plain(phrase: str) -> None:
    if not phrase or plain(phrase) != phrase:
        raise ValidationError("Write words in small letters with one space between, and no marks.")


def _phrases() -> fields.List[str]:
    return fields.List(fields.String(validate=_is_plain), required=True, validate=validate.Length(min=1))


_SynonymSchema = Schema.from_dict({"said": _phrases(), "means": _phrases(), "page": HereField()})
_FileSchema = Schema.from_dict({"synonym": fields.List(fields.Nested(_SynonymSchema), required=True)})


def load_synonyms(content: Path) -> Synonyms:
    """Read `synonyms.toml`. Raises ContentError naming file and line, also for a phrase that is said twice."""
    file = TomlFile.read(content / "synonyms.toml")
    rows = checked(_FileSchema(), file, file.data)["synonym"]
    pairs = tuple(Synonym(tuple(row["said"]), tuple(row["means"]), row.get("page", "")) for row in rows)
    synonyms = Synonyms(file, pairs)
    for number, phrase in _repeated(pairs):
        raise synonyms._wrong(number, "said", f"'{phrase}' is said before")
    return synonyms


def _repeated(pairs: tuple[Synonym, ...]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for number, pair in enumerate(pairs):
        yield from ((number, phrase) for phrase in pair.said if phrase in seen)
        seen.update(pair.said)
