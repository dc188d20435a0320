"""Two processes that work towards each other do everything, and nothing twice. Beside a thread there is only one."""

from __future__ import annotations

import _thread
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.freezing import two_processes
from portal.freezing.two_processes import from_both_ends

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no second process")
alone = pytest.mark.alone


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_processes.os, "sched_getaffinity", lambda _: {0, 1})


@alone
def test_everything_is_done_and_nothing_twice() -> None:
    for count in (0, 1, 2, 39, 40, 41, 99, 100, 101, 199, 1000, 5003):
        done = from_both_ends(list, range(count), worth_it=1)
        assert sorted(done) == list(range(count))


@alone
def test_whoever_is_slower_does_less() -> None:
    here = os.getpid()

    def slow_here(things: Iterable[int]) -> Iterator[bool]:
        for _ in things:
            yield os.getpid() == here
            time.sleep(0.01 if os.getpid() == here else 0)

    ours = from_both_ends(slow_here, range(400))
    assert len(ours) == 400
    assert sum(ours) < 100


@alone
@pytest.mark.parametrize("wrong", [0, 999])
def test_a_mistake_at_either_end_is_raised(wrong: int) -> None:
    def refusing(things: Iterable[int]) -> list[int]:
        for one in things:
            if one == wrong:
                raise ValueError(f"{one} is wrong")
        return []

    with pytest.raises(ValueError, match=f"{wrong} is wrong"):
        from_both_ends(refusing, range(1000))


@alone
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


@alone
def test_what_goes_on_meanwhile_is_done_once_and_here() -> None:
    done: list[int] = []
    from_both_ends(list, range(1000), meanwhile=lambda: done.append(os.getpid()))
    assert done == [os.getpid()]


@alone
def test_no_file_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    from_both_ends(list, range(1000))
    assert len(list(Path("/proc/self/fd").iterdir())) <= before


def who_does(things: int) -> set[int]:
    """The processes that do so many things. There are two only if neither waits for the other to do them all."""

    def work(given: Iterable[int]) -> Iterator[int]:
        for _ in given:
            time.sleep(0.001)
            yield os.getpid()

    return set(from_both_ends(work, range(things)))


@alone
def test_a_process_of_one_thread_starts_a_second_one_and_nothing_warns() -> None:
    assert threading.active_count() == 1
    assert len(who_does(400)) == 2


@alone
def test_beside_another_thread_one_process_does_everything_and_nothing_warns() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        assert sorted(from_both_ends(list, range(1000))) == list(range(1000))
        assert who_does(400) == {os.getpid()}
    finally:
        ended.set()
        other.join()


@alone
def test_a_thread_that_python_did_not_start_counts() -> None:
    """Libraries start their own. This one stands for theirs: `threading` does not list it, and the kernel does."""
    with native_thread():
        assert threading.active_count() == 1
        assert who_does(400) == {os.getpid()}


@contextmanager
def native_thread() -> Iterator[None]:
    """A thread of which `threading` knows nothing."""
    ended = _thread.allocate_lock()
    ended.acquire()
    _thread.start_new_thread(ended.acquire, ())
    try:
        yield
    finally:
        ended.release()
