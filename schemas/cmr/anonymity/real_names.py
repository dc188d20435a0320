"""The list of real names, which is never in the repository and never holds a name: only keyed hashes of names.

There are few names in the world. Whoever has a list of salted hashes can try them all, however slow the hash is made;
and a slow hash would make every word of a summary slow to look up. So each name is hashed (BLAKE2b) under a key of 256
random bits, which is kept apart from the list. Without the key nobody can try anything; with it a lookup takes a
microsecond. Beside the whole names the list holds hashes of how they begin, so that most words are looked up once.

Names are compared without capitals, long marks, apostrophes, hyphens and spaces: Mary-Anne O'Neill is MARY ANNE ONEILL.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from cmr.errors import ContentError

HEADER = "cmr real names 1"
KEY_BYTES, DIGEST_BYTES = 32, 16
MOST_WORDS, BEGINNING, SHORTEST = 4, 3, 3
# A word, or letters one by one: Z E B E D E E.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .-]{1,3}[^\W\d_](?![^\W_])){3,}|[^\W\d_]+(?:'[^\W\d_]+)*")
# Digits that a scanner takes for letters, inside a word: place for place, so that nothing moves.
_MISREAD = re.compile(r"(?<=[^\W\d_])[015]+(?=[^\W\d_])|(?<![^\W_])0(?='[^\W\d_])")
_AS_LETTERS = str.maketrans("015", "ols")
_BETWEEN = re.compile(r"[\s'\".,()_-]{1,3}")
_POSSESSIVE = re.compile(r"'s?$")


def plain(name: str) -> str:
    """A name as the list compares it: small letters of the plain alphabet, nothing between them."""
    parts = unicodedata.normalize("NFKD", name.casefold().replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in parts if sign.isalpha())


@dataclass(frozen=True)
class RealNames:
    """The hashes, and the key without which they say nothing."""

    key: bytes
    names: frozenset[bytes]
    beginnings: frozenset[bytes]
    _seen: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, key: bytes, names: Iterable[str]) -> RealNames:
        """A list of `names`: also with the surname first, and those of more than two words without the middle ones."""
        plains = {plain(way) for name in names for way in _ways(name)} - {""}
        return cls(
            key,
            frozenset(_hash(key, b"name", name) for name in plains),
            frozenset(_hash(key, b"beginning", name[:BEGINNING]) for name in plains),
        )

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where one of the names stands in `text`, which is a reading: its apostrophes and hyphens are plain."""
        text = _MISREAD.sub(lambda match: match.group().translate(_AS_LETTERS), text)
        words = [
            (match.start(), match.end(), plain(_POSSESSIVE.sub("", match.group()))) for match in _WORD.finditer(text)
        ]
        for at, (start, end, first) in enumerate(words):
            ways, before = [first], end
            if self._is_one(first):
                yield start, end
            for following, end, word in words[at + 1 : at + MOST_WORDS]:
                ways = [way for way in ways if len(way) < BEGINNING or self._begins(way[:BEGINNING])]
                if not ways or not _BETWEEN.fullmatch(text, before, following):
                    break
                joined, before = [way + word for way in ways], end
                if any(self._is_one(way) for way in joined):
                    yield start, end
                # A middle name, an initial or a nickname may be in the text and not in the list.
                ways = [*joined, *ways] if text[following].isupper() else joined

    def _is_one(self, letters: str) -> bool:
        """Is it a name, or the plural of one?"""
        if len(letters) < SHORTEST or not self._begins(letters[:BEGINNING]):
            return False
        return any(_hash(self.key, b"name", way) in self.names for way in {letters, letters.removesuffix("s")})

    def _begins(self, letters: str) -> bool:
        if letters not in self._seen:
            self._seen[letters] = _hash(self.key, b"beginning", letters) in self.beginnings
        return self._seen[letters]

    def with_names(self, names: Iterable[str]) -> RealNames:
        """This list and more names."""
        more = RealNames.of(self.key, names)
        return RealNames(self.key, self.names | more.names, self.beginnings | more.beginnings)

    def write(self, path: Path) -> None:
        """Write the hashes to `path`, sorted: their order tells nothing."""
        lines = [
            HEADER,
            *sorted(f"name {one.hex()}" for one in self.names),
            *sorted(f"beginning {one.hex()}" for one in self.beginnings),
        ]
        path.write_text("\n".join(lines) + "\n", encoding="ascii")


def read_real_names(path: Path, key: Path) -> RealNames:
    """Read a list and its key. Raises ContentError where one cannot be read."""
    rows: dict[str, set[bytes]] = {"name": set(), "beginning": set()}
    for number, line in enumerate(_lines(path), 1):
        kind, _, digest = line.partition(" ")
        if number == 1 and line == HEADER:
            continue
        if number == 1 or kind not in rows or not re.fullmatch(r"[0-9a-f]{32}", digest):
            raise ContentError(path, number, "is not a list of real names that `cmr names add` made")
        rows[kind].add(bytes.fromhex(digest))
    return RealNames(read_key(key), frozenset(rows["name"]), frozenset(rows["beginning"]))


def read_key(path: Path) -> bytes:
    """The key. Raises ContentError where it is no key."""
    lines = _lines(path)
    if not lines or not re.fullmatch(r"[0-9a-f]{64}", lines[0].strip()):
        raise ContentError(path, 1, "is not a key that `cmr names add` made")
    return bytes.fromhex(lines[0].strip())


def new_key(path: Path) -> bytes:
    """Make a key and write it to `path`, for its owner's eyes only. Raises FileExistsError where there is one."""
    path.touch(mode=0o600, exist_ok=False)
    key = secrets.token_bytes(KEY_BYTES)
    path.write_text(key.hex() + "\n", encoding="ascii")
    return key


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise ContentError(path, 1, f"cannot be read: {problem}") from problem


def _ways(name: str) -> Iterator[str]:
    words = name.split()
    yield name
    if len(words) > 1:
        yield " ".join((*words[1:], words[0]))
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"
        yield " ".join((words[-1], *words[:-1]))
        yield f"{words[-1]} {words[0]}"


def _hash(key: bytes, use: bytes, letters: str) -> bytes:
    return blake2b(letters.encode(), key=key, digest_size=DIGEST_BYTES, person=use).digest()
