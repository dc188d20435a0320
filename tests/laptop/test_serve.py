"""`make serve` as a program: it says when it is ready, stops all that it started, and is plain about a port in use."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from laptop import ports
from release import bundle

READY = re.compile(r"^Ready: +(http://127\.0\.0\.1:\d+/)$", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place of its own for what is kept."""
    return tmp_path / "local"


def serve(folder: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "laptop"],
        env={**os.environ, "PORT": str(port), "LOCAL_FOLDER": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def children(pid: int) -> list[int]:
    """Every process that descends from one."""
    direct = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return direct + [grandchild for child in direct for grandchild in children(child)]


def gone(pids: list[int], *, seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not [pid for pid in pids if Path(f"/proc/{pid}").exists()]:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def serving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A running `make serve`."""
    program = serve(folder, ports.free())
    assert program.stdout
    for line in program.stdout:
        if READY.match(line):
            break
    yield program
    program.kill()
    program.wait()
    program.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_everything_that_it_started(
    serving: subprocess.Popen[str], number: signal.Signals, folder: Path
) -> None:
    started = children(serving.pid)
    assert started
    serving.send_signal(number)
    assert serving.wait(timeout=30) == 0
    assert gone(started)
    assert not (folder / "stack.json").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_when_it_is_killed_the_emulator_saves_and_stops_by_itself(serving: subprocess.Popen[str], folder: Path) -> None:
    started = children(serving.pid)
    serving.kill()
    assert gone(started)
    assert (folder / "aws" / "data" / "dynamodb.json").exists()


def test_a_port_in_use_is_said_plainly(folder: Path) -> None:
    with socket.create_server((ports.HOST, 0)) as other:
        port = other.getsockname()[1]
        program = serve(folder, port)
        said, _ = program.communicate(timeout=30)
    assert program.returncode == 1
    assert f"Port {port} is in use." in said
    assert "Traceback" not in said


def test_a_second_one_does_not_write_over_the_data_of_the_first(serving: subprocess.Popen[str], folder: Path) -> None:
    second = serve(folder, ports.free())
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "Another emulator runs with its data in" in said
    assert serving.poll() is None


def test_the_functions_find_all_they_need_in_the_bundle(tmp_path: Path) -> None:
    """Python sees nothing but its standard library and the bundle, and in it neither Flask nor our tools."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import intake.fill_in, intake.confirm, post.deliver, post.sweep, email_validator, phonenumbers, zoneinfo\n"
        "from casebook import aws\n"
        "from web import pages\n"
        "aws.dynamodb(), aws.kms(), aws.ses(), zoneinfo.ZoneInfo('Europe/London')\n"
        "pages.frame(), pages.renderer().environment.get_template('cmr/topic.html'), pages.contacts()\n"
        "wrong = {'flask', 'portal', 'laptop'} & set(sys.modules)\n"
        "sys.exit(f'imported {wrong}' if wrong else 0)\n"
    )
    shutil.copy(bundle.ROOT / "build" / "frame.html", tmp_path)
    folder = bundle.make(tmp_path)  # the one in build/ may be for another Python
    environment = {
        "AWS_DEFAULT_REGION": "eu-west-2",
        "CONTENT_FOLDER": "content",
        "FRAME": "frame.html",
        "COMPILED_TEMPLATES": "templates",
    }
    command = [sys.executable, "-S", "-I", "-c", script, str(folder)]
    ran = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
