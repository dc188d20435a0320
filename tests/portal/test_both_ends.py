"""Two processes that work towards each other do everything, and nothing twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from portal import both_ends
from portal.both_ends import from_both_ends


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_ends.os, "sched_getaffinity", lambda _: {0, 1})


@pytest.mark.parametrize("count", [0, 1, 2, 39, 40, 41, 99, 100, 101, 199, 1000, 5003])
def test_everything_is_done_and_nothing_twice(count: int) -> None:
    done = from_both_ends(list, range(count), worth_it=1)
    assert sorted(done) == list(range(count))


def test_whoever_is_slower_does_less() -> None:
    here = os.getpid()

    def slow_here(things: Iterable[int]) -> Iterator[bool]:
        for _ in things:
            yield os.getpid() == here
            time.sleep(0.01 if os.getpid() == here else 0)

    ours = from_both_ends(slow_here, range(400))
    assert len(ours) == 400
    assert sum(ours) < 100


@pytest.mark.parametrize("wrong", [0, 999])
def test_a_mistake_at_either_end_is_raised(wrong: int) -> None:
    def refusing(things: Iterable[int]) -> list[int]:
        for one in things:
            if one == wrong:
                raise ValueError(f"{one} is wrong")
        return []

    with pytest.raises(ValueError, match=f"{wrong} is wrong"):
        from_both_ends(refusing, range(1000))


def test_a_second_process_that_is_gone_is_told_as_such() -> None:
    here = os.getpid()

    def dying(things: Iterable[int]) -> Iterator[int]:
        for one in things:
            if os.getpid() != here:
                os._exit(1)
            time.sleep(0.001)
            yield one

    with pytest.raises(RuntimeError, match="the second process ended before its work did"):
        from_both_ends(dying, range(1000))


def test_what_goes_on_meanwhile_is_done_once_and_here() -> None:
    done: list[int] = []
    from_both_ends(list, range(1000), meanwhile=lambda: done.append(os.getpid()))
    assert done == [os.getpid()]


def test_no_file_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    from_both_ends(list, range(1000))
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
