"""The collection as data for others: JSON and CSV, and the JSON Schema that says what each value is."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from defusedcsv import csv

from portal.pages.summary_addresses import SCHEMA
from portal.summaries.collection import Collection
from portal.summaries.entry import Entry

COLUMNS = ("address", "title", "summary", "kind", "age_band", "published", "themes", "agencies", "invented")
_TEXT = {"type": "string", "minLength": 1}


def as_json(collection: Collection, origin: str) -> str:
    """All published summaries with their recommendations."""
    rows = [{**_row(entry, origin), "recommendations": _advice(entry)} for entry in collection.entries]
    return _written({"$schema": f"{origin}{SCHEMA}", "summaries": rows})


def as_csv(collection: Collection, origin: str) -> str:
    """A row for each summary, with lists parted by semicolons. A cell that a spreadsheet would run is made harmless."""
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow((*COLUMNS, "recommendations"))
    for entry in collection.entries:
        row = _row(entry, origin)
        cells = ["; ".join(row[key]) if isinstance(row[key], list) else row[key] for key in COLUMNS]
        rows.writerow([*cells, len(entry.recommendations)])
    return file.getvalue()


def schema(collection: Collection, origin: str) -> str:
    """What summaries.json promises (JSON Schema, draft 2020-12)."""
    known = collection.known
    agencies, themes = _several(known.agencies), _several(known.themes)
    advice = _table({"text": _TEXT, "agencies": agencies, "regional": {"type": "boolean"}, "themes": themes})
    row = _table(
        {
            "address": {"type": "string", "format": "uri"},
            "title": _TEXT,
            "summary": _TEXT,
            "kind": {"enum": list(known.kinds)},
            "age_band": {"enum": list(known.age_bands)},
            "published": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
            "themes": themes,
            "agencies": agencies,
            "invented": {"type": "boolean"},
            "recommendations": {"type": "array", "items": advice},
        }
    )
    whole = _table({"$schema": {"type": "string", "format": "uri"}, "summaries": {"type": "array", "items": row}})
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{origin}{SCHEMA}",
        "title": "Published executive summaries of Case Management Reviews",
    }
    return _written({**head, **whole})


def _row(entry: Entry, origin: str) -> dict[str, Any]:
    return {
        "address": f"{origin}{entry.address}",
        "title": entry.title,
        "summary": entry.summary,
        "kind": entry.kind,
        "age_band": entry.age_band,
        "published": entry.published,
        "themes": list(entry.themes),
        "agencies": list(entry.agencies),
        "invented": entry.invented,
    }


def _advice(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "agencies": one.agencies, "regional": one.regional, "themes": one.themes}
        for one in entry.recommendations
    ]


def _several(terms: Iterable[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"enum": list(terms)}, "uniqueItems": True}


def _table(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object that has all of these and nothing else."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
