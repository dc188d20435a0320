"""What is written to the log: that something happened and where, and nothing that anybody typed."""

from __future__ import annotations

import json
import sys

from casebook.errors import Refusal, Unavailable


def log(event: str, **facts: object) -> None:
    """One line of JSON: our words, names of forms and services, numbers. Never an answer, an address or a token."""
    print(json.dumps({"event": event, **facts}), file=sys.stdout)


def facts_of(refused: Refusal) -> dict[str, str]:
    """What may be logged of a refusal: which service failed, and its own name for what went wrong."""
    return {"service": refused.service, "code": refused.code} if isinstance(refused, Unavailable) else {}
