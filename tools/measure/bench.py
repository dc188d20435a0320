"""The project's own measurements: `python -m measure.bench` prints them as a table and writes build/bench.json.

Machines are noisy. What is compared is run in turns and the median taken, and a ratio is of the medians of one run.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import brotli

from cmr.forms import reference
from cmr.forms.catalogue import load_form
from cmr.forms.form import Form
from cmr.forms.form_state import Filled, Item, check_form
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from measure import anonymity_score
from measure.build_times import build_times
from measure.measurement import Measurement
from measure.summary_times import summary_times
from portal.look.weight import first_view
from release.bundle import ROOT

BUILD = ROOT / "build"
BUNDLE = BUILD / "bundle"
GUIDANCE_PAGE = "/guidance/09-timescale-for-notification/"
TURNS = 9
CHILDREN = 20
CLIENTS = {
    "fill_in": ("dynamodb", "kms"),
    "confirm": ("dynamodb", "kms"),
    "deliver": ("dynamodb", "sesv2"),
    "sweep": ("dynamodb", "sesv2"),
}
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "CONTENT_FOLDER": "content",
    "FRAME": "frame.html",
    "COMPILED_TEMPLATES": "templates",
    "SITE_ORIGIN": "http://127.0.0.1",
    "DRAFTS_TABLE": "none",
}
START = "import sys; sys.path.insert(0, '.')\n"
BARE = START + "import boto3\nfor name in {clients}: boto3.client(name)\n"
OURS = START + "import intake.{name}\nfrom intake import aws\nfor name in {makers}: getattr(aws, name)()\n"
FIRST_PAGE = (
    OURS
    + """
from datetime import timedelta
from cmr import clock
from cmr.filled import Filled
from cmr.typed import Typed
from intake import drafts
from intake.sealing import DataKey
token = 'x' * 43
draft = drafts.Draft(
    token=token, form='concern', reference='', filled=Filled(Typed({{'child': ('x' * 999,)}})),
    expires=clock.now() + timedelta(hours=1), key=DataKey(b'', b''), pressed=frozenset(['your-concern']),
)
drafts.load = lambda token, form: draft
event = dict(rawPath=f'/forms/concern/d/{{draft.name}}/your-concern/', requestContext=dict(http=dict(method='GET')),
             cookies=[f'draft-concern-{{draft.name}}={{token}}'])
