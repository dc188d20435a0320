"""How much memory a program takes at its most, with every process that it starts."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PROC = Path("/proc")
EVERY = 0.02
"""Seconds between two looks."""


def peak_megabytes(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """The most that `command` and its children hold together at one time, a page that several share counted once.

    The sum of their largest resident sizes would count twice what a forked process shares. Asking takes time, so this
    is a run by itself. Raises RuntimeError where the command fails. Linux only.
    """
    most = 0
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(_kilobytes(one) for one in _with_children(process.pid)))
            time.sleep(EVERY)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed while its memory was measured")
    return most / 1024


def _with_children(process: int) -> Iterator[int]:
    yield process
    try:
        children = (PROC / str(process) / "task" / str(process) / "children").read_text(encoding="ascii")
    except OSError:  # it has ended
        return
    for child in children.split():
        yield from _with_children(int(child))


def _kilobytes(process: int) -> int:
    """Its proportional set size (proc(5), smaps_rollup)."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
