"""The mark of how pages are made, whatever they say. When it changes, everything is made anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import cmr
import portal
from portal.look.stylesheet import Stylesheet
from portal.marks import mark, mark_of_files
from portal.settings import SHOWN

OWN = (Path(portal.__file__).parent, Path(cmr.__file__).parent)


def mark_of_making(settings: Mapping[str, Any]) -> str:
    """The mark of code, templates, style, settings, Python and libraries.

    Raises FileNotFoundError, saying so, where the style has not been compiled.
    """
    ours = (path for folder in OWN for path in files_under(folder))
    return mark(
        mark_of_files(ours),
        Stylesheet.read(Path(settings["STYLESHEET"])).name,
        {name: settings[name] for name in SHOWN},
        sys.implementation.cache_tag,
        _libraries(),
    )


def files_under(folder: Path) -> Iterator[Path]:
    """Every file in `folder`, however deep, but for what Python and Jinja have compiled."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]  # in place: os.walk then leaves them out
        yield from (Path(parent, name) for name in names)


def _libraries() -> list[str]:
    """What is installed and in which release, by the names of the folders in which installers note it."""
    folders = (folder for folder in sys.path if os.path.isdir(folder))  # noqa: PTH112 - texts, as Python has them
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
