"""How long thousands of published summaries take, beside Hugo building pages of the same content from the same files.

Everything happens in memory, for making files on a disk can cost more than the build. What is compared is a whole
process of each in turns, both with all cores, into a folder that is not there; a ratio is the median of those of each
turn. What Hugo has no counterpart for is timed apart: the scan for what may identify a child, the search index, PDFs.
So is compiling templates, which ours keep as Python keeps its modules: once for a release.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli

import portal
from measure.build_times import environment, in_memory
from measure.filter_times import filter_times
from measure.measurement import Measurement
from measure.memory_used import peak_megabytes
from measure.summaries_made import DOCUMENTS
from measure.summary_place import APART, HUGOS, OURS, SHOWN, forget, hugo_command, made, our_command, summary_place
from measure.summary_rebuilds import rebuilds
from portal.addresses import file_of
from portal.look.stylesheet import Stylesheet
from portal.pages.summary_addresses import INDEX, SEARCHED
from release.bundle import ROOT

COUNTS = {1000: 9, 5000: 5}
"""How many summaries, and how often they are built: what is soon over is disturbed more."""
AS_MANY_PAGES = 0.02
AS_LARGE = 0.15
TOO_LONG = 600


@dataclass(frozen=True)
class TimedRun:
    """How long a program took, and how much processor time: that depends less on what else the machine is doing."""

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Turn:
    """One run of each, and the seconds of our steps."""

    ours: TimedRun
    hugo: TimedRun
    steps: Mapping[str, float]


def summary_times() -> Iterator[Measurement]:
    """All of it. Raises RuntimeError where the two make different things, or a rebuild is not what a clean build is."""
    medians = []
    for count, turns_of in COUNTS.items():
        with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
            place = summary_place(Path(folder), count)
            yield from _apart(place, count)
            load = os.getloadavg()[0]
            turns = [_turn(place) for _ in range(turns_of)]
            medians.append(statistics.median(turn.ours.seconds for turn in turns))
            yield from _compared(turns, count, load)
            yield from _alike(place, count)
            yield from _memory(place, count)
            yield from _sizes(place, count)
            yield from filter_times(_with_style(place), count)
            if count == max(COUNTS):
                yield from rebuilds(place, count)
    growth = medians[-1] / medians[0] / (max(COUNTS) / min(COUNTS))
    yield Measurement("summaries, time of one among 5,000 / among 1,000", growth, "ratio", "1 is linear growth")


def _turn(place: Path) -> Turn:
    """Ours, then Hugo's."""
    forget(place)
    start, used = time.perf_counter(), _cpu()
    steps = _steps(made("pages", place), start)
    ours = TimedRun(time.perf_counter() - start, _cpu() - used)
    start, used = time.perf_counter(), _cpu()
    subprocess.run(hugo_command(place), cwd=place, check=True, timeout=TOO_LONG)
    return Turn(ours, TimedRun(time.perf_counter() - start, _cpu() - used), steps)


def _cpu() -> float:
    """The seconds that the processes started from here, and those that they started, have had on all cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _steps(said: Mapping[str, Any], start: float) -> Mapping[str, float]:
    """The seconds of each step: the clock is the same for all processes."""
    done, spent = said["done"], said["spent"]
    began, read, end = (done[name] for name in ("start and imports", "read and checked", "drawn and written"))
    return {
        "start and imports": began - start,
        "read and checked": read - began,
        "drawn": spent["drawing"],
        "frozen and written": end - read - spent["drawing"],
    }


def _apart(place: Path, count: int) -> Iterator[Measurement]:
    """What is timed apart. It goes first, because the scan remembers from build to build what it found clean."""
    said = made("apart", place)
    done, spent = said["done"], said["spent"]
    yield Measurement(f"{count} summaries, scan for what may identify", spent["scan"], "s", "timed apart, once")
    search = done["search index"] - done["read and checked"]
    yield Measurement(f"{count} summaries, search index", search, "s", "timed apart, once")
    one = (done["documents"] - done["search index"]) / DOCUMENTS
    yield Measurement(f"{count} summaries, each PDF", one, "s", f"timed apart, {DOCUMENTS} of them on all cores")
    compiled = done["templates"] - done["documents"]
    yield Measurement(f"{count} summaries, templates compiled", compiled, "s", "timed apart, once for a release")


def _compared(turns: Sequence[Turn], count: int, load: float) -> Iterator[Measurement]:
    for name, runs in (("ours", [turn.ours for turn in turns]), ("Hugo", [turn.hugo for turn in turns])):
        times = [run.seconds for run in runs]
        how = f"{min(times):.2f} to {max(times):.2f}, load average before {load:.1f}"
        yield Measurement(f"{count} summaries, clean build, {name}", statistics.median(times), "s", how)
        cpu = statistics.median(run.cpu for run in runs)
        yield Measurement(f"{count} summaries, clean build, {name}", cpu, "s CPU", "of all cores together")
    for unit in ("seconds", "cpu"):
        ratio = statistics.median(getattr(turn.ours, unit) / getattr(turn.hugo, unit) for turn in turns)
        yield Measurement(f"{count} summaries, clean build, ours / Hugo", ratio, "ratio", f"{unit}, {len(turns)} turns")
    for step in turns[0].steps:
        seconds = statistics.median(turn.steps[step] for turn in turns)
        yield Measurement(f"{count} summaries, ours: {step}", seconds, "s", "in the first of two processes")


def _alike(place: Path, count: int) -> Iterator[Measurement]:
    """How many pages each has made and how large they are. Raises RuntimeError where they are not about the same."""
    ours, hugo = (_pages(place / folder) for folder in (OURS, HUGOS))
    pages, sizes = len(ours) / len(hugo), statistics.mean(ours) / statistics.mean(hugo)
    if abs(pages - 1) > AS_MANY_PAGES or abs(sizes - 1) > AS_LARGE:
        raise RuntimeError(f"ours and Hugo's are not alike: {pages:.3f} of the pages, {sizes:.3f} of the size")
    for name, sizes_of in (("ours", ours), ("Hugo", hugo)):
        yield Measurement(f"{count} summaries, pages of {name}", len(sizes_of), "pages")
        yield Measurement(f"{count} summaries, a page of {name}", statistics.mean(sizes_of), "bytes", "HTML, mean")


def _pages(folder: Path) -> list[int]:
    return [page.stat().st_size for page in folder.rglob("*.html")]


def _memory(place: Path, count: int) -> Iterator[Measurement]:
    forget(place)
    for name, command in (("ours", our_command("pages")), ("Hugo", hugo_command(place))):
        most = peak_megabytes(command, place, environment(SHOWN))
        yield Measurement(f"{count} summaries, memory of {name}", most, "MB", "all its processes, shared pages once")


def _with_style(place: Path) -> Path:
    """Put beside what was built what its pages load from the rest of the site."""
    shutil.copy(Path(portal.__file__).with_name("templates") / "favicon.svg", place / OURS)
    stylesheet = Stylesheet.read(ROOT / "build" / "styles" / "site.css")
    (place / OURS / stylesheet.address.lstrip("/")).write_text(stylesheet.text, encoding="utf-8")
    return place / OURS


def _sizes(place: Path, count: int) -> Iterator[Measurement]:
    indexes = {
        "the lists' index": place / OURS / file_of(INDEX),
        "the search index": place / APART / file_of(SEARCHED),
    }
    for name, file in indexes.items():
        text = file.read_bytes()
        yield Measurement(f"{count} summaries, {name}", len(text), "bytes", "raw")
        yield Measurement(f"{count} summaries, {name}", len(brotli.compress(text)), "bytes", "brotli")
