"""Whether tests notice mistakes: `python -m measure.mutants [module…]` makes them and lists those that no test saw.

`mutants.toml` says which modules, which tests are to notice, and which mutants are known to survive and why.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure.mutants_made import Mutant, mutants
from measure.mutants_tried import ROOT, BrokenTests, load, survivors

PLAN = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, order=True)
class Survivor:
    """A mutant by which it is known again when lines have moved: its module, its function, and what it changes."""

    module: str
    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Plan:
    """The tests for each module, and why each mutant that is known to survive is left alone."""

    tests: Mapping[str, Sequence[str]]
    left: Mapping[Survivor, str]


def read_plan(path: Path = PLAN) -> Plan:
    """The plan that a file states."""
    data = tomllib.loads(path.read_text("utf-8"))
    tests = {module: group["tests"] for group in data["group"] for module in group["modules"]}
    return Plan(tests, {_known(row): row["why"] for row in data.get("left", ())})


def _known(row: Mapping[str, Any]) -> Survivor:
    return Survivor(row["module"], row["in"], row["was"], row["now"])


def surviving(module: str, tests: Sequence[str]) -> Iterator[tuple[Survivor, Mutant]]:
    """Every mutant of a module that its tests do not notice. Raises BrokenTests."""
    made = list(mutants((ROOT / module).read_text("utf-8")))
    print(f"{module}: {len(made)} mutants", flush=True)
    for mutant in survivors(module, made, tests):
        yield Survivor(module, mutant.name, mutant.was, mutant.now), mutant


def tried(plan: Plan, modules: Sequence[str]) -> int:
    """Try the mutants of modules, and print those that survive. How many of them nobody has looked at."""
    new, seen = 0, set()
    for module in modules:
        for survivor, mutant in surviving(module, plan.tests[module]):
            seen.add(survivor)
            new += survivor not in plan.left
            print(f"  {mutant}", f"    {plan.left.get(survivor, 'NEW: no test notices')}", sep="\n", flush=True)
    for gone in sorted(one for one in plan.left.keys() - seen if one.module in modules):
        print(f"  {gone.module} {gone.name}: {gone.was} -> {gone.now}\n    is noticed now: take it off {PLAN.name}")
    return new


def main() -> int:
    """Try the modules that are named, or all. 1 where a mutant survives that is not known to."""
    plan = read_plan()
    asked = sys.argv[1:] or list(plan.tests)
    if unknown := [module for module in asked if module not in plan.tests]:
        print(f"{PLAN.name} names no tests for {', '.join(unknown)}", file=sys.stderr)
        return 2
    load()
    try:
        return 1 if tried(plan, asked) else 0
    except BrokenTests as broken:
        print(broken, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
