"""Lighthouse's report is read for its marks, and anything short of full marks fails the command and says why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from measure.lighthouse import __main__ as command
from measure.lighthouse.report import MARKS, TIMES, NoReport, read, together


def report(*, robots: float | None = 1, **scores: float | None) -> str:
    """Lighthouse's JSON, as far as we read it; full marks but for what is given here."""
    categories: dict[str, Any] = {name: {"score": scores.get(name, 1), "auditRefs": []} for name in MARKS}
    categories["seo"]["auditRefs"] = [{"id": "robots-txt", "weight": 1}, {"id": "hint", "weight": 0}]
    audits: dict[str, Any] = {audit: {"numericValue": at * 100} for at, audit in enumerate(TIMES.values())}
    audits["robots-txt"] = {"score": robots, "title": "robots.txt is not valid", "explanation": "It was not there"}
    audits["hint"] = {"score": 0, "title": "Something that counts for nothing"}
    return json.dumps({"categories": categories, "audits": audits})


def test_a_report_gives_marks_out_of_a_hundred_and_times() -> None:
    found = read(report(performance=0.98))
    assert found.marks == {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert found.times == {"FCP": 0, "LCP": 100, "TBT": 200, "CLS": 300}


@pytest.mark.parametrize(("robots", "lost"), [(0, ("robots.txt is not valid: It was not there",)), (1, ()), (None, ())])
def test_only_what_counts_and_was_not_passed_is_named(robots: float | None, lost: tuple[str, ...]) -> None:
    assert read(report(robots=robots)).lost == lost


@pytest.mark.parametrize("name", MARKS)
def test_one_mark_less_than_full_in_anything_is_not_full(name: str) -> None:
    assert read(report()).full
    assert not read(report(**{name: 0.99})).full


@pytest.mark.parametrize("text", [report(seo=None), json.dumps({"runtimeError": {"message": "NO_NAVSTART"}})])
def test_a_run_that_judged_nothing_is_no_report(text: str) -> None:
    with pytest.raises(NoReport, match=r"NO_NAVSTART|no mark for seo"):
        read(text)


def test_one_slow_run_in_three_is_forgiven_and_one_fault_in_three_is_not() -> None:
    slow, faulty, good = read(report(performance=0.8)), read(report(accessibility=0.97)), read(report())
    assert together([slow, good, good]).full
    assert together([slow, slow, good]).marks["performance"] == 80
    assert together([good, faulty, good]).marks["accessibility"] == 97


@pytest.mark.parametrize(("seo", "status"), [(1, 0), (0.91, 1)])
def test_the_command_fails_unless_every_page_has_full_marks(
    capsys: pytest.CaptureFixture[str], seo: float, status: int
) -> None:
    def run(address: str) -> str:
        last = address.endswith(command.PAGES[-1])
        return report(seo=seo, robots=int(seo)) if last else report()

    assert command.main(run) == status
    printed = capsys.readouterr().out
    assert all(f"\n{page} " in printed for page in command.PAGES)
    assert ("robots.txt is not valid: It was not there" in printed) is bool(status)


def test_a_run_in_which_the_browser_recorded_nothing_is_made_again() -> None:
    answers: Iterator[str] = iter([json.dumps({"runtimeError": {"message": "NO_NAVSTART"}}), *[report()] * 99])
    assert command.main(lambda _: next(answers)) == 0
