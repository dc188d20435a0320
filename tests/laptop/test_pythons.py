"""Every Python that we claim is looked for by running it, and what failed on one of them is seen."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from release import template
from release.bundle import ROOT
from setup import pythons
from setup.pythons import SuiteRun

WORKS = "#!/bin/sh\necho {} cpython\n"
SHIM = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with two folders for commands and a pyenv, and nothing in them."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}:{tmp_path / 'bin'}")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def put(python: Path, says: str) -> str:
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(says, "utf-8")
    python.chmod(0o755)
    return str(python)


def test_a_python_on_the_path_is_found(machine: Path) -> None:
    there = put(machine / "bin" / "python3.12", WORKS.format("3.12"))
    assert pythons.find("3.12") == there
    assert pythons.find("3.13") is None


def test_a_shim_that_does_not_work_is_passed_over(machine: Path) -> None:
    put(machine / "shims" / "python3.12", SHIM)
    assert pythons.find("3.12") is None
    there = put(machine / "bin" / "python3.12", WORKS.format("3.12"))
    assert pythons.find("3.12") == there


def test_a_python_that_is_kept_by_pyenv_is_found_and_the_newest_is_taken(machine: Path) -> None:
    put(machine / "shims" / "python3.13", SHIM)
    put(machine / "pyenv" / "versions" / "3.13.9" / "bin" / "python3.13", WORKS.format("3.13"))
    newest = put(machine / "pyenv" / "versions" / "3.13.10" / "bin" / "python3.13", WORKS.format("3.13"))
    assert pythons.find("3.13") == newest


@pytest.mark.parametrize("says", ["3.11 cpython", "3.13 cpythont", "3.13 pypy", ""])
def test_what_says_that_it_is_another_python_is_not_taken(machine: Path, says: str) -> None:
    put(machine / "bin" / "python3.13", f"#!/bin/sh\necho {says}\n")
    assert pythons.find("3.13") is None


def test_a_command_that_cannot_be_run_is_not_taken(machine: Path) -> None:
    put(machine / "bin" / "python3.13", WORKS.format("3.13"))
    (machine / "bin" / "python3.13").chmod(0o644)
    assert pythons.find("3.13") is None


def test_the_table_names_what_failed_what_could_not_be_installed_and_what_is_not_here() -> None:
    runs = [SuiteRun("3.11", 83.2, True, 7665), SuiteRun("3.12", 90.4, False, 7663, 2), SuiteRun("3.13", 0.3)]
    assert list(pythons.table(runs, ["3.14"])) == [
        "Python    passed  failed  seconds",
        "3.11        7665       0       83",
        "3.12        7663       2       90",
        "3.13         nothing ran        0",
        "Not tried, because not installed here: Python 3.14",
    ]


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (SuiteRun("3.13", 1, True, 5), 0),
        (SuiteRun("3.13", 1, False, 5, 1), 1),
        (SuiteRun("3.13", 1, False, 5), 1),
        (SuiteRun("3.13", 1), 1),
    ],
)
def test_one_that_fails_fails_all(machine: Path, last: SuiteRun, status: int) -> None:
    def run(minor: str, python: str, tests: Sequence[str]) -> SuiteRun:
        assert python.endswith(f"python{minor}")
        return last if minor == "3.13" else SuiteRun(minor, 1, True, 5)

    for minor in ("3.12", "3.13"):
        put(machine / "bin" / f"python{minor}", WORKS.format(minor))
    assert pythons.on_each(["3.12", "3.13", "3.14"], [], run) == status


def test_where_there_is_none_one_line_says_so(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pythons.on_each(["3.13"], []) == 0
    assert capsys.readouterr().out == "Not tried, because not installed here: Python 3.13\n"


def test_what_pytest_wrote_down_is_counted(tmp_path: Path) -> None:
    record = tmp_path / "record.xml"
    record.write_text('<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>', "utf-8")
    assert pythons.read("3.13", record, 1, good=False) == SuiteRun("3.13", 1, False, 3, 3)
    assert pythons.read("3.13", tmp_path / "none.xml", 1, good=False) == SuiteRun("3.13", 1)


def test_what_is_claimed_is_what_the_readme_and_make_say_and_has_production_in_it() -> None:
    claimed = pythons.claimed()
    assert f"Python {claimed[0]} to {claimed[-1]}," in (ROOT / "README.md").read_text("utf-8")
    assert template.python(template.read()) in claimed
    dry = ["make", "--dry-run", "--always-make", ".make/python"]
    said = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    first, last = (int(minor.removeprefix("3.")) for minor in (claimed[0], claimed[-1]))
    assert f"first, after = {first}, {last + 1};" in said
