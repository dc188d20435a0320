"""How well the anonymity checker finds what was planted: recall and precision, by rule and by level, and its speed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cmr.anonymity.allowances import allowed_for
from cmr.anonymity.finding import BLOCK, Finding, rules
from cmr.anonymity.summary_text import scan_markdown
from measure.anonymity_corpus import Planted, Sample, corpus
from measure.measurement import Measurement
from release.bundle import ROOT

SEED = 20261123


@dataclass
class Score:
    """What was planted and found, what was planted and missed, and what was found though nobody planted it."""

    found: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[Planted, str]] = field(default_factory=list)
    mistaken: list[tuple[Finding, str]] = field(default_factory=list)

    def recall(self, level: str) -> float:
        """Of what was planted, how much was found at its level."""
        return _share(self.found, self.planted, level)

    def precision(self, level: str) -> float:
        """Of what was found, how much had been planted."""
        right, wrong = (
            sum(count for rule, count in one.items() if rules()[rule].level == level)
            for one in (self.right, self.wrong)
        )
        return right / (right + wrong) if right + wrong else 1.0


def score(samples: Iterable[Sample], content: Path = ROOT / "content") -> Score:
    """Scan every sample and count."""
    allowed, result = allowed_for(content, {}), Score()
    for sample in samples:
        _count(sample, scan_markdown(sample.text, allowed), result)
    return result


def measurements() -> Iterator[Measurement]:
    """The rows of `make bench`."""
    samples = list(corpus(SEED))
    start = time.process_time()
    result = score(samples)
    spent = time.process_time() - start
    for level in ("block", "warn"):
        yield Measurement(f"anonymity, rules that {level}, recall", result.recall(level), "share", f"seed {SEED}")
        yield Measurement(f"anonymity, rules that {level}, precision", result.precision(level), "share", f"seed {SEED}")
    for rule, planted in result.planted.items():
        yield Measurement(f"anonymity, {rule}, recall", result.found[rule] / planted, "share", f"{planted} planted")
        known = result.right[rule] + result.wrong[rule]
        yield Measurement(
            f"anonymity, {rule}, precision", result.right[rule] / known if known else 1.0, "share", f"{known} found"
        )
    words = sum(len(sample.text.split()) for sample in samples)
    yield Measurement(
        "anonymity, 1,000 words", spent / words * 1_000_000, "ms CPU", "corpus, every paragraph with near misses"
    )


def _count(sample: Sample, findings: tuple[Finding, ...], result: Score) -> None:
    lines = [0]
    for line in sample.text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    places = [(lines[one.line - 1] + one.column - 1, one) for one in findings]
    for planted in sample.planted:
        result.planted[planted.rule] += 1
        if any(_meets(at, one, planted) and _enough(one, planted) for at, one in places):
            result.found[planted.rule] += 1
        else:
            result.missed.append((planted, sample.text))
    for at, one in places:
        meant = any(_meets(at, one, planted) for planted in sample.planted)
        (result.right if meant else result.wrong)[one.rule] += 1
        if not meant:
            result.mistaken.append((one, sample.text))


def _meets(at: int, one: Finding, planted: Planted) -> bool:
    return at < planted.end and planted.start < at + max(len(one.text), 1)


def _enough(one: Finding, planted: Planted) -> bool:
    """Whether it was found by its own rule, or by another that blocks as well."""
    expected = rules()[planted.rule].level
    return one.rule == planted.rule or (expected == BLOCK and one.blocks) or (expected != BLOCK)


def _share(part: Counter[str], whole: Counter[str], level: str) -> float:
    some, all_ = (sum(count for rule, count in one.items() if rules()[rule].level == level) for one in (part, whole))
    return some / all_ if all_ else 1.0
