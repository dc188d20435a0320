"""Does a list of things in two processes where there are two cores to do them."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

One = TypeVar("One")
Result = TypeVar("Result")

WORTH_IT = 40
"""Fewer things than these are done before a second process has started."""


def in_halves(
    work: Callable[[Sequence[One]], Result], things: Sequence[One], *, worth_it: int = WORTH_IT
) -> list[Result]:
    """What `work` makes of `things`: in one go, or of every second one in a process of its own. Raises what it raises.

    The second process is a copy of this one, so that it knows all that has been loaded. What it makes comes back
    pickled. Threads would not help: drawing is work for the interpreter, which does one thing at a time.
    """
    if len(things) < worth_it or _cores() < 2:
        return [work(things)]
    ours, theirs = multiprocessing.Pipe(duplex=False)
    second = multiprocessing.get_context("fork").Process(target=_do, args=(theirs, work, things[1::2]))
    second.start()
    theirs.close()
    try:
        own = work(things[::2])
        made, problem = ours.recv()
    except BaseException:
        second.terminate()
        raise
    finally:
        second.join()
    if problem is not None:
        raise problem
    return [own, made]


def _cores() -> int:
    """How many this process may use. Only Linux can be asked, and only there is forking safe: elsewhere it is one."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _do(answer: Connection, work: Callable[[Sequence[Any]], Any], things: Sequence[Any]) -> None:
    try:
        answer.send((work(things), None))
    except Exception as problem:
        answer.send((None, problem))
