"""Opens records for the office. The audit is written first: what could not be written down is not shown."""

from __future__ import annotations

from casebook import audit, records
from casebook.errors import Altered, NoRecord
from casebook.records import Record
from desk.errors import DeskError


def read(reference: str, *, who: str, action: str, why: str) -> Record:
    """Open a record, its audit written beforehand. Raises DeskError where there is none to open; Unavailable."""
    try:
        sealed = records.find(reference)
        audit.write(reference, who=who, action=action, why=why)
        return records.opened(sealed)
    except NoRecord as absent:
        raise DeskError(f"There is no record with the reference {reference}.") from absent
    except Altered as altered:
        raise DeskError(
            f"The record {reference} does not open: it was altered, or moved from another reference."
        ) from altered
