"""The pages of "Must I notify?", frozen: walked by their links alone, from the first question to every outcome."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient

from cmr.errors import ContentError
from cmr.flows.flow import Flow, FlowQuestion, Outcome
from cmr.flows.flow_files import load_flows
from portal import create_app
from portal.checks.abbreviations import unexplained_abbreviations
from portal.checks.reading_ages import readings
from portal.pages.library import load_library
from promises import text_of

ROOT = Path(__file__).parents[2]
START = "/must-i-notify/"
FLOW: Flow = load_flows(ROOT / "content")["must-i-notify"]

every_page = pytest.mark.parametrize("page", FLOW.pages, ids=lambda one: str(one.id))
every_question = pytest.mark.parametrize("page", FLOW.questions.values(), ids=lambda one: str(one.id))
every_outcome = pytest.mark.parametrize("page", FLOW.outcomes.values(), ids=lambda one: str(one.id))


@cache
def parsed(file: Path) -> Element:
    document: Element = html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=False)
    return document


def main_of(frozen: Path, address: str) -> Element:
    """What stands between the header and the footer of a frozen page."""
    return next(parsed(frozen / address.strip("/") / "index.html").iter("main"))


def of_class(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if name in (one.get("class") or "").split())


def hrefs(element: Element) -> list[str]:
    return [link.get("href") or "" for link in element.iter("a")]


def choices(frozen: Path, address: str) -> list[str]:
    """Where the answers of a page lead; none on an outcome."""
    return [href for group in of_class(main_of(frozen, address), "choices") for href in hrefs(group)]


# The whole graph, as a reader's clicks see it


def test_the_frozen_pages_are_the_questions_and_outcomes_and_no_others(frozen: Path) -> None:
    found = [file for file in (frozen / "must-i-notify").rglob("*") if file.is_file()]
    files = {f"/{file.parent.relative_to(frozen).as_posix()}/" for file in found}
    assert files == {FLOW.address(page.id) for page in FLOW.pages}
    assert len(found) == len(files)


def test_clicking_on_from_the_start_every_way_ends_in_an_outcome_and_every_page_is_met(frozen: Path) -> None:
    met: set[str] = set()
    ends: set[str] = set()
    waiting: list[tuple[str, ...]] = [(START,)]
    while waiting:
        way = waiting.pop()
        met.add(way[-1])
        onward = choices(frozen, way[-1])
        assert not {*onward} & {*way}, "a circle"
        waiting += [(*way, address) for address in onward]
        if not onward:
            ends.add(way[-1])
    assert met == {FLOW.address(page.id) for page in FLOW.pages}
    assert ends == {FLOW.address(outcome) for outcome in FLOW.outcomes}


@every_question
def test_a_question_shows_its_answers_as_links_in_order(frozen: Path, page: FlowQuestion) -> None:
    main = main_of(frozen, FLOW.address(page.id))
    assert choices(frozen, FLOW.address(page.id)) == [FLOW.address(answer.to) for answer in page.answers]
    (group,) = of_class(main, "choices")
    assert [text_of(link) for link in group.iter("a")] == [answer.text for answer in page.answers]


# Every page


@every_page
def test_nothing_can_be_typed_and_no_address_has_a_query(frozen: Path, page: FlowQuestion | Outcome) -> None:
    main = main_of(frozen, FLOW.address(page.id))
    assert [one.tag for one in main.iter() if one.tag in ("form", "input", "select", "textarea", "script")] == []
    assert [href for href in hrefs(main) if "?" in href] == []


@every_page
def test_danger_stands_before_everything_else(frozen: Path, page: FlowQuestion | Outcome) -> None:
    main = main_of(frozen, FLOW.address(page.id))
    first = next(one for one in main.iter() if one.tag in ("p", "h1", "h2", "ul", "dl"))
    assert "999" in text_of(first)
    assert hrefs(first) == ["/help/"]


@every_page
def test_the_page_leads_back_and_to_the_start(frozen: Path, page: FlowQuestion | Outcome) -> None:
    document = parsed(frozen / FLOW.address(page.id).strip("/") / "index.html")
    back = [link.get("href") for link in of_class(document, "govuk-back-link")]
    before = FLOW.before(page.id)
    assert back == ([FLOW.address(before.id)] if before else [])
    if before:
        (again,) = of_class(main_of(frozen, FLOW.address(page.id)), "related")
        assert hrefs(again) == [FLOW.address(before.id), START]
        assert FLOW.address(page.id) in choices(frozen, FLOW.address(before.id))


@every_page
def test_only_the_start_may_be_found_by_searching(frozen: Path, page: FlowQuestion | Outcome) -> None:
    document = parsed(frozen / FLOW.address(page.id).strip("/") / "index.html")
    robots = [meta.get("content") for meta in document.iter("meta") if meta.get("name") == "robots"]
    assert robots == ([] if page is FLOW.start else ["noindex"])


def test_the_first_question_has_one_address(client: FlaskClient) -> None:
    assert client.get(START).status_code == 200
    assert client.get(f"{START}{FLOW.start.id}/").status_code == 404
    assert client.get(f"{START}nothing/").status_code == 404


# Outcomes


@every_outcome
def test_an_outcome_says_ground_duty_time_limit_and_next_step(frozen: Path, page: Outcome) -> None:
    main = main_of(frozen, FLOW.address(page.id))
    answers = dict(zip((text_of(one) for one in main.iter("dt")), main.iter("dd"), strict=True))
    assert text_of(answers["Duty"]) == page.duty.title
    grounds = answers[page.duty.grounds]
    assert hrefs(grounds) == [ground.address for ground in page.grounds]
    for ground in page.grounds:
        assert f"{ground.name}: {ground.paragraph}" in text_of(grounds)
    for limit in page.limits:
        assert f"{limit.title}: " in text_of(answers["By when"])
        assert limit.how in text_of(answers["By when"])
    assert page.when in text_of(answers["By when"])
    (steps,) = of_class(main, "steps")
    assert [(text_of(link), link.get("href")) for link in steps.iter("a")] == [
        (step.text, step.address) for step in page.steps
    ]


@every_outcome
def test_an_outcome_leads_to_the_sections_that_it_rests_on(frozen: Path, page: Outcome) -> None:
    links = [(link.get("href") or "", text_of(link)) for link in main_of(frozen, FLOW.address(page.id)).iter("a")]
    named = {
        int(found[1])
        for href, text in links
        if href.startswith("/guidance/") and (found := re.match(r"Section (\d+): ", text))
    }
    assert named == {*page.sections}


@every_outcome
def test_an_outcome_says_that_the_agency_decides_and_that_this_is_no_legal_advice(frozen: Path, page: Outcome) -> None:
    text = text_of(main_of(frozen, FLOW.address(page.id)))
    assert "This is not legal advice, and it is not a decision." in text
    assert "leaves it to each agency to decide" in text


def test_two_working_days_are_said_where_the_case_must_be_notified(frozen: Path) -> None:
    for outcome in FLOW.outcomes.values():
        said = "Send the notification: within 2 working days." in text_of(main_of(frozen, FLOW.address(outcome.id)))
        assert said is bool(outcome.limits)


# The ways in


@pytest.mark.parametrize(
    "address",
    ["/", "/notify/", "/guidance/04-criteria-for-notification/", "/guidance/09-timescale-for-notification/"],
)
def test_the_pages_where_people_wonder_lead_here(frozen: Path, address: str) -> None:
    assert START in hrefs(main_of(frozen, address))


def test_the_menu_of_every_page_leads_here(frozen: Path) -> None:
    menu = next(parsed(frozen / "help" / "index.html").iter("header"))
    assert START in hrefs(menu)


# How it reads


def test_every_page_is_weighed_for_how_hard_it_is_to_read() -> None:
    found = {one.name: one for one in readings(load_library(ROOT / "content", show_unverified_numbers=True))}
    for page in FLOW.pages:
        said = " ".join(sentence.text for sentence in found[FLOW.address(page.id)].sentences)
        assert said.startswith("If a child is in danger now")
        expected = page.why.text if isinstance(page, Outcome) else page.answers[-1].text
        assert expected.split(".")[0].strip() in said


def test_an_abbreviation_that_a_page_does_not_explain_is_found(tmp_path: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    file = content / "flows" / "must-i-notify.toml"
    text = file.read_text("utf-8").replace("Suspicion is enough.", "An XYZ is enough.")
    file.write_text(text, "utf-8")
    line = text[: text.index("An XYZ")].count("\n") + 1
    found = [str(problem) for problem in unexplained_abbreviations(content)]
    assert [problem for problem in found if problem.startswith(f"{file}:{line}: XYZ ")]


# Mistakes that only the whole site can tell


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("[who to call](/help/)", "[who to call](/halp/)", "the link /halp/ leads to no page"),
        ("[raise a concern](/raise-a-concern/)", "[raise a concern](/raise/)", "the link /raise/ leads to no page"),
        ("#17-2-a-what-happened", "#17-2-a", "leads to no heading"),
        ('"/guidance/06-good-practice/"', '"/guidance/06/"', "the link /guidance/06/ leads to no page"),
        ("Suspicion is enough. Nobody", "{{ contact }}\n\nNobody", "there is no insert 'contact' here"),
    ],
)
def test_a_mistake_names_its_file_and_line(tmp_path: Path, stylesheet: Path, good: str, bad: str, problem: str) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    file = content / "flows" / "must-i-notify.toml"
    text = file.read_text("utf-8")
    assert text.count(good) == 1
    file.write_text(text.replace(good, bad), "utf-8")
    with pytest.raises(ContentError) as mistake:
        create_app(content, {"STYLESHEET": stylesheet})
    assert problem in mistake.value.problem
    line = text[: text.index(good)].count("\n") + 1
    assert str(mistake.value).startswith(f"{file}:{line}: ")
