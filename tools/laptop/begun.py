"""Whether a browser holds a draft of a form, which it tells by the names of its cookies.

The distribution's function in infra/template.yaml knows the same; tests/infra/routing.py holds both to one table.
"""

from __future__ import annotations

import re

from werkzeug.wrappers import Request

_START = re.compile(r"/forms/([a-z0-9-]+)/")


def holds_draft(request: Request, address: str) -> bool:
    """Whether `address` is where a form begins, and whoever asks for it began one already and wants no other."""
    start = _START.fullmatch(address)
    if start is None or "another" in request.args:
        return False
    own = re.compile(rf"(?:__Host-)?draft-{start[1]}(?:-|$)", re.IGNORECASE)
    return any(own.match(name) for name in request.cookies)
