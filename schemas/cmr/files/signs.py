"""Characters that no page may hold, and the ones that nobody sees: what is typed is held to them, and every file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import category

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands where bytes arrived that are not text; a question refuses it, so that nothing is stored mangled."""

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
NO_TEXT = f"\x7f-\x9f\ud800-\udfff{UNREADABLE}{_NONCHARACTERS}"
"""What HTML and XML have no place for beside the controls of ASCII, as the inside of a set of a regular expression."""
_UNSEEN = (
    "\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
"""What has no sign of its own: it parts a word unseen, turns the direction of reading, or ends a line."""
_ODD = re.compile(f"[\x00-\x08\x0b-\x1f{NO_TEXT}{_UNSEEN}]")
_PLAIN = bytes([*b"\t\n", *range(0x20, 0x7F)])
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([bfre])|.)", re.DOTALL)
_SHORT: Mapping[str, int] = {"b": 0x08, "f": 0x0C, "r": 0x0D, "e": 0x1B}


def odd_sign(text: str) -> re.Match[str] | None:
    """The first character in `text` that an editor's file may not hold. Thousands of files are looked at in a build.

    Nearly all of a text is plain, which is quickly taken out; of what is left nearly all is printable.
    """
    left = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    if left.isprintable() and UNREADABLE not in left:
        return None
    return _ODD.search(text)


def odd_escape(text: str) -> re.Match[str] | None:
    """The first escape of TOML in `text`, such as `\\u0001`, that stands for a character of that kind."""
    return next((found for found in _ESCAPE.finditer(text) if odd_sign(_escaped(found))), None)


def odd_value(value: Any) -> bool:
    """Whether any text in a value of TOML, at whatever depth, holds such a character."""
    return any(map(odd_sign, _texts(value)))


def called(sign: str) -> str:
    """How a message speaks of a sign that nobody sees."""
    return "a control character" if category(sign) == "Cc" else f"a character (U+{ord(sign):04X})"


def meant(found: re.Match[str]) -> str:
    """The character that was found, whether it stands there itself or as an escape."""
    return _escaped(found) if found.group().startswith("\\") else found.group()


def _escaped(found: re.Match[str]) -> str:
    *by_number, short = found.groups()
    number = next((int(digits, 16) for digits in by_number if digits), _SHORT.get(short or "", 0x20))
    return chr(number) if number < 0x110000 else UNREADABLE


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
