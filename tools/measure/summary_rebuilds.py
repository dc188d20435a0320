"""How long one changed summary among thousands takes, and whether the site is then what a clean build makes of it."""

from __future__ import annotations

import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cmr.summaries.folder import FOLDER, INVENTED
from measure.build_times import TURNS, build, files_in, in_memory, make_place
from measure.measurement import Measurement
from measure.summary_place import SHOWN, made


def rebuilds(place: Path, count: int) -> Iterator[Measurement]:
    """One summary changed, by the command that publishes: the seconds until its pages are in their place."""
    made("whole", place)
    paths = sorted((place / "content" / FOLDER / INVENTED).glob("*.md"))
    for at, what in enumerate(("text", "title")):
        built = []
        for path in paths[at * TURNS : (at + 1) * TURNS]:
            path.write_text(changed(path.read_text(encoding="utf-8"), what), encoding="utf-8")
            built.append(build(place, SHOWN))
        _refuse_difference(place, what)
        pages, end = (statistics.median(getattr(one, when) for one in built) for when in ("pages", "end"))
        yield Measurement(f"{count} summaries, rebuild after one {what} changed", pages, "s", f"median of {TURNS}")
        yield Measurement(f"{count} summaries, the same, its PDF too", end, "s", "the same bytes as a clean build")


def changed(text: str, what: str) -> str:
    """A summary's file with another title, or with a sentence more."""
    if what == "title":
        return re.sub(r'^title = "(.*)"$', r'title = "\1 again"', text, count=1, flags=re.MULTILINE)
    return f"{text}\nA sentence that was not there before.\n"


def _refuse_difference(place: Path, what: str) -> None:
    """Raise RuntimeError where a clean build of the same words would have made other bytes. PDFs are left out."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        clean = make_place(Path(folder), content=place / "content")
        (clean / "build").mkdir()
        shutil.copy(place / "build" / "site.scanned", clean / "build")
        made("whole", clean)
        if _but_pdfs(clean) != _but_pdfs(place):
            raise RuntimeError(f"a rebuild after a {what} changed is not what a clean build is")


def _but_pdfs(place: Path) -> Mapping[str, bytes]:
    return {name: made for name, made in files_in(place / "build" / "site").items() if not name.endswith(".pdf")}
