"""What each version of a form asked, kept for ever in `locks/<slug>.json`: a record means what its version meant.

`cmr generate` adds the entry of a new version and never changes one that is there. `cmr check` holds a form to the
entry of its version. What counts is what a reader of records relies on: ids, kinds, the values that can be chosen,
what may be left out or not known, and when a question is asked. Words may be mended in any version.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from cmr.errors import ContentError, refuse
from cmr.files.toml_file import TomlFile
from cmr.forms.form import Form
from cmr.forms.question import Question

LOCKS_FOLDER = Path(__file__).parent / "locks"
Fingerprints = Mapping[str, str]
"""The fingerprint of every question's meaning, by the question's id, in the order of the form."""
Lock = Mapping[str, Fingerprints]
"""The fingerprints of every version there has been, by version."""


def lock_file(slug: str) -> Path:
    """Where the lock of the form with this slug is kept."""
    return LOCKS_FOLDER / f"{slug}.json"


def read_lock(path: Path) -> Lock:
    """The lock kept at `path`, empty where there is none yet. Raises ContentError where it is not JSON."""
    try:
        lock: Lock = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as problem:
        raise ContentError(path, 1, "is not JSON: take back what was changed here by hand") from problem
    return lock


def extended(lock: Lock, form: Form, file: TomlFile) -> str:
    """The text of the lock with the entry of `form`, which `file` declares. Raises ContentError as `check` finds it."""
    refuse(wrong_meanings(lock, form, file))
    return json.dumps({form.version: fingerprints(form), **lock}, indent=1) + "\n"


def wrong_meanings(lock: Lock, form: Form, file: TomlFile) -> Iterator[ContentError]:
    """A problem for every question that means something else than it did when this version was locked.

    None where the version is new. A question that is gone has no line: it is named where the version is.
    """
    kept, now = lock.get(form.version), fingerprints(form)
    if kept is None:
        return
    remedy = "give the form a new version, then `cmr generate`"
    for question_id, fingerprint in now.items():
        if question_id not in kept:
            problem = f"the question '{question_id}' was added or renamed: {remedy}"
            yield file.wrong(problem, key="id", value=question_id)
        elif fingerprint != kept[question_id]:
            problem = f"the question '{question_id}' means something else than before: {remedy}"
            yield file.wrong(problem, key="id", value=question_id)
    for question_id in kept.keys() - now.keys():
        problem = f"the question '{question_id}' was removed or renamed: {remedy}"
        yield file.wrong(problem, key="version", value=form.version)


def fingerprints(form: Form) -> Fingerprints:
    """The fingerprint of every question of `form`, by its id."""
    found = {}
    for topic in form.topics:
        for question in topic.questions:
            found[question.id] = _fingerprint(question, group="")
            found |= {inner.id: _fingerprint(inner, group=question.id) for inner in question.questions}
    return found


def _fingerprint(question: Question, *, group: str) -> str:
    """A few digits that differ where anything of the meaning does."""
    meaning = {**question.kind.meaning(question), "group": group}
    return sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()[:16]
