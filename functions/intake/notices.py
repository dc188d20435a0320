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
    """What happened, or nothing: saving `failed`; answers were `dropped` because they no longer apply; another window
    kept `other` answers; the page is `carrying` what a cookie would hold; earlier drafts are at `others`.
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
