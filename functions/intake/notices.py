"""What a page must say before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from casebook.errors import TooMuch
from web.pages import contacts, renderer


def notices(
    *,
    failed: Exception | None = None,
    dropped: Sequence[str] = (),
    other: Sequence[tuple[str, Sequence[str]]] = (),
    carrying: bool = False,
    others: str = "",
) -> Markup:
    """It was not saved, something was left out, another window has kept
    something `other`, the page carries what a cookie would, or there are drafts begun before, at `others`.
    """
    return renderer().page(
        "intake/notices.html",
        failed=failed,
        too_much=isinstance(failed, TooMuch),
        dropped=dropped,
        other=other,
        carrying=carrying,
        others=others,
        contacts=contacts(),
    )
