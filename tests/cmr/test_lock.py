"""A version of a form asks for ever what it asked first: records that name it stay readable as they were meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cmr import command
from cmr.errors import ContentError
from cmr.files.toml_file import TomlFile
from cmr.forms import catalogue, lock
from cmr.forms.catalogue import form_file, load_form, slugs
from cmr.forms.definition import read_form
from cmr.forms.option_lists import Option, load_option_lists
from examples import SETTINGS

CONTENT = Path(__file__).parents[2] / "content"
TEXT = f"""{SETTINGS}
[[topic]]
id = "case"
title = "The case"

[[topic.question]]
id = "area"
kind = "choice"
title = "Area"
label = "Where was it?"
hint = "The nearest."
errors = {{ missing = "Select where it was" }}
options = [{{ value = "north", label = "North" }}, {{ value = "south", label = "South" }}]

[[topic.question]]
id = "seen-on"
kind = "date"
title = "Day"
label = "When was it seen?"
errors = {{ missing = "Enter the day" }}

[[topic.question]]
id = "children"
kind = "group"
item = "child"
title = "Children"
label = "Who are the children?"
errors = {{ missing = "Add a child" }}
absent = [{{ value = "none", label = "There are none" }}]

[[topic.question.question]]
id = "name"
kind = "text"
title = "Name"
label = "What is the name?"
errors = {{ missing = "Enter the name" }}
"""
PATH = Path("an-example.toml")
VERSION = 'version = "1"'

MEANINGS = [
    ('id = "area"', 'id = "place"', "'place' was added or renamed", 'id = "place"'),
    ('id = "name"', 'id = "called"', "'called' was added or renamed", 'id = "called"'),
    ('value = "south"', 'value = "west"', "'area' means something else", 'id = "area"'),
    (', { value = "south", label = "South" }', "", "'area' means something else", 'id = "area"'),
    ('kind = "text"', 'kind = "long_text"', "'name' means something else", 'id = "name"'),
    ('id = "name"\n', 'id = "name"\nrequired = false\n', "'name' means something else", 'id = "name"'),
    ('id = "name"\n', 'id = "name"\nnot_known = true\n', "'name' means something else", 'id = "name"'),
    ('id = "seen-on"\n', 'id = "seen-on"\npartial = true\n', "'seen-on' means something else", 'id = "seen-on"'),
    (
        'id = "seen-on"\n',
        'id = "seen-on"\nwhen = { area = "north" }\n',
        "'seen-on' means something else",
        'id = "seen-on"',
    ),
    ('value = "none"', 'value = "nobody"', "'children' means something else", 'id = "children"'),
    (
        '[[topic.question]]\nid = "seen-on"\nkind = "date"\ntitle = "Day"\nlabel = "When was it seen?"\n'
        'errors = { missing = "Enter the day" }\n',
        "",
        "'seen-on' was removed or renamed",
        VERSION,
    ),
    (
        '[[topic.question]]\nid = "seen-on"',
        '[[topic.question]]\nid = "more"\nkind = "text"\ntitle = "More"\nlabel = "More?"\nrequired = false\n\n'
        '[[topic.question]]\nid = "seen-on"',
        "'more' was added or renamed",
        'id = "more"',
    ),
]
"""What is changed, into what, what an editor is told, and the line at which."""
WORDS = [
    ('hint = "The nearest."', 'hint = "The nearest one."'),
    ('label = "Where was it?"', 'label = "Where did it happen?"'),
    ('missing = "Select where it was"', 'missing = "Select an area"'),
    ('label = "South"', 'label = "The south"'),
    ('title = "The case"', 'title = "Case"'),
]


def reworded(good: str, bad: str) -> TomlFile:
    assert TEXT.count(good) == 1
    return TomlFile(PATH, TEXT.replace(good, bad))


def kept() -> lock.Lock:
    """The lock as it is once the form has been generated."""
    file = TomlFile(PATH, TEXT)
    found: lock.Lock = json.loads(lock.extended({}, read_form(file, {}), file))
    return found


@pytest.mark.parametrize(("good", "bad", "problem", "line"), MEANINGS)
def test_another_meaning_needs_another_version_and_the_question_is_named_by_its_line(
    good: str, bad: str, problem: str, line: str
) -> None:
    file = reworded(good, bad)
    with pytest.raises(ContentError) as refusal:
        lock.extended(kept(), read_form(file, {}), file)
    assert f"{problem}" in str(refusal.value)
    assert "give the form a new version, then `cmr generate`" in refusal.value.problem
    named = {one.line for one in lock.wrong_meanings(kept(), read_form(file, {}), file)}
    assert file.text[: file.text.index(line)].count("\n") + 1 in named


@pytest.mark.parametrize(("good", "bad"), [(good, bad) for good, bad, *_ in MEANINGS])
def test_with_another_version_any_meaning_may_change_and_the_old_one_is_kept(good: str, bad: str) -> None:
    before = kept()
    file = reworded(good, bad)
    file = TomlFile(PATH, file.text.replace(VERSION, 'version = "2"'))
    after = json.loads(lock.extended(before, read_form(file, {}), file))
    assert after == before | {"2": after["2"]}
    assert after["2"] != after["1"]


@pytest.mark.parametrize(("good", "bad"), WORDS)
def test_words_may_be_mended_in_any_version(good: str, bad: str) -> None:
    file = reworded(good, bad)
    assert json.loads(lock.extended(kept(), read_form(file, {}), file)) == kept()


def test_a_lock_that_somebody_has_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "concern.json").write_text("{", "utf-8")
    with pytest.raises(ContentError, match=r"concern\.json:1: is not JSON"):
        lock.read_lock(tmp_path / "concern.json")


# The command, on our own forms


def test_the_locks_of_our_forms_hold_every_question_of_their_versions() -> None:
    for slug in slugs():
        form = load_form(slug, CONTENT)
        locked = lock.read_lock(lock.lock_file(slug))[form.version]
        assert locked.keys() == {question.id for question in form.questions()}


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The concern with a question renamed and its version kept, and nothing else."""
    text = form_file("concern").text
    assert text.count('id = "relation"') == 1
    (tmp_path / "concern.toml").write_text(text.replace('id = "relation"', 'id = "related"'), "utf-8")
    monkeypatch.setattr(catalogue, "FORMS_FOLDER", tmp_path)
    load_form.cache_clear()
    yield tmp_path / "concern.toml"
    load_form.cache_clear()


def done(*arguments: str) -> Result:
    return CliRunner().invoke(command.main, [*arguments, "--content", str(CONTENT)])


@pytest.mark.parametrize("arguments", [("check",), ("generate",), ("generate", "--check")])
def test_the_command_refuses_a_question_renamed_without_a_new_version(renamed: Path, arguments: tuple[str]) -> None:
    before = lock.lock_file("concern").read_bytes()
    result = done(*arguments)
    line = renamed.read_text("utf-8").splitlines().index('id = "related"') + 1
    assert result.exit_code == 1
    assert f"{renamed}:{line}: the question 'related' was added or renamed" in result.output
    assert lock.lock_file("concern").read_bytes() == before, "nothing is written"


@pytest.mark.parametrize("slug", slugs())
def test_a_list_of_the_content_may_grow_under_one_version(slug: str) -> None:
    lists = load_option_lists(CONTENT)
    added = Option(value="one-more", label="One more")
    grown = {name: replace(one, options=(*one.options, added)) for name, one in lists.items()}
    file = form_file(slug)
    assert lock.fingerprints(read_form(file, grown)) == lock.fingerprints(read_form(file, lists))
