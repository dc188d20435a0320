"""What each version of a form asked, kept for ever in `locks/<slug>.json`: a record means what its version meant.

`cmr generate` adds the entry of a new version and never changes one that is there. `cmr check` holds a form to the
entry of its version. What counts is what a reader of records relies on: ids, kinds, the values that can be chosen,
what may be left out or not known, and when a question is asked. Words may be mended in any version.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from cmr.errors import ContentError, refuse
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile
from cmr.forms.form import Form
from cmr.forms.option_lists import LIST_FILES, OptionList
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
        lock = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as problem:
        raise ContentError(path, 1, "is not JSON: take back what was changed here by hand") from problem
    if not (isinstance(lock, dict) and all(isinstance(one, dict | list) for one in lock.values())):
        raise ContentError(path, 1, "is no lock: take back what was changed here by hand")
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


LISTS = LOCKS_FOLDER / "lists.json"
"""Every value that a list in `content/` has ever offered, by the list's name."""


def read_values() -> Mapping[str, Collection[str]]:
    """The values that were ever offered, by list. Raises ContentError where the lock is none."""
    return read_lock(LISTS)


def grown(kept: Mapping[str, Collection[str]], lists: Mapping[str, OptionList]) -> str:
    """The text of the lists' lock, with the values that are new."""
    values = {name: [option.value for option in one.options] for name, one in lists.items()}
    names = dict.fromkeys((*kept, *values))
    both = {name: list(dict.fromkeys((*kept.get(name, ()), *values.get(name, ())))) for name in names}
    return json.dumps(both, indent=1) + "\n"


def lost_values(
    kept: Mapping[str, Collection[str]], lists: Mapping[str, OptionList], content: Path
) -> Iterator[ContentError]:
    """A problem for each value that a list once offered and offers no more: records and drafts hold it."""
    for name, values in kept.items():
        now = {option.value for option in lists[name].options} if name in lists else set()
        for value in values:
            if value not in now:
                problem = (
                    f"the list '{name}' once offered '{value}', which records keep: put it back, and change its label"
                )
                yield _in_the_file_of(name, content, problem)


def _in_the_file_of(name: str, content: Path, problem: str) -> ContentError:
    files = [TomlFile.read(content / file) for file in LIST_FILES]
    file = next((one for one in files if f"lists.{name}" in one.text), files[0])
    return ContentError(file.path, line_of(file, (f"lists.{name}",)), problem)
