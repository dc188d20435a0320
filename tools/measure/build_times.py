"""How long the site's build takes: its steps from nothing, and again after one page has changed.

Each run is a process of its own, in a folder of its own in memory: making files on a disk can cost more than the build.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from measure.measurement import Measurement
from portal.freezing import PAGES
from release.bundle import ROOT

TURNS = 3
CHANGED = {
    "a page outside the guidance": "pages/help.md",
    "a guidance page": "guidance/09-timescale-for-notification.md",
}
STEPS = """
import json, time
from pathlib import Path
seconds, last = {}, time.perf_counter()
def step(name):
    global last
    seconds[name], last = time.perf_counter() - last, time.perf_counter()
from portal import guide
from portal.freezing.compiled import with_compiled
from portal.freezing.freeze import freeze
from portal.pages import library
from portal.pages.site_map import PDF
from portal.search.search_index import write_index
from portal.settings import read_settings
content, site = Path("content"), Path("site").absolute()
step("start and imports")
library.load_library(content, show_unverified_numbers=True)
step("content read and checked")
app = guide.create_guide(content, with_compiled(read_settings(content, {"TEMPLATES": Path("templates")})))
step("content read again, words drawn")
freeze(app, guide.addresses_of(app), site)
step("pages frozen, templates compiled")
write_index(app.extensions["library"], site)
step("search index")
freeze(app, [PDF], site)
step("PDF")
print(json.dumps(seconds))
"""


def build_times() -> Iterator[Measurement]:
    """A clean build step by step, then whole builds. Raises RuntimeError where a rebuild differs from a clean build."""
    runs = [_steps() for _ in range(TURNS)]
    for name in runs[0]:
        yield Measurement(f"site, {name}", statistics.median(run[name] for run in runs), "s", f"median of {TURNS}")
    yield from _whole_builds()


def _steps() -> dict[str, float]:
    """The seconds of each step in one process, nothing kept from before."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        place = make_place(Path(folder))
        done = subprocess.run(
            [sys.executable, "-c", STEPS], cwd=place, env=environment(), check=True, capture_output=True, text=True
        )
        seconds: dict[str, float] = json.loads(done.stdout)
        return seconds


def _whole_builds() -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        place = make_place(Path(folder))
        yield Measurement("site, clean build, everything", build(place).end, "s", _pages(place))
        again = statistics.median(build(place).end for _ in range(TURNS))
        yield Measurement("site, nothing changed", again, "s", f"median of {TURNS}")
        for what, page in CHANGED.items():
            built = [_after_change(place, page) for _ in range(TURNS)]
            pages, end = (statistics.median(getattr(one, when) for one in built) for when in ("pages", "end"))
            yield Measurement(f"site, rebuild after {what} changed", pages, "s", f"{page}, median of {TURNS}")
            yield Measurement("site, the same, its PDFs too", end, "s", "the same bytes as a clean build, each time")


def _after_change(place: Path, page: str) -> BuildTime:
    """The seconds of a rebuild, which must be what a clean build of the same words is, byte for byte."""
    with (place / "content" / page).open("a", encoding="utf-8") as file:
        file.write("\nA sentence that was not there before.\n")
    built = build(place)
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        clean = make_place(Path(folder), content=place / "content")
        build(clean)
        if files_in(clean / "build" / "site") != files_in(place / "build" / "site"):
            raise RuntimeError(f"a rebuild after a change of {page} is not what a clean build is")
    return built


@dataclass(frozen=True)
class BuildTime:
    """Seconds from nothing running to the pages in their place, and to the end of the process."""

    pages: float
    end: float


def build(place: Path, more: Mapping[str, str] = MappingProxyType({})) -> BuildTime:
    """Build the site of a place with the command that publishes, in an environment that says `more`."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "portal.build", "build/site"]
    with subprocess.Popen(command, cwd=place, env=environment(more), stdout=subprocess.PIPE, text=True) as process:
        said = [(time.perf_counter() - start, line.strip()) for line in process.stdout or ()]
    if process.returncode:
        raise RuntimeError(f"the build failed: {said}")
    return BuildTime(next(seconds for seconds, line in said if line == PAGES), time.perf_counter() - start)


def make_place(folder: Path, *, content: Path = ROOT / "content") -> Path:
    """A place to build in: a copy of the content, and nothing that an earlier build has kept."""
    shutil.copytree(content, folder / "content")
    return folder


def environment(more: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The environment of a build: where the stylesheet and the PDF's font are, which no build makes, and `more`."""
    fonts = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    stylesheet = ROOT / "build" / "styles" / "site.css"
    return {**os.environ, "PORTAL_STYLESHEET": str(stylesheet), "PORTAL_FONTS": str(fonts), **more}


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path there."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _pages(place: Path) -> str:
    return f"{len(list((place / 'build' / 'site').rglob('*.html')))} pages, the PDF and the search index, in memory"


def in_memory() -> str | None:
    """A folder in memory, where the machine has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of ours inside it
