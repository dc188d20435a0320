"""The kinds of question, each in a module of its own here. `KINDS` is where a definition looks one up.

A module that is put into this folder is found by itself: a new kind is a new file, and its template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from cmr.forms.kinds.kind import Kind


def _all() -> Iterator[Kind]:
    """One of each class that gives a kind its name."""
    for module in iter_modules(__path__):
        found = import_module(f"{__name__}.{module.name}")
        for one in vars(found).values():
            own = isinstance(one, type) and issubclass(one, Kind) and one.__module__ == found.__name__
            if own and "name" in vars(one):
                yield one()


KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _all()}

DRAWN = Path(__file__).parents[2] / "templates" / "kinds"
"""Where the template of each kind lies."""

__all__ = ["DRAWN", "KINDS", "Kind"]
