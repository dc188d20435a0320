"""A new kind of question is one class and one template: everything else learns of it from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, DictLoader, PackageLoader
from marshmallow import fields

from cmr.derived.form_docs import forms_document
from cmr.derived.openapi import openapi
from cmr.errors import ContentError
from cmr.files.toml_file import TomlFile
from cmr.forms import definition
from cmr.forms.form import Form
from cmr.forms.kinds import KINDS, Kind
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.rendering import Renderer, environment
from cmr.forms.validation import check
from examples import SETTINGS
from release.functions import described_paths

TEMPLATE = '<input name="{{ question.id }}" value="{{ typed.text(question.id) }}" step="{{ question.rules.step }}">'
TEXT = f"""{SETTINGS}
[[topic]]
id = "one"
title = "One"

[[topic.question]]
id = "children"
kind = "count"
label = "How many children are there?"
step = 2
errors = {{ missing = "Enter how many" }}
"""


@dataclass(frozen=True, kw_only=True)
class CountRules:
    step: int = 1


class Count(Kind):
    """A number of people."""

    name = "count"
    rules = CountRules

    def field(self, question: Question) -> fields.Field[Any]:
        return fields.Integer()

    def shape(self, question: Question, of: Callable[[Question], Any]) -> dict[str, Any]:
        return {"multipleOf": question.rules.step}


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(definition, "KINDS", {**KINDS, "count": Count()})


def form(text: str = TEXT) -> Form:
    return definition.read_form(TomlFile(Path("tally.toml"), text), {})


def test_it_is_read_drawn_checked_and_described() -> None:
    (question,) = form().questions()
    beside = ChoiceLoader([DictLoader({"kinds/count.html": TEMPLATE}), PackageLoader("cmr")])
    renderer = Renderer(environment(beside={"cmr": beside}))
    typed = Typed({"children": ("4",)})
    assert 'name="children" value="4" step="2"' in renderer.questions([question], typed)
    assert "How many children are there?" in renderer.blank(form())
    assert check([question], typed).answers == {"children": 4}
    described = openapi({"tally": form()}, described_paths())["components"]["schemas"]["Tally"]["properties"]["answers"]
    assert (
        described["properties"]["children"] | {"type": "integer", "multipleOf": 2} in described["properties"].values()
    )
    assert "| How many children are there? | count | yes |" in forms_document({"tally": form()})


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("step = 2", 'step = "two"', "'step' of a question must be a whole number"),
        ("step = 2", "rows = 2", "'rows' means nothing to a question of the kind 'count'"),
        ('kind = "count"', 'kind = "text"', "'step' means nothing to a question of the kind 'text'"),
    ],
)
def test_its_own_keys_are_checked_and_are_nobody_elses(good: str, bad: str, problem: str) -> None:
    assert TEXT.count(good) == 1
    with pytest.raises(ContentError) as refusal:
        form(TEXT.replace(good, bad))
    assert problem in refusal.value.problem


def test_a_kind_that_lies_in_the_folder_is_found_by_itself() -> None:
    folder = Path(definition.__file__).parent / "kinds"
    named = {line.split('"')[1] for path in folder.glob("*.py") for line in path.read_text("utf-8").splitlines()
             if line.startswith('    name = "')}  # fmt: skip
    assert named == KINDS.keys()
