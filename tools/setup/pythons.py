"""The Pythons that we claim, those that are here, and the tests on each: `python -m setup.pythons [production]`.

Each gets an environment of its own under .make/pythons, from uv.lock and from wheels alone, so that what would fail on
a machine without a compiler fails here too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from defusedxml import ElementTree
from packaging.specifiers import SpecifierSet

from release import template

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
PLACE = ROOT / ".make" / "pythons"
NOT_THE_BROWSER = ("--ignore", "tests/journeys")
OF_THE_FUNCTIONS = ("tests/intake", "tests/desk", "tests/infra", "tests/cmr")
ASK = "import sys; print('%d.%d' % sys.version_info[:2], sys.implementation.name + sys.abiflags)"
PATIENCE = 30
"""Seconds in which a Python has to say which one it is."""


@dataclass(frozen=True)
class SuiteRun:
    """The outcome of the tests on one Python. Without `passed`, nothing could be installed or no test could start."""

    python: str
    seconds: float
    good: bool = False
    passed: int | None = None
    failed: int = 0


def claimed(pyproject: Path = ROOT / "pyproject.toml") -> list[str]:
    """Every Python 3 that `requires-python` admits: `3.11`, `3.12` ..."""
    ours = SpecifierSet(tomllib.loads(pyproject.read_text("utf-8"))["project"]["requires-python"])
    return [minor for minor in (f"3.{number}" for number in range(100)) if ours.contains(f"{minor}.0")]


def find(minor: str) -> str | None:
    """The path of a Python that is this one, or None.

    Each candidate is asked: pyenv leaves a command `python3.13` on the PATH that fails where 3.13 is not chosen. One
    without the lock that threads share (`cpythont`) is another Python, with wheels of its own.
    """
    return next((str(one) for one in _candidates(minor) if _says(one) == f"{minor} cpython"), None)


def _candidates(minor: str) -> Iterator[Path]:
    """From the PATH, then from pyenv, the newest first."""
    name = f"python{minor}"
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    kept = sorted(pyenv.glob(f"{minor}[.-]*"), key=lambda folder: (len(folder.name), folder.name), reverse=True)
    for folder in [*folders, *(version / "bin" for version in kept)]:
        if (folder / name).is_file():
            yield folder / name


def _says(python: Path) -> str:
    """What a Python says it is; "" where it does not run."""
    try:
        done = subprocess.run([python, "-I", "-c", ASK], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def run(minor: str, python: str, tests: Sequence[str]) -> SuiteRun:
    """The tests on one Python, in its environment, which is brought up to date before."""
    print(f"Python {minor}: {python}", flush=True)
    began = time.monotonic()
    place, record = PLACE / minor, PLACE / f"{minor}.xml"
    record.unlink(missing_ok=True)
    if not _installed(place, python):
        return SuiteRun(minor, time.monotonic() - began)
    pytest = [str(place / "bin" / "pytest"), "--quiet", "--numprocesses", "2", f"--junit-xml={record}"]
    done = subprocess.run([*pytest, *tests], cwd=ROOT, check=False)
    return read(minor, record, time.monotonic() - began, good=done.returncode == 0)


def _installed(place: Path, python: str) -> bool:
    sync = [str(UV), "sync", "--quiet", "--locked", "--no-build", "--python", python]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(place)}
    return subprocess.run(sync, cwd=ROOT, env=environment, check=False).returncode == 0


def read(minor: str, record: Path, seconds: float, *, good: bool) -> SuiteRun:
    """What pytest has written down: it counts a test that was skipped or is an error among all tests."""
    if not record.is_file():
        return SuiteRun(minor, seconds)
    suites = ElementTree.parse(record).getroot().findall("testsuite")
    every, failures, errors, skipped = (
        sum(int(suite.attrib[name]) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    return SuiteRun(minor, seconds, good, every - failures - errors - skipped, failures + errors)


def table(runs: Sequence[SuiteRun], missing: Sequence[str]) -> Iterator[str]:
    """One line for each Python that was tried, and one for those that were not."""
    if runs:
        yield f"{'Python':8}{'passed':>8}{'failed':>8}{'seconds':>9}"
    for one in runs:
        if one.passed is None:
            yield f"{one.python:8}{'nothing ran':>16}{one.seconds:9.0f}"
        else:
            yield f"{one.python:8}{one.passed:8}{one.failed:8}{one.seconds:9.0f}"
    if missing:
        yield f"Not tried, because not installed here: Python {', '.join(missing)}"


def on_each(
    minors: Sequence[str], tests: Sequence[str], run: Callable[[str, str, Sequence[str]], SuiteRun] = run
) -> int:
    """Run the tests on those of the Pythons that are here, and print the table. 1 where one of them failed."""
    here = {minor: python for minor in minors if (python := find(minor))}
    runs = [run(minor, python, tests) for minor, python in here.items()]
    print(*table(runs, [minor for minor in minors if minor not in here]), sep="\n")
    return 0 if all(one.good for one in runs) else 1


def main() -> int:
    """Everything but the browser on every Python; or the functions' tests on production's."""
    if sys.argv[1:] == ["production"]:
        return on_each([template.python(template.read())], OF_THE_FUNCTIONS)
    return on_each(claimed(), NOT_THE_BROWSER)


if __name__ == "__main__":
    sys.exit(main())
