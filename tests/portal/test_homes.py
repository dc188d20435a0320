"""Every page that is said to serve an obligation of the guidance is on the site."""

from __future__ import annotations

from pathlib import Path

from cmr.derived.traceability import read_obligations


def test_every_page_that_serves_an_obligation_is_frozen(frozen: Path) -> None:
    homes = {page for one in read_obligations().all for page in one.pages}
    assert len(homes) > 40
    assert [page for page in sorted(homes) if not (frozen / page.strip("/") / "index.html").is_file()] == []
