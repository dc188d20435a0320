"""The collection in brief, as modules for this site's own scripts: to narrow the list down, and to search."""

from __future__ import annotations

import json
from typing import Any

from portal.summaries.collection import Collection

KIND = "summary"
"""What the search calls this kind of page."""


def as_index(collection: Collection) -> str:
    """Every summary as a row, its values by their places in the lists: thousands of rows are fetched in one go.

    A row has slug, title, month, and for each facet the places of its values.
    """
    facets = collection.facets
    places = [{value: at for at, value in enumerate(facet.values)} for facet in facets]
    rows = [
        [entry.slug, entry.title, entry.month, int(entry.invented)]
        + [[place[value] for value in facet.of(entry)] for facet, place in zip(facets, places, strict=True)]
        for entry in collection.entries
    ]
    lists = [{"id": facet.id, "title": facet.title, "values": list(facet.values.items())} for facet in facets]
    return _module({"facets": lists, "rows": rows})


def as_searched(collection: Collection) -> str:
    """Title and summary of each, in the form that the search reads (`portal.search.search_index`)."""
    themes = collection.known.themes
    pages = [
        {
            "address": entry.address,
            "title": f"Invented example: {entry.title}" if entry.invented else entry.title,
            "kind": KIND,
            "roles": [],
            "passages": [["", "", f"{entry.summary} {', '.join(themes[theme].title for theme in entry.themes)}."]],
        }
        for entry in collection.entries
    ]
    return _module({"pages": pages})


def _module(value: Any) -> str:
    return f"export default {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
