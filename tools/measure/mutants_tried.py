"""Tries mutants: for each, a process of its own in which the module is imported with the mistake, and tests are run.

No file is changed: the mistake is in what is imported. Processes are forked from one that has loaded pytest and the
libraries already, for loading those takes longer than most tests. Of ours it has loaded nothing that is to be mutated.
A test that starts a Python of its own runs it without the mistake.
"""

from __future__ import annotations

import importlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path, PurePosixPath
from types import CodeType, ModuleType

import hypothesis
import pytest

from measure.mutants_made import Mutant

ROOT = Path(__file__).parents[2]
AT_ONCE = 2
LOADED = ("boto3", "click", "cryptography", "jinja2", "marshmallow", "moto", "moto.dynamodb", "moto.kms")
MEMORY = 3 * 2**30
"""Bytes that a mutant's process may take. One that never ends may fill the machine before its time is over."""
QUIET = ("--quiet", "--exitfirst", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
PROFILE = "mutants"


class BrokenTests(Exception):
    """Tests that fail without a mutant: they prove nothing."""


class _Mutated(SourceFileLoader):
    """Loads one module as the mutant has it."""

    def __init__(self, module: str, source: str) -> None:
        super().__init__(_imported_as(module), str(ROOT / module))
        self.made = compile(source, self.path, "exec")

    def get_code(self, fullname: str) -> CodeType:
        return self.made


@dataclass(frozen=True)
class _Finder(MetaPathFinder):
    """Finds that module before Python finds its file."""

    loader: _Mutated

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        asked = fullname == self.loader.name
        return spec_from_file_location(fullname, self.loader.path, loader=self.loader) if asked else None


def _imported_as(module: str) -> str:
    """The name under which a module's file is imported: what is below its source root."""
    _, *steps = PurePosixPath(module).with_suffix("").parts
    return ".".join(steps)


def load() -> None:
    """Load what every process needs."""
    for name in LOADED:
        importlib.import_module(name)


def survivors(module: str, mutants: Iterable[Mutant], tests: Sequence[str]) -> Iterator[Mutant]:
    """The mutants of a module that the tests do not notice. One that hangs is noticed.

    Raises BrokenTests where the tests fail without any mutant.
    """
    seconds = _seconds(module, tests)
    running: dict[int, Mutant] = {}
    for mutant in mutants:
        if len(running) == AT_ONCE:
            yield from _ended(running)
        running[_begun(module, mutant.source, tests, seconds)] = mutant
    while running:
        yield from _ended(running)


def _seconds(module: str, tests: Sequence[str]) -> int:
    """How long a mutant may take: several times what the tests take without one, while another runs beside them."""
    began = time.monotonic()
    _, status = os.waitpid(_begun(module, (ROOT / module).read_text("utf-8"), tests, 0), 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise BrokenTests(f"{' '.join(tests)}: these fail without a mutant")
    return 20 + 4 * round(time.monotonic() - began)


def _begun(module: str, source: str, tests: Sequence[str], seconds: int) -> int:
    """Start the process that tries a mutant, and give its number. Its alarm ends it, whatever it is doing."""
    child = os.fork()
    if child:
        return child
    result = 1
    with suppress(BaseException):  # a mutant may not even be imported
        signal.alarm(seconds)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        _hush()
        _first_example_is_enough()
        sys.meta_path.insert(0, _Finder(_Mutated(module, source)))
        result = int(pytest.main([*QUIET, f"--hypothesis-profile={PROFILE}", *tests]))
    os._exit(result)


def _first_example_is_enough() -> None:
    """Have hypothesis look for no smaller example than the first it finds, and for the same ones every time."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(PROFILE, phases=phases, database=None, deadline=None, derandomize=True)


def _hush() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _ended(running: dict[int, Mutant]) -> Iterator[Mutant]:
    """Wait for one of the processes; its mutant, where it survived."""
    child, status = os.wait()
    mutant = running.pop(child)
    if os.waitstatus_to_exitcode(status) == 0:
        yield mutant
