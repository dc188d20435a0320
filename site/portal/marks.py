"""Marks: a fingerprint of what something was made from or says, by which it is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

LENGTH = 20


def mark(*parts: object) -> str:
    """The mark of texts, numbers, days, and lists and tables of them: the same for the same values, wherever it is."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:LENGTH]


def mark_of_texts(*texts: str) -> str:
    """The mark of long texts."""
    gathered = hashlib.sha256()
    for text in texts:
        gathered.update(f"{len(text)}\0".encode())  # so that "ab", "c" has another mark than "a", "bc"
        gathered.update(text.encode())
    return gathered.hexdigest()[:LENGTH]


def mark_of_files(paths: Iterable[Path]) -> str:
    """The mark of what files are called and of what is in them."""
    gathered = hashlib.sha256()
    for path in sorted(paths):
        gathered.update(f"{path.name}\0".encode())
        gathered.update(hashlib.sha256(path.read_bytes()).digest())
    return gathered.hexdigest()[:LENGTH]
