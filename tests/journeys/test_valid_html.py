"""The HTML of every page that somebody came to, the functions' own above all. Runs after the others: see its name."""

from __future__ import annotations

import re
from pathlib import Path

from valid_html import invalid_html

FORMS = ("Raise a concern", "Notify SBNI about a case", "Is the child or family known to your agency?")


def test_every_page_on_every_journey_is_valid_html(kept_pages: Path) -> None:
    pages = [page.read_text("utf-8") for page in kept_pages.glob("*.html")]
    titles = "\n".join(found[1] for page in pages if (found := re.search("<title>(.*)</title>", page)))
    unseen = [form for form in FORMS if not re.search(f"Error: .*{re.escape(form)}", titles)]
    assert unseen == [], "run it together with test_personas.py, which keeps the pages"
    assert invalid_html(kept_pages) == []
