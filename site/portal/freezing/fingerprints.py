"""Marks: a fingerprint of everything that a file of the site was made from, by which the next build knows it again."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import cmr
import portal
from portal.look.stylesheet import Stylesheet
from portal.settings import SHOWN

LENGTH = 20
OWN = (Path(portal.__file__).parent, Path(cmr.__file__).parent)


def mark(*parts: object) -> str:
    """The mark of texts, numbers, days, and lists and tables of them: the same for the same values, wherever it is."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:LENGTH]


def mark_of_texts(*texts: str) -> str:
    """The mark of long texts."""
    gathered = hashlib.sha256()
    for text in texts:
        gathered.update(f"{len(text)}\0".encode())
        gathered.update(text.encode())
    return gathered.hexdigest()[:LENGTH]


def mark_of_files(paths: Iterable[Path]) -> str:
    """The mark of what files are called and of what is in them."""
    gathered = hashlib.sha256()
    for path in sorted(paths):
        gathered.update(f"{path.name}\0".encode())
        gathered.update(hashlib.sha256(path.read_bytes()).digest())
    return gathered.hexdigest()[:LENGTH]


def mark_of_making(settings: Mapping[str, Any]) -> str:
    """The mark of how pages are made, whatever they say: code, templates, style, settings, Python, libraries.

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
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(parent, name) for name in names)


def _libraries() -> list[str]:
    """What is installed, each with its release, as the folders say in which installers keep notes of it."""
    folders = (folder for folder in sys.path if os.path.isdir(folder))  # noqa: PTH112 - texts, as Python has them
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
