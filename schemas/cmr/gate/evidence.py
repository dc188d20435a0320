"""What a summary still lacks for the gate, in an editor's words: what is missing, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from cmr import clock
from cmr.errors import BeyondCalendar
from cmr.gate.preconditions import Precondition, policy
from cmr.process.waiting import over
from cmr.summary import CLOSED, Summary

_SIGNS = re.compile(r"[^\w ]+")
TO_WRITE = "TO WRITE"
"""Stands in a new summary wherever somebody has to write something."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is in the way: the precondition it belongs to ("G6"), and what is to be done about it."""

    id: str
    what: str

    def __str__(self) -> str:
        return f"{self.id}: {self.what}"


def restricted(summary: Summary) -> Iterator[Missing]:
    """Why it must never be on the public site, whatever is on record (section 29)."""
    for text in summary.restrictions:
        yield Missing("restrictions", f"it is for restricted issue only, never for the public site ({text})")


def missing(summary: Summary, day: date) -> Iterator[Missing]:
    """Everything that is missing on `day`, precondition by precondition."""
    for one in policy().preconditions.values():
        for what in _lacking(one, summary, day):
            yield Missing(one.id, f"{one.title}: {what}")
        if one.id in _TEXT:
            yield from (Missing(one.id, what) for what in _TEXT[one.id](summary))


def _lacking(one: Precondition, summary: Summary, day: date) -> list[str]:
    """What the record of one precondition lacks."""
    approval = summary.gate.get(one.id)
    if approval is None or approval.empty:
        return [f"nothing is on record. {one.todo}"]
    found = [*_wrong_posts(one, approval.who)]
    if approval.not_applicable and approval.not_applicable not in one.reasons:
        found.append(f"'{approval.not_applicable}' is not a reason why it may not apply. {one.todo}")
    if not _shows(approval.evidence):
        found.append("`evidence` says nothing. Write SBNI's own reference to the minute, letter or note that shows it.")
    if approval.when is None:
        return [*found, f"`when` is missing. Write {one.when or 'the day on which it was signed'}."]
    if approval.when > day:
        signed = clock.in_words(approval.when)
        found.append(f"it is dated {signed}, which has not come. Write the day on which it was done.")
    elif one.wait:
        found += _not_counted(one.wait, approval.when)
    if one.not_before:
        found += _out_of_order(one, approval.when, summary)
    return found


def _shows(evidence: str) -> bool:
    """Whether somebody wrote more than that it is still to come."""
    said = _SIGNS.sub("", evidence.lower()).strip()
    return said != "" and said not in policy().no_evidence


@cache
def _wrong_posts(one: Precondition, who: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with who signed. The same few posts sign for every summary."""
    found = [
        f"'{post}' is not a post that signs: write posts, never names. It is signed by the {_may(one)}."
        for post in who
        if post not in policy().posts
    ]
    signed = {post for post in who if post in one.signed_by}
    if not signed:
        found.append(f"nobody who may sign has signed. Ask the {_may(one)}.")
    elif len(signed) < one.signatures:
        found.append(f"it needs {one.signatures} signatures from different posts and has {len(signed)}. {one.todo}")
    return tuple(found)


def _may(one: Precondition) -> str:
    return " or ".join(one.signed_by)


def _not_counted(rule: str, done: date) -> list[str]:
    try:
        over(rule, done)
    except BeyondCalendar as beyond:
        return [f"nobody can say when the wait is over. {beyond}"]
    return []


def _out_of_order(one: Precondition, when: date, summary: Summary) -> list[str]:
    """Every precondition that has to come first and is dated later."""
    before = {name: first.when for name in one.not_before if (first := summary.gate.get(name))}
    return [
        f"it is dated {clock.in_words(when)}, before {name} on {clock.in_words(first)}. {name} comes first: "
        "look at both dates."
        for name, first in before.items()
        if first and when < first
    ]


def _unfinished(summary: Summary) -> Iterator[str]:
    """What G1 asks of the text itself (section 26)."""
    if not summary.learning:
        yield "`learning` is empty. Write at least one learning point."
    if not summary.recommendations:
        yield "there is no recommendation. Write at least one [[recommendations]]."
    for number, one in enumerate(summary.recommendations, 1):
        if one.unanswered:
            yield f"recommendation {number} does not say how it is {' or '.join(one.unanswered)}."
    if TO_WRITE in summary.file.body or TO_WRITE in summary.file.matter.text:
        yield f"the text is not finished. Look for {TO_WRITE}."


def _still_open(summary: Summary) -> Iterator[str]:
    """What G8 asks of [[processes]] (section 29)."""
    for process in summary.processes:
        called = policy().processes.get(process.what, process.what)
        if process.status != CLOSED:
            yield f"a process is open ({called}). When it has ended, mark it closed and say what shows it."
        elif not _shows(process.evidence):
            yield f"a process is closed ({called}) and nothing shows it. Write its `evidence`."


def _unready(summary: Summary) -> Iterator[str]:
    """What G18 asks of the front matter."""
    if not summary.content_warning.strip():
        yield "`content_warning` is empty. Write what a reader should know before reading on."
    if not summary.support:
        yield "`support` is empty. Name the groups of numbers that the page shows."
    if summary.review is None:
        yield "`review` is missing. Write the day by which somebody looks at it again."


_TEXT: Mapping[str, Callable[[Summary], Iterator[str]]] = {"G1": _unfinished, "G8": _still_open, "G18": _unready}
