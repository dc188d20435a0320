"""What must hold for a flow as a whole: every answer leads on, nothing leads in a circle, nothing is left over."""

from __future__ import annotations

from collections.abc import Mapping

from cmr.errors import ContentError
from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.flows.flow import Flow

Rows = Mapping[str, Row]
AnswerRows = Mapping[tuple[str, str], Row]


def check_graph(flow: Flow, rows: Rows, answers: AnswerRows) -> None:
    """Raise ContentError for the first thing wrong. `rows` and `answers` say where pages and links are declared."""
    _every_answer_leads_somewhere(flow, answers)
    _nothing_leads_in_a_circle(flow, answers)
    _every_page_is_reached(flow, rows)
    _every_page_has_its_own_title(flow, rows)
    _every_fact_is_asserted(flow, rows[flow.start.id].file)


def _every_answer_leads_somewhere(flow: Flow, answers: AnswerRows) -> None:
    for (_, to), row in answers.items():
        if to not in {page.id for page in flow.pages}:
            raise row.wrong(f"no question and no outcome is called '{to}'", "to")


def _nothing_leads_in_a_circle(flow: Flow, answers: AnswerRows) -> None:
    done: set[str] = set()

    def follow(page_id: str, way: tuple[str, ...]) -> None:
        if page_id in way:
            raise answers[way[-1], page_id].wrong(f"this leads in a circle, back to '{page_id}'", "to")
        if page_id in done or page_id not in flow.questions:
            return
        for answer in flow.questions[page_id].answers:
            follow(answer.to, (*way, page_id))
        done.add(page_id)

    for question in flow.questions:
        follow(question, ())


def _every_page_is_reached(flow: Flow, rows: Rows) -> None:
    reached, waiting = set(), [flow.start.id]
    while waiting:
        page_id = waiting.pop()
        reached.add(page_id)
        if page_id in flow.questions:
            waiting += [answer.to for answer in flow.questions[page_id].answers]
    for page in flow.pages:
        if page.id not in reached:
            raise rows[page.id].wrong(f"no way leads to '{page.id}'", "id")


def _every_page_has_its_own_title(flow: Flow, rows: Rows) -> None:
    """The site map, a browser's tabs and its history tell pages apart by their titles."""
    titles: set[str] = set()
    for page in flow.pages:
        if page.title in titles:
            raise rows[page.id].wrong(f"another page is called '{page.title}' too", "title")
        titles.add(page.title)


def _every_fact_is_asserted(flow: Flow, file: TomlFile) -> None:
    said = {
        (fact, value)
        for question in flow.questions.values()
        for answer in question.answers
        for fact, value in answer.asserts.items()
    }
    for fact, values in flow.facts.items():
        for value in values:
            if (fact, value) not in said:
                raise ContentError(
                    file.path, line_of(file, ("facts", 0, fact)), f"no answer asserts {fact} = '{value}'"
                )
