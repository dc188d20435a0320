"""`make lighthouse`: full marks on every page named here, as a telephone on a slow network sees it, or exit 1."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from laptop.delivered import serving
from measure.lighthouse.report import MARKS, TIMES, NoReport, Report, read, together
from release.bundle import ROOT
from setup import browser

PAGES = (
    "/",
    "/guidance/09-timescale-for-notification/",
    "/time-limits/",
    "/forms/concern/",
    "/search/",
    "/summaries/",
    "/summaries/concerns-heard-one-at-a-time/",
    "/summaries/recommendations/",
    "/summaries/learning/",
)
"""A page of each kind that people come to."""
KEPT_OUT = ("/summaries/concerns-heard-one-at-a-time/",)
"""Pages that ask search engines to stay away, on purpose: that they do is not held against them."""
RUNS = 3
TRIES = 3  # Chromium records nothing of a page now and then, and says so
PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
CONFIG = Path(__file__).with_name("config.mjs")


def lighthouse(address: str) -> str:
    """What Lighthouse writes of a page, with its own settings for a telephone. Raises NoReport."""
    kept_out = ["--skip-audits=is-crawlable"] if address.endswith(KEPT_OUT) else []
    with tempfile.TemporaryDirectory() as folder:
        flags, written = Path(folder) / "flags.json", Path(folder) / "report.json"
        chromium = (ROOT / browser.FOUND).read_text().strip()
        flags.write_text(json.dumps({"chromePath": chromium, "chromeFlags": ["--headless=new", *browser.FLAGS]}))
        options = [f"--config-path={CONFIG}", f"--cli-flags-path={flags}", "--quiet", "--no-enable-error-reporting"]
        command = ["node", str(PROGRAM), address, "--output=json", f"--output-path={written}", *options, *kept_out]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if not written.is_file():
            raise NoReport(done.stderr.strip() or "Lighthouse said nothing.")
        return written.read_text("utf-8")


def main(run: Callable[[str], str] = lighthouse) -> int:
    """Print the marks of every page; 1 where one is not full. `run` gives Lighthouse's JSON of an address."""
    with tempfile.TemporaryDirectory() as beside, serving(ROOT / "build" / "site", Path(beside)) as origin:
        found = {page: together([_judged(origin + page, run) for _ in range(RUNS)]) for page in PAGES}
    print(table(found))
    return 0 if all(one.full for one in found.values()) else 1


def table(found: Mapping[str, Report]) -> str:
    """Marks and times, a line a page, and under a page what it lost marks for."""
    lines = [f"{'':42}" + "".join(f"{name:>16}" for name in MARKS) + "".join(f"{name:>8}" for name in TIMES)]
    for page, one in found.items():
        times = "".join(f"{one.times[name]:8.3f}" if name == "CLS" else f"{one.times[name]:8.0f}" for name in TIMES)
        lines.append(f"{page:42}" + "".join(f"{one.marks[name]:16.0f}" for name in MARKS) + times)
        lines += [f"    {lost}" for lost in one.lost if not one.full]
    return "\n".join(lines)


def _judged(address: str, run: Callable[[str], str]) -> Report:
    """One run. Raises NoReport when Lighthouse cannot judge the page, however often it is asked."""
    for _ in range(TRIES - 1):
        try:
            return read(run(address))
        except NoReport as refusal:
            print(f"{address}: {refusal} Once more.", file=sys.stderr)
    return read(run(address))


if __name__ == "__main__":
    sys.exit(main())
