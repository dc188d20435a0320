"""Checks that every page that is said to serve an obligation is there: part of `cmr check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmr.derived.traceability import read_obligations
from cmr.errors import ContentError
from portal.pages.library import load_library
from portal.pages.site_map import link_targets


def homeless_obligations(content: Path) -> Iterator[ContentError]:
    """A problem for every page that `traceability.toml` names and this site does not have."""
    try:
        library = load_library(content, show_unverified_numbers=True)
        yield from read_obligations().unknown("pages", link_targets(library))
    except ContentError as problem:
        yield problem
