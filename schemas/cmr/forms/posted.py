"""What somebody typed: the inputs a browser posted, as posted, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cmr.files.signs import NO_TEXT, UNREADABLE

_UNPRINTABLE = re.compile(f"[\x00-\x1f\u2028\u2029{NO_TEXT}]")
_UNPRINTABLE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{NO_TEXT}]")


@dataclass(frozen=True)
class Typed:
    """Input name to the values posted under it, in order."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Typed:
        """Typed from (name, value) pairs as a form posts them. Line ends become `\\n`, as browsers post `\\r\\n`."""
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\r", "\n"))
        return cls({name: tuple(given) for name, given in values.items()})

    def text(self, name: str) -> str:
        """The last value posted under `name`, without the spaces around it; "" where there is none."""
        return self.raw(name).strip()

    def raw(self, name: str) -> str:
        """The last value posted under `name`, exactly as typed."""
        return (self.values.get(name) or ("",))[-1]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value posted under `name` that is not empty."""
        return tuple(value for value in self.values.get(name, ()) if value)

    def only(self, names: Iterable[str]) -> Typed:
        """The same, but for these inputs only; inputs never posted stay out."""
        return Typed({name: self.values[name] for name in names if name in self.values})

    def without(self, names: Iterable[str]) -> Typed:
        """The same without these inputs."""
        left_out = set(names)
        return Typed({name: given for name, given in self.values.items() if name not in left_out})

    def with_(self, other: Typed) -> Typed:
        """Both, the other's inputs over these."""
        return Typed({**self.values, **other.values})

    def showable(self) -> Typed:
        """The same as a page can show it: whatever is no text becomes UNREADABLE, which no question takes either."""
        return Typed(
            {
                name: tuple(_UNPRINTABLE_IN_LINES.sub(UNREADABLE, value) for value in given)
                for name, given in self.values.items()
            }
        )

    def __bool__(self) -> bool:
        return any(value.strip() for given in self.values.values() for value in given)


def unprintable(text: str, *, lines: bool = False) -> bool:
    """Whether `text` holds characters that no page can show: controls, lone surrogates, bytes that were not text.

    A line end or a tab is fine where `lines` are; on one line Unicode's own separators of lines are refused too.
    Right-to-left, zero-width and 4-byte characters are text; Unicode's noncharacters are not: HTML has no place for
    them.
    """
    return bool((_UNPRINTABLE_IN_LINES if lines else _UNPRINTABLE).search(text))
