"""Draws questions with GOV.UK's components: the same on the frozen page, redrawn with errors, and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, ModuleLoader, PackageLoader, PrefixLoader, select_autoescape
from markupsafe import Markup

from cmr.forms.form import Form, Topic
from cmr.forms.option_lists import Option
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.validation import Mistake

COMPONENTS = "govuk_frontend_jinja"


def environment(*, compiled: Path | None = None, beside: Mapping[str, BaseLoader] | None = None) -> Environment:
    """A Jinja environment that finds GOV.UK's components, this package's templates (`cmr/…`) and those in `beside`.

    `compiled` is a folder of templates compiled ahead, as the functions carry them: a component takes longer to
    compile than a whole submission takes to answer.
    """
    loader = ModuleLoader(compiled) if compiled else _source_loader(beside or {})
    return Environment(
        loader=loader,
        autoescape=select_autoescape(("html",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _source_loader(beside: Mapping[str, BaseLoader]) -> BaseLoader:
    prefixes = {COMPONENTS: PackageLoader(COMPONENTS), "cmr": PackageLoader("cmr"), **beside}
    return ChoiceLoader([PrefixLoader(prefixes)])


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One item of a repeating group as its topic's page lists it."""

    id: str
    name: str
    change: str  # addresses
    remove: str
    finished: bool
    posts: str = ""  # the name of a button in place of each link, where the page carries what a cookie would


@dataclass(frozen=True)
class Branch:
    """Questions that are asked only after certain answers to the question they stand under."""

    number: int
    opened_by: tuple[str, ...]  # the labels of those answers
    html: Markup


@dataclass(frozen=True)
class _Given:
    """What a page's questions are drawn with, by question id."""

    typed: Typed
    mistakes: Mapping[str, Mistake]
    items: Mapping[str, Sequence[ItemLine]]
    offers: Mapping[str, Sequence[Option]]


@dataclass(frozen=True)
class Renderer:
    """Draws forms. One is made at start; it holds no state but its templates."""

    environment: Environment = field(default_factory=environment)

    def form_page(
        self,
        form: Form,
        topic: Topic,
        *,
        action: str,
        typed: Typed | None = None,
        mistakes: Sequence[Mistake] = (),
        items: Mapping[str, Sequence[ItemLine]] | None = None,
        offers: Mapping[str, Sequence[Option]] | None = None,
        numbers: Iterable[Any] = (),
        **more: Any,
    ) -> Markup:
        """The inside of `main` for one topic: error summary, heading, questions, button.

        `action` is where the page posts to. `numbers` are the danger numbers, for a form that shows them first.
        """
        return self.page(
            "cmr/topic.html",
            form=form,
            topic=topic,
            action=action,
            mistakes=mistakes,
            numbers=tuple(numbers),
            questions=self.questions(topic.questions, typed or Typed(), mistakes, items=items, offers=offers),
            **more,
        )

    def questions(
        self,
        questions: Sequence[Question],
        typed: Typed,
        mistakes: Sequence[Mistake] = (),
        *,
        items: Mapping[str, Sequence[ItemLine]] | None = None,
        offers: Mapping[str, Sequence[Option]] | None = None,
    ) -> Markup:
        """Several questions, each followed by those that depend on it.

        By question id: `items` are the lines of a repeating group, `offers` the earlier answers it may take over.
        """
        here = {question.id for question in questions}
        under: dict[str, list[Question]] = {}
        for question in questions:
            under.setdefault(next((one for one in question.when.wanted if one in here), ""), []).append(question)
        found = {mistake.question.id: mistake for mistake in mistakes}
        given = _Given(typed.showable(), found, items or {}, offers or {})
        return self._level("", under, given)

    def blank(self, form: Form, *, numbers: Iterable[Any] = ()) -> Markup:
        """Every question of a form, to print and write on."""
        return self.page("cmr/blank.html", form=form, numbers=tuple(numbers))

    def page(self, template: str, **context: Any) -> Markup:
        """A template of any page, drawn."""
        return Markup(self.environment.get_template(template).render(**context))  # noqa: S704 - templates escape

    def _level(self, above: str, under: Mapping[str, Sequence[Question]], given: _Given) -> Markup:
        """The questions that hang from `above`, or stand by themselves where it is empty."""
        return Markup("\n").join(self._one(question, under, given) for question in under.get(above, ()))

    def _one(self, question: Question, under: Mapping[str, Sequence[Question]], given: _Given) -> Markup:
        dependants = under.get(question.id, ())
        return self.page(
            f"cmr/kinds/{question.kind.name}.html",
            question=question,
            typed=given.typed,
            mistake=given.mistakes.get(question.id),
            branches=[
                Branch(
                    number,
                    tuple(question.label_of(value) for value in values),
                    self._level(question.id, {**under, question.id: some}, given),
                )
                for number, (values, some) in enumerate(_by_values(question, dependants).items(), start=1)
            ],
            reveals=_reveals(question, dependants),
            items=given.items.get(question.id, ()),
            offers=given.offers.get(question.id, ()),
        )


def _by_values(question: Question, dependants: Sequence[Question]) -> dict[tuple[str, ...], list[Question]]:
    """The dependants of a question, gathered by the answers that open them."""
    gathered: dict[tuple[str, ...], list[Question]] = {}
    for dependant in dependants:
        gathered.setdefault(dependant.when.wanted[question.id], []).append(dependant)
    return gathered


def _reveals(question: Question, dependants: Sequence[Question]) -> dict[str, str]:
    """Which branches each answer opens, as the style sheet reads it: option value to numbers of branches."""
    opened: dict[str, list[str]] = {}
    for number, values in enumerate(_by_values(question, dependants), start=1):
        for value in values:
            opened.setdefault(value, []).append(str(number))
    return {value: " ".join(numbers) for value, numbers in opened.items()}
