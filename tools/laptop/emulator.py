"""The laptop's AWS: MiniStack in a process of its own, reachable from this machine only."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from laptop import ports

REGION = "eu-west-2"
# The emulator lets this key do everything, whatever it is signed with; it is reachable from this machine only.
ACCESS_KEY = "laptop"
SECRET_KEY = "laptop"  # noqa: S105 (a secret that opens nothing)
START_SECONDS = 60
STOP_SECONDS = 30


class EmulatorFailed(Exception):
    """The emulator did not start, or stopped by itself; the message has the end of its log."""


@dataclass(frozen=True)
class Emulator:
    """A running emulator, and where it listens."""

    endpoint: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def running(state: Path, *, environment: Mapping[str, str] | None = None) -> Iterator[Emulator]:
    """Run the emulator with its data under ``state``, which is saved when the block ends.

    ``environment`` is added to what the functions see, such as another endpoint for one service.
    Raises EmulatorFailed, also where another emulator keeps its data there.
    """
    with _alone(state):
        emulator = _started(state, environment or {})
        try:
            _wait_until_ready(emulator)
            yield emulator
        finally:
            _stop(emulator)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Hold the folder, so that two emulators never write over each other's data."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise EmulatorFailed(f"Another emulator runs with its data in {state}. Stop that one first.") from held
        yield


def _started(state: Path, environment: Mapping[str, str]) -> Emulator:
    _prepare(state)
    port, log = ports.free(), state / "emulator.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "laptop.emulated"],
            env={**_environment(state, port), **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours to pass on, once the requests under way are answered
        )
    return Emulator(f"http://{ports.HOST}:{port}", process, log)


def _prepare(state: Path) -> None:
    for folder in ("data", "objects"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    _forget_stream_positions(state / "data" / "lambda.json")


def _forget_stream_positions(kept: Path) -> None:
    """Forget how far streams were read: the emulator keeps that, but not the streams, and would skip new records."""
    if kept.exists():
        state = json.loads(kept.read_text())
        state["payload"].pop("dynamodb_stream_positions", None)
        kept.write_text(json.dumps(state))


def _environment(state: Path, port: int) -> dict[str, str]:
    """Nothing of the person's own AWS settings gets in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
    return kept | {
        "BIND_HOST": ports.HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AUTH": "true",  # every call is checked against the roles of the template
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state / "data"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "objects"),
        "TMPDIR": _scratch(state),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nowhere",  # functions run as plain processes, even where there is a Docker
        "LOG_LEVEL": "WARNING",  # below that it names whom each email goes to
    }


def _scratch(state: Path) -> str:
    """Where each function's code is unpacked: in memory where there is such a folder. `emulated` removes it."""
    memory = Path("/dev/shm")  # noqa: S108 (mkdtemp makes a folder of our own there)
    return tempfile.mkdtemp(prefix="learning-", dir=memory if os.access(memory, os.W_OK) else state)


def _wait_until_ready(emulator: Emulator) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if emulator.process.poll() is not None:
            break
        if _answers(f"{emulator.endpoint}/_ministack/ready"):
            return
        time.sleep(0.1)
    raise EmulatorFailed(f"The emulator did not start. The end of {emulator.log}:\n{_tail(emulator.log)}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 (our own address)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def _stop(emulator: Emulator) -> None:
    """Ask it to stop, which saves its data; end it, and its functions with it, if it does not."""
    emulator.process.send_signal(signal.SIGTERM)
    try:
        emulator.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(emulator.process.pid, signal.SIGKILL)
        emulator.process.wait()
