"""`make serve`: the whole service at one address, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from laptop import stack
from laptop.deploy import DeployFailed
from laptop.emulator import EmulatorFailed
from laptop.stack import PortInUse


def main() -> None:
    """Run the stack at $PORT (8000) until told to stop; the data stays under .local."""
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: told_to_stop.set())
    print("Starting the emulator and deploying infra/template.yaml ...", flush=True)
    try:
        with stack.running(port=int(os.environ.get("PORT", "8000")), state=_state()) as here:
            print(f"Ready:   {here.address}/", flush=True)
            print(f"Mailbox: {here.address}/_local/mail/   (Ctrl-C stops everything; the data stays)", flush=True)
            told_to_stop.wait()
            print("\nStopping, and saving what was sent ...", flush=True)
    except (PortInUse, EmulatorFailed, DeployFailed) as failed:
        sys.exit(str(failed))


def _state() -> Path:
    """Where the data is kept: .local, or the folder that $LOCAL_FOLDER names."""
    return Path(os.environ.get("LOCAL_FOLDER", stack.STATE))


if __name__ == "__main__":
    main()
