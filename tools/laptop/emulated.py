"""The emulator's own process: MiniStack, told to stop when the program that started it has gone."""

from __future__ import annotations

import ctypes
import os
import runpy
import shutil
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run MiniStack until told to stop; its settings come from the environment. Its scratch folder goes with it."""
    _stop_with(os.getppid())
    sys.argv = ["ministack"]
    try:
        runpy.run_module("ministack", run_name="__main__")
    finally:
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


def _stop_with(parent: int) -> None:
    """Have Linux send us SIGTERM, which saves the data, if the parent dies without stopping us."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("The program that started the emulator is gone already.")


if __name__ == "__main__":
    main()
