"""Exports: JSON as the records are kept, and CSV that a spreadsheet opens without running anything in it.

A cell that begins with = + - @ is a formula to a spreadsheet, and whoever typed it chose it; `defusedcsv` puts an
apostrophe before it (OWASP, CSV injection).
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

from defusedcsv import csv

from casebook.records import Record
from cmr.forms.form import Form
from desk.record_words import as_row


def as_json(records: Sequence[Record]) -> str:
    """The records as a JSON list; `infra/openapi.json` describes each."""
    return json.dumps([record.as_json() for record in records], ensure_ascii=False, indent=1) + "\n"


def as_csv(records: Sequence[Record], forms: Mapping[str, Form]) -> str:
    """The records as CSV (RFC 4180), a row each; the columns are all that any of them has."""
    rows = [as_row(record, forms[record.form]) for record in records]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue()
