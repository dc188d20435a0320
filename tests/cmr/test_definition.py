"""Whatever is wrong in a form's definition stops the build, and its file and line are named in an editor's words.

Each file of `examples/broken` holds one mistake: its first line says what the message says, `# <- here` marks the line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cmr.errors import ContentError, UnknownForm
from cmr.files.toml_file import TomlFile
from cmr.forms import definition
from cmr.forms.catalogue import FORMS_FOLDER, load_form, load_forms, slugs
from cmr.forms.form import RESERVED_WORDS
from cmr.forms.kinds import KINDS
from cmr.forms.option_lists import load_option_lists
from examples import FOLDER, NAMES, example, file_of

CONTENT = Path(__file__).parents[2] / "content"
BROKEN = sorted((FOLDER / "broken").rglob("*.toml"))
SAYS, HERE = "# says: ", "# <- here"

every_broken_file = pytest.mark.parametrize("path", BROKEN, ids=lambda path: str(path.stem))
LISTS = """
[lists.first]
title = "First"
mark = "verified"
source = "A page"
checked = 2026-11-23

[[lists.first.option]]
value = "one"
label = "One"
"""


def marked_line(path: Path) -> int:
    (line,) = (number for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if HERE in text)
    return line


def refused(path: Path) -> ContentError:
    with pytest.raises(ContentError) as refusal:
        definition.read_form(file_of(path), {})
    return refusal.value


@every_broken_file
def test_a_broken_definition_names_its_file_and_the_very_line(path: Path) -> None:
    assert str(refused(path)).startswith(f"{path}:{marked_line(path)}: ")


@every_broken_file
def test_a_broken_definition_is_explained_in_an_editors_words(path: Path) -> None:
    problem = refused(path).problem
    assert path.read_text("utf-8").splitlines()[0].removeprefix(SAYS).removesuffix(f"  {HERE}") in problem
    assert not [word for word in ("TypeError", "KeyError", "argument", "NoneType", "__init__") if word in problem]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_whole_form(name: str) -> None:
    form = example(name)
    assert form.slug == name
    assert [*form.questions()]


def test_there_is_an_example_of_every_kind() -> None:
    assert {question.kind.name for name in NAMES for question in example(name).questions()} == KINDS.keys()


@pytest.mark.parametrize("word", sorted(RESERVED_WORDS))
def test_no_word_of_an_address_can_name_a_topic_or_a_question(word: str) -> None:
    for said in ('id = "example"', 'id = "text"'):
        path = FOLDER / "text.toml"
        text = file_of(path).text
        assert text.count(said) == 1
        with pytest.raises(ContentError, match=f"is not reserved: '{word}'"):
            definition.read_form(TomlFile(path, text.replace(said, f'id = "{word}"')), {})


# The forms there are


def test_a_form_is_called_as_its_file_is() -> None:
    assert {"concern", "known-to-agency", "notification"} <= {*slugs()}, "others link to them"
    assert {slug: form.slug for slug, form in load_forms(CONTENT).items()} == {slug: slug for slug in slugs()}


@pytest.mark.parametrize("slug", ["poem", "", "../forms/concern", "concern.toml", "CONCERN"])
def test_a_form_that_there_is_not_is_unknown(slug: str) -> None:
    with pytest.raises(UnknownForm):
        load_form(slug, CONTENT)


@pytest.mark.parametrize("slug", slugs())
def test_a_form_uses_the_lists_of_the_content_and_no_others(slug: str) -> None:
    lists = load_option_lists(CONTENT)
    file = TomlFile.read(FORMS_FOLDER / f"{slug}.toml")
    form = definition.read_form(file, lists)
    named = {value for line in file.text.splitlines() for value in [line.partition('list = "')[2].rstrip('"')] if value}
    assert named, "every form of ours chooses from the lists"
    for name in named:
        assert any(question.options[: len(lists[name].options)] == lists[name].options for question in form.questions())
        with pytest.raises(ContentError, match="no list is called"):
            definition.read_form(file, {key: one for key, one in lists.items() if key != name})


# Lists and files


def lists_in(folder: Path, agencies: str, others: str = "") -> Path:
    (folder / "agencies.toml").write_text(agencies, "utf-8")
    (folder / "lists.toml").write_text(others, "utf-8")
    return folder


def test_a_list_keeps_its_options_in_their_order_and_shows_the_old_name_of_one(tmp_path: Path) -> None:
    more = '\n[[lists.first.option]]\nvalue = "two"\nlabel = "Two"\nformerly = "Deux"\n'
    found = load_option_lists(lists_in(tmp_path, LISTS + more))["first"]
    assert [(option.value, option.hint) for option in found.options] == [("one", ""), ("two", "Formerly Deux")]


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("checked = 2026-11-23", "", "must say 'checked', as a date"),
        ("checked = 2026-11-23", 'checked = "lately"', "must say 'checked', as a date"),
        ('source = "A page"', "", "must say 'source', as text"),
        ('label = "One"', "", "must also say 'label'"),
        ('label = "One"', 'label = "One"\nsize = 3', "cannot say 'size'"),
        ('label = "One"', 'label = "One"\n[[lists.first.option]]\nvalue = "one"\nlabel = "Two"', "'one' twice"),
    ],
)
def test_a_broken_list_names_its_file(tmp_path: Path, good: str, bad: str, problem: str) -> None:
    assert LISTS.count(good) == 1
    with pytest.raises(ContentError) as refusal:
        load_option_lists(lists_in(tmp_path, LISTS.replace(good, bad)))
    assert problem in refusal.value.problem
    assert refusal.value.path == tmp_path / "agencies.toml"


def test_a_list_cannot_stand_in_both_files(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"lists\.toml:\d+: the list 'first' is declared twice"):
        load_option_lists(lists_in(tmp_path, LISTS, LISTS))


def test_a_file_that_is_missing_or_is_not_text_is_named(tmp_path: Path) -> None:
    odd = tmp_path / "odd.toml"
    for prepare in (lambda: None, lambda: odd.write_bytes(b"title = '\xff'")):
        prepare()
        with pytest.raises(ContentError, match=r"odd\.toml:1: cannot be read"):
            TomlFile.read(odd)
