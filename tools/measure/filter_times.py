"""How long a reader waits for the first narrowed list, and what is fetched for it, in a browser with nothing kept."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cmr.summary import ADDRESS
from laptop.delivered import serving
from measure.build_times import TURNS
from measure.measurement import Measurement
from release.bundle import ROOT
from setup import browser

THEME = "Neglect"


def filter_times(site: Path, count: int) -> Iterator[Measurement]:
    """From the choice of a theme to the list that it narrows down to; and the bytes, compressed, of both steps."""
    path, what = (ROOT / browser.FOUND).read_text().strip(), f"{count} summaries, first filtered result"
    with tempfile.TemporaryDirectory() as beside, serving(site, Path(beside)) as origin, sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=list(browser.FLAGS))
        seen = [_first_filtered(chromium, origin) for _ in range(TURNS)]
        chromium.close()
    seconds = statistics.median(one for one, _, _ in seen)
    yield Measurement(what, seconds * 1000, "ms", f"after a choice, median of {TURNS}")
    yield Measurement(what, seen[0][2], "bytes", "fetched after the choice")
    yield Measurement(f"{count} summaries, the list before a choice", seen[0][1], "bytes", "page, script, style")


def _first_filtered(chromium: Browser, origin: str) -> tuple[float, int, int]:
    """Seconds from the choice to the list, and the bytes fetched before and after the choice."""
    page = chromium.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(f"{origin}{ADDRESS}", wait_until="networkidle")
    before = sum(sizes)
    start = time.perf_counter()
    page.get_by_label("Theme").select_option(label=THEME)
    page.locator("#listed").wait_for(state="hidden")
    seconds = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    page.close()
    return seconds, before, sum(sizes) - before
