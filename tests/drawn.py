"""Questions drawn on a page of their own, and what a browser would post from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checked_page import CheckedPage
from cmr.forms.posted import Typed
from cmr.forms.question import Condition, Question
from cmr.forms.rendering import ItemLine, Renderer
from cmr.forms.validation import Mistake, check

RENDERER = Renderer()
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>A page</h1>{errors}<form method="post" action="/forms/example/">{questions}</form></main></body></html>
"""


def page_of(
    questions: Sequence[Question],
    typed: Typed | None = None,
    mistakes: Sequence[Mistake] = (),
    items: Mapping[str, Sequence[ItemLine]] | None = None,
) -> CheckedPage:
    """The page that these questions stand on. It is held to what every page promises as soon as it is drawn."""
    shown = RENDERER.questions(questions, Typed() if typed is None else typed, mistakes, items=items)
    errors = RENDERER.environment.from_string(
        '{% from "cmr/parts/errors.html" import error_summary %}{{ error_summary(mistakes) }}'
    ).render(mistakes=mistakes)
    html = PAGE.format(title="Error: A page" if mistakes else "A page", errors=errors, questions=str(shown))
    return CheckedPage(200, html, {}, ", ".join(question.id for question in questions))


def posted(page: CheckedPage) -> Typed:
    """What a browser posts from a page that nobody touched, empty inputs left out."""
    return Typed.of((name, value) for name, value in page.form_with({})[1] if value)


def names_of(page: CheckedPage) -> set[str]:
    """The name of every input on the page."""
    return {one.get("name", "") for tag in ("input", "select", "textarea") for one in page.all(tag)}


def asked_always(question: Question) -> Question:
    """The question without its condition, so that it can stand alone."""
    return replace(question, when=Condition())


def answered(question: Question, **inputs: str | list[str]) -> tuple[Any, Mistake | None]:
    """What comes of these inputs, named by how they end ("day"; "" is the question itself): an answer or a mistake."""
    checked = check([asked_always(question)], typed_into(question, inputs))
    return checked.answers.get(question.id), next(iter(checked.mistakes), None)


def typed_into(question: Question, inputs: Mapping[str, str | list[str]]) -> Typed:
    """Inputs of one question, by how their names end."""
    pairs = ((name, [given] if isinstance(given, str) else given) for name, given in inputs.items())
    return Typed.of((f"{question.id}{name}", value) for name, given in pairs for value in given)
