"""Mutation testing itself: which mistakes it makes, that tests see them, and that no file is touched."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from measure import mutants_tried
from measure.mutants import read_plan
from measure.mutants_made import LEFT_OUT, mutants
from measure.mutants_tried import ROOT

MODULE = '''
"""What is late."""

from datetime import date

LEAST = 3

def late(day: date, last: date | None = None) -> bool:
    """Whether it is."""
    if not last:
        refuse(1)
    return day > last and sorted(day)
'''


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("LEAST = 3", "LEAST = 4"),
        ("LEAST = 3", "LEAST = 2"),
        ("not last", "last"),
        ("refuse(1)", LEFT_OUT),
        ("day > last", "day >= last"),
        ("day > last and sorted(day)", "day > last or sorted(day)"),
        ("day > last and sorted(day)", "sorted(day)"),
        ("sorted(day)", "day"),
        ("return day > last and sorted(day)", "return None"),
    ],
)
def test_each_kind_of_mistake_is_made(was: str, now: str) -> None:
    assert (was, now) in {(mutant.was, mutant.now) for mutant in mutants(MODULE)}


def test_no_mutant_is_the_module_itself_and_each_is_another() -> None:
    made = [mutant.source for mutant in mutants(MODULE)]
    assert ast.unparse(ast.parse(MODULE)) not in made
    assert len(set(made)) == len(made)


KEPT = ('"""What is late."""', "from datetime import date", "last: date | None=None", '"""Whether it is."""')


def test_types_words_and_imports_are_left_alone() -> None:
    assert [mutant.source for mutant in mutants(MODULE) if not all(kept in mutant.source for kept in KEPT)] == []


def test_every_module_and_test_of_the_plan_is_there_and_what_is_left_alone_can_be_made() -> None:
    plan = read_plan()
    named = {*plan.tests, *(file for files in plan.tests.values() for file in files)}
    assert [file for file in sorted(named) if not Path(ROOT, file).is_file()] == []
    made = {
        (module, mutant.name, mutant.was, mutant.now)
        for module in plan.tests
        for mutant in mutants(Path(ROOT, module).read_text("utf-8"))
    }
    assert [one for one in plan.left if (one.module, one.name, one.was, one.now) not in made] == []
    assert all(why.strip() for why in plan.left.values())


TEN = "schemas/cmr/process/ten.py"


@pytest.mark.alone  # it forks
def test_a_mistake_that_tests_notice_does_not_survive_and_no_file_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "def ten(on: bool) -> int:\n    if on or on:\n        return 10\n    return 0\n"
    test = "from cmr.process.ten import ten\n\ndef test_ten():\n    assert ten(True) == 10\n    assert not ten(False)\n"
    ours, its = tmp_path / TEN, tmp_path / "test_ten.py"
    ours.parent.mkdir(parents=True)
    ours.write_text(text, "utf-8")
    its.write_text(test, "utf-8")
    monkeypatch.setattr(mutants_tried, "ROOT", tmp_path)
    survived = sorted(str(one) for one in mutants_tried.survivors(TEN, mutants(text), [str(its)]))
    assert survived == [
        "2 ten: on or on (number 2) -> on",
        "2 ten: on or on -> on",
        "2 ten: on or on -> on and on",
        "4 ten: return 0 -> return None",
    ]
    assert (ours.read_text("utf-8"), its.read_text("utf-8")) == (text, test)


@pytest.mark.alone  # it forks
def test_tests_that_fail_without_a_mistake_prove_nothing(tmp_path: Path) -> None:
    its = tmp_path / "test_nothing.py"
    its.write_text("def test_nothing():\n    assert False\n", "utf-8")
    with pytest.raises(mutants_tried.BrokenTests):
        list(mutants_tried.survivors("schemas/cmr/process/waiting.py", [], [str(its)]))
