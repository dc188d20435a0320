"""Two processes that work towards each other do everything, and nothing twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from portal import both_ends
from portal.both_ends import from_both_ends


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_ends.os, "sched_getaffinity", lambda _: {0, 1})


def listed(things: Iterable[int]) -> list[int]:
    return list(things)


@pytest.mark.parametrize("count", [0, 1, 2, 39, 40, 41, 99, 100, 101, 199, 1000, 5003])
def test_everything_is_done_and_nothing_twice(count: int) -> None:
    done = from_both_ends(listed, range(count), worth_it=1)
    assert sorted(one for part in done for one in part) == list(range(count))


def test_whoever_is_slower_does_less() -> None:
    here = os.getpid()

    def slow_here(things: Iterable[int]) -> int:
        done = 0
        for _ in things:
            time.sleep(0.01 if os.getpid() == here else 0)
            done += 1
        return done

    ours, theirs = from_both_ends(slow_here, range(400))
    assert ours + theirs == 400
    assert ours < 100


@pytest.mark.parametrize("wrong", [0, 999])
def test_a_mistake_at_either_end_is_raised(wrong: int) -> None:
    def refusing(things: Iterable[int]) -> None:
        for one in things:
            if one == wrong:
                raise ValueError(f"{one} is wrong")

    with pytest.raises(ValueError, match=f"{wrong} is wrong"):
        from_both_ends(refusing, range(1000))


def test_no_file_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    from_both_ends(listed, range(1000))
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