assert 'There is a problem' in intake.fill_in.handler(event, None)['body']
"""
)
SAMPLES: dict[str, Callable[[Question], dict[str, str]]] = {
    "text": lambda q: {q.id: "Invented words"},
    "long_text": lambda q: {q.id: ("Invented words of an account. " * 20)[: q.most]},
    "email": lambda q: {q.id: "name@example.org"},
    "telephone": lambda q: {q.id: "028 9649 6000"},
    "date": lambda q: {f"{q.id}-day": "2", f"{q.id}-month": "3", f"{q.id}-year": "2026"},
    "address": lambda q: {f"{q.id}-line-1": "1 Example Street", f"{q.id}-town": "Exampleton"},
    "reference": lambda q: {q.id: reference.EXAMPLE},
    "declaration": lambda q: {q.id: "yes"},
    "hc_number": lambda q: {f"{q.id}-reason": q.options[0].value},
}


def main() -> int:
    """Measure everything, print it and write it down."""
    found = [*build_times(), *_memory_used(), *summary_times(), *_weights(), *_cold_starts(), *_submissions()]
    found += anonymity_score.measurements()
    for one in found:
        print(f"{one.what:58} {one.value:12,.2f} {one.unit:8} {one.how}")
    (BUILD / "bench.json").write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n", encoding="utf-8")
    return 0


def _memory_used() -> Iterator[Measurement]:
    """The largest memory of any process so far, so this has to come right after the builds."""
    yield Measurement("site, largest memory", _peak_megabytes(), "MB", "of any process measured so far")


def _weights() -> Iterator[Measurement]:
    raw = first_view(BUILD / "site", GUIDANCE_PAGE, compress=bytes)
    packed = first_view(BUILD / "site", GUIDANCE_PAGE, compress=brotli.compress)
    for kind, ending in (("HTML", ".html"), ("CSS", ".css"), ("scripts", ".js"), ("fonts", ".woff2")):
        yield Measurement(f"guidance page, first view, {kind}", raw.of(ending), "bytes", "raw")
        yield Measurement(f"guidance page, first view, {kind}", packed.of(ending), "bytes", "brotli")
    yield Measurement("guidance page, first view, everything", packed.total, "bytes", "brotli, with the icon")
    yield Measurement("guidance page, first view, requests", len(packed.files), "", GUIDANCE_PAGE)


def _cold_starts() -> Iterator[Measurement]:
    """Start, imports and clients of each function, beside a bare handler that makes the same clients."""
    for name, clients in CLIENTS.items():
        makers = tuple({"sesv2": "ses"}.get(client, client) for client in clients)
        bare, ours = _in_turns(BARE.format(clients=clients), OURS.format(name=name, makers=makers))
        yield Measurement(f"cold start, {name}", ours * 1000, "ms", "CPU, to the clients made")
        yield Measurement(f"cold start, bare handler with the clients of {name}", bare * 1000, "ms", "CPU")
        yield Measurement(f"cold start, {name} / bare", ours / bare, "ratio", f"median of {TURNS}, in turns")
    makers = CLIENTS["fill_in"]
    bare, page = _in_turns(BARE.format(clients=makers), FIRST_PAGE.format(name="fill_in", makers=makers))
    yield Measurement(
        "cold start and first page redrawn, fill_in / bare", page / bare, "ratio", "concern form, its mistakes shown"
    )


def _submissions() -> Iterator[Measurement]:
    content = ROOT / "content"
    for slug in ("concern", "known-to-agency", "notification"):
        form = load_form(slug, content)
        filled = sample(form)
        mistakes = check_form(form, filled).mistakes
        if mistakes:
            raise RuntimeError(f"the sample of {slug} is not right: {mistakes[0].text}")
        times = [_cpu(lambda form=form, filled=filled: check_form(form, filled)) for _ in range(15)]  # type: ignore[misc]
        how = f"{CHILDREN} items in each group" if not form.single else ""
        yield Measurement(f"one validated submission, {slug}", statistics.median(times) * 1000, "ms CPU", how)


def sample(form: Form) -> Filled:
    """A form with every question answered that is asked, and twenty items in every group that takes as many."""
    filled = Filled()
    for topic in form.topics:
        filled = filled.with_topic(topic, _answers(topic.plain))
        for group in topic.groups:
            items = tuple(Item(f"{at:08x}", _answers(group.questions)) for at in range(min(CHILDREN, group.most)))
            filled = Filled(filled.typed, {**filled.items, group.id: items}, filled.seen)
    return filled


def _answers(questions: tuple[Question, ...]) -> Typed:
    return Typed.of(pair for question in questions for pair in _answer(question).items())


def _answer(question: Question) -> dict[str, str]:
    """An answer of the question's kind; of a choice, the first option that does not end the form."""
    if question.kind.name in SAMPLES:
        return SAMPLES[question.kind.name](question)
    ending = {value for advice in question.advice if not advice.go_on for value in advice.when}
    return {question.id: next(o.value for o in question.kind.options(question) if o.value not in ending)}


def _in_turns(first: str, second: str) -> tuple[float, float]:
    """The median CPU seconds of two programs, run one after the other in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        for program, kept in zip((first, second), times, strict=True):
            spent = _child_cpu([sys.executable, "-I", "-c", program], BUNDLE)
            if turn:  # the first turn warms the disk's cache
                kept.append(spent)
    return statistics.median(times[0]), statistics.median(times[1])


def _child_cpu(command: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, **ENVIRONMENT}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _cpu(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
