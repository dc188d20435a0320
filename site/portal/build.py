"""Builds the site: `python -m portal.build build/site`. This is the command; `portal.freezing` does it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from cmr import clock
from cmr.errors import ContentError
from portal.freezing import build
from portal.pages.booklet import CannotPrint


def main(arguments: Sequence[str]) -> int:
    """Build `content/` of the current folder. Says in one line what is wrong with the content, and where."""
    asked = _asked(arguments)
    try:
        with clock.on(asked.day):
            built = build(Path("content"), asked.destination, say=partial(print, flush=True))
    except (ContentError, CannotPrint) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for reminder in built.reminders:
        print(reminder, file=sys.stderr)
    print(f"{built.files} files in {asked.destination}, {built.made} of them made anew")
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    command = argparse.ArgumentParser(prog="python -m portal.build", description="Builds the site.")
    command.add_argument("destination", type=Path, nargs="?", default=Path("build/site"))
    command.add_argument("--day", type=date.fromisoformat, help="as it will be on that day (2026-12-01), not today")
    return command.parse_args(arguments)


def leave(code: int) -> NoReturn:
    """End the process here and now: Python would first take apart all that it holds, a tenth of the whole time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    gc.disable()  # what a build makes it keeps, and it is soon over: there is no waste to look for
    leave(main(sys.argv[1:]))
