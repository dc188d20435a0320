"""Every page of every form, drawn: empty, full of mistakes, filled in, and blank on paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from checked_page import CheckedPage
from cmr.contacts import load_contacts
from cmr.forms.catalogue import load_forms
from cmr.forms.form import Form, Topic
from cmr.forms.form_state import Filled, check_item, check_topic
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from cmr.forms.rendering import Renderer, environment
from cmr.forms.validation import Mistake
from drawn import RENDERER, names_of, posted
from examples import NAMES, example

CONTENT = Path(__file__).parents[2] / "content"
FORMS = load_forms(CONTENT)
NUMBERS = load_contacts(CONTENT).group("danger")
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><main>{main}</main></body></html>
"""


def as_page(main: str, heading: str, *, mistakes: bool = False) -> CheckedPage:
    """What a form draws, inside the least a page needs; it is held to every page's promises."""
    return CheckedPage(200, HTML.format(title=f"{'Error: ' * mistakes}{heading}", main=main), {}, heading)


def pages() -> Iterator[tuple[Form, Topic]]:
    """Every page that asks: a topic's own, and one for the items of each group."""
    for form in (*FORMS.values(), *(example(name) for name in NAMES)):
        for topic in form.topics:
            yield form, topic
            for group in topic.groups:
                yield form, Topic(id=group.id, title=group.title, questions=group.questions)


PAGES = {f"{form.slug}:{topic.id}": (form, topic) for form, topic in pages()}
every_page = pytest.mark.parametrize("name", PAGES)
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


def draw(form: Form, topic: Topic, typed: Typed | None = None, mistakes: tuple[Mistake, ...] = ()) -> CheckedPage:
    more = {} if form.single else {"heading": topic.title}
    main = RENDERER.form_page(
        form, topic, action="/forms/example/", typed=typed, mistakes=mistakes, numbers=NUMBERS, **more
    )
    return as_page(main, form.title if form.single else topic.title, mistakes=bool(mistakes))


@cache
def untouched(name: str) -> CheckedPage:
    """The page before anything is typed."""
    return draw(*PAGES[name])


def within(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if name in one.get("class", "").split()]


# Pages


@every_page
def test_a_page_asks_every_question_of_its_own_once(name: str) -> None:
    _, topic = PAGES[name]
    page = untouched(name)
    names = [name for question in topic.questions for name in question.kind.inputs(question)]
    assert set(names) == names_of(page)
    for question in topic.questions:
        assert page.shown.count(" ".join(question.asked.split())) >= 1
    assert not posted(page), "nothing is typed or chosen beforehand"


@every_page
def test_a_page_full_of_mistakes_lists_each_and_leads_to_it(name: str) -> None:
    form, topic = PAGES[name]
    wrong = {name: ("\x00",) for question in topic.questions for name in question.kind.inputs(question)}
    for typed in (Typed(), Typed(wrong)):
        mistakes = check_topic(topic, Filled(typed)).mistakes
        page = draw(form, topic, typed, mistakes)
        assert page.errors == [(" ".join(one.text.split()), f"#{one.inputs[0]}") for one in mistakes]
        required = [one for one in topic.questions if one.required and not one.when]
        assert {one.id for one in required} <= {mistake.question.id for mistake in mistakes}
        assert len(within(page.root, "govuk-error-message")) == len(mistakes)


@every_page
def test_a_page_focuses_the_summary_of_its_mistakes_without_a_script(name: str) -> None:
    form, topic = PAGES[name]
    mistakes = check_topic(topic, Filled()).mistakes
    focused = [one for one in draw(form, topic, mistakes=mistakes).root.iter() if "autofocus" in one.attrib]
    assert ["govuk-error-summary" in one.get("class", "") for one in focused] == [True] * bool(mistakes)


@pytest.mark.parametrize("slug", [form.slug for form in FORMS.values() if form.danger_first])
def test_the_danger_numbers_stand_before_every_question(slug: str) -> None:
    form = FORMS[slug]
    page = draw(form, form.topics[0])
    order = list(page.root.iter())
    first_call = next(at for at, one in enumerate(order) if one.get("href") == "tel:999")
    assert first_call < next(at for at, one in enumerate(order) if one.tag == "form")


# What follows from an answer


def hanging(topic: Topic, question: Question, value: str) -> set[str]:
    """The inputs of the questions that `value` opens, those that hang from them included."""
    opened = [one for one in topic.questions if value in one.when.wanted.get(question.id, ())]
    names = {name for one in opened for name in one.kind.inputs(one)}
    for one in opened:
        for option in one.kind.options(one):
            names |= hanging(topic, one, option.value)
    return names


