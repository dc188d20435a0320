"""Does a list of things in two processes where there are two cores: one from the front, one from the back.

The second is forked, and only where this process has one thread: a lock that another thread holds at that moment would
stay locked in the copy for ever. `docs/decisions/0018` says what else was looked at.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

One = TypeVar("One")
Result = TypeVar("Result")

WORTH_IT = 40
"""Fewer things than these are done before a second process would have started."""
THREADS = Path("/proc/self/task")
"""Linux's own list, which has the threads of libraries too. Python's list has only those that Python started."""
TURNS = 100
"""How often the two ask for more. They end at about the same time, whatever each thing takes."""


def from_both_ends(
    work: Callable[[Iterable[One]], Iterable[Result]],
    things: Sequence[One],
    *,
    worth_it: int = WORTH_IT,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Result]:
    """What `work` gives for `things`, done here from the front, and in a second process from the back until they meet.

    Where there are fewer than `worth_it`, one core or a second thread, all of it is done here, in one go. The second
    process is a copy of this one, so that it has all that has been loaded. What it gives comes back pickled. While it
    is already at work, this one first calls `meanwhile`. Raises what `work` raises, in either process.
    Threads would not help: drawing is work for the interpreter, which does one thing at a time.
    """
    if len(things) < worth_it or _cores() < 2 or _threads() > 1:
        return list(work(things))
    size = len(things) // TURNS + 1
    parts = [things[at : at + size] for at in range(0, len(things), size)]
    tickets = _tickets(len(parts))
    ours, theirs = multiprocessing.Pipe(duplex=False)
    back = _with(tickets, parts[::-1])
    second = multiprocessing.get_context("fork").Process(target=_do, args=(theirs, work, back))
    second.start()
    theirs.close()  # the copy has its own: as long as ours is open, we would not notice that the second process ended
    try:
        meanwhile()
        given = list(work(_with(tickets, parts)))
        # Before it is joined: the second process cannot end until what it sends has been read.
        pickled, problem = _heard(ours)
    except BaseException:
        second.terminate()
        raise
    finally:
        os.close(tickets)
        second.join()
    if problem is not None:
        raise problem
    while pickled:  # one by one, so that nothing is there twice
        given.append(pickle.loads(pickled.pop()))  # noqa: S301 - our own second process wrote it
    return given


def _heard(second: Connection) -> tuple[list[bytes], Exception | None]:
    try:
        heard: tuple[list[bytes], Exception | None] = second.recv()
    except EOFError as ended:
        raise RuntimeError("the second process ended before its work did: is there enough memory?") from ended
    return heard


def _tickets(count: int) -> int:
    """A pipe from which both processes take so many bytes, one at a time, and after them nothing: no lock is needed."""
    taken, given = os.pipe()
    os.write(given, bytes(count))
    os.close(given)
    return taken


def _with(tickets: int, parts: Iterable[Sequence[One]]) -> Iterator[One]:
    """One part after the other, as long as there are tickets."""
    for part in parts:
        if not os.read(tickets, 1):
            return
        yield from part


def _cores() -> int:
    """How many this process may use. Only Linux can be asked, and only there is forking safe: elsewhere we say one."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _threads() -> int:
    return len(list(THREADS.iterdir()))


def _do(answer: Connection, work: Callable[[Iterable[Any]], Iterable[Any]], things: Iterable[Any]) -> None:
    """Do the work in the second process and send it back: what was made, or the exception that ended it.

    Each thing is pickled as soon as it is made. That counts as work, so that whoever has to pickle takes fewer things.
    """
    try:
        answer.send(([pickle.dumps(one) for one in work(things)], None))
    except Exception as problem:
        answer.send(([], problem))