def names_in(elements: list[Element]) -> set[str]:
    return {one.get("name", "") for element in elements for one in element.iter() if one.get("name")}


@every_page
def test_an_answer_reveals_exactly_the_questions_that_wait_for_it(name: str) -> None:
    _, topic = PAGES[name]
    page = untouched(name)
    for branch in within(page.root, "cmr-branch"):
        thens = [one for one in branch if "cmr-then" in one.get("class", "").split()]
        asked = [one for one in branch if one not in thens]
        (question,) = (one for one in topic.questions if one.id in names_in(asked))
        options = {
            one.get("value", ""): one.get("data-reveals", "").split()
            for element in asked
            for one in element.iter()
            if one.tag == "option" or one.get("type") in {"radio", "checkbox"}
        }
        numbered = {one.get("class", "").rpartition("--")[2]: one for one in thens}
        assert {number for numbers in options.values() for number in numbers} == {*numbered}
        for value, numbers in options.items():
            assert names_in([numbered[number] for number in numbers]) == hanging(topic, question, value)


@every_page
def test_every_question_that_hangs_from_another_of_its_page_stands_under_it(name: str) -> None:
    _, topic = PAGES[name]
    page = untouched(name)
    here = {question.id for question in topic.questions}
    under = names_in(within(page.root, "cmr-then"))
    for question in topic.questions:
        hangs = bool(here & {*question.when.wanted})
        assert all((name in under) is hangs for name in question.kind.inputs(question))


@every_page
def test_a_branch_says_which_answers_it_belongs_to(name: str) -> None:
    """Paper, and a browser without :has(), show every branch."""
    page = untouched(name)
    for branch in within(page.root, "cmr-then"):
        words = next("".join(one.itertext()) for one in branch.iter() if "cmr-then__if" in one.get("class", ""))
        assert words.startswith("If you chose ‘")


# Paper


@every_form
def test_a_blank_asks_everything_that_the_form_asks(form: Form) -> None:
    page = as_page(RENDERER.blank(form, numbers=NUMBERS), f"{form.title}: all the questions")
    assert len(within(page.root, "cmr-blank__question")) == sum(1 for _ in form.questions())
    for topic in form.topics:
        assert topic.title in page.shown
    for question in form.questions():
        for words in (question.asked, question.hint, *(one.label for one in question.kind.options(question))):
            assert " ".join(words.split()) in page.shown
        for absence in question.absences:
            assert absence.label in page.shown
        for earlier, values in question.when.wanted.items():
            label = form.question(earlier).label_of(values[0])
            assert f"Only if you answered ‘{label}’" in page.shown


@every_form
def test_a_blank_sends_nothing(form: Form) -> None:
    page = as_page(RENDERER.blank(form, numbers=NUMBERS), f"{form.title}: all the questions")
    assert not page.all("form") + page.all("input") + page.all("button")


@every_form
def test_a_blank_offers_not_known_wherever_the_form_does(form: Form) -> None:
    page = as_page(RENDERER.blank(form), f"{form.title}: all the questions")
    boxes = ["".join(one.itertext()).strip() for one in within(page.root, "cmr-blank__options") for one in one]
    offered = sum(
        question.not_known or any(absence.label == "Not known" for absence in question.absences)
        for question in form.questions()
    )
    assert boxes.count("Not known") == offered


# Compiled ahead


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """A renderer of compiled templates, as the functions carry them."""
    folder = tmp_path_factory.mktemp("compiled")
    environment().compile_templates(folder, zip=None, extensions=["html", "txt"])
    return Renderer(environment(compiled=folder))


@every_form
def test_templates_compiled_ahead_draw_the_same_page(form: Form, compiled: Renderer) -> None:
    for topic in form.topics:
        mistakes = check_topic(topic, Filled()).mistakes
        drawn = [
            one.form_page(form, topic, action="/forms/example/", mistakes=mistakes, numbers=NUMBERS)
            for one in (compiled, RENDERER)
        ]
        assert drawn[0] == drawn[1]
    assert compiled.blank(form) == RENDERER.blank(form)


def test_an_item_with_mistakes_is_drawn_like_any_page() -> None:
    for form in FORMS.values():
        for topic in form.topics:
            for group in topic.groups:
                mistakes = check_item(group, Typed(), Filled()).mistakes
                page = draw(form, Topic(id=group.id, title=group.title, questions=group.questions), mistakes=mistakes)
                assert len(page.errors) == len(mistakes)
