"""Reads the flows of `content/flows/`. Whatever is wrong in one stops the build and names file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeVar

from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import ID
from cmr.flows.flow import DUTIES, Answer, Flow, FlowDuty, FlowQuestion, FlowText, Ground, Outcome, Step
from cmr.flows.flow_graph import check_graph
from cmr.forms.option_lists import Option, OptionList, load_option_lists
from cmr.process.process import TimeLimit
from cmr.process.time_limits import time_limits

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TOP = {"title", "summary", "reviewed", "danger", "intro", "note", "facts", "duty", "ground", "question", "outcome"}
_QUESTION = {"id", "title", "words", "list", "leave_out", "option"}
_OUTCOME = {"id", "title", "duty", "grounds", "sections", "limits", "says", "why", "when", "step"}

T = TypeVar("T", FlowDuty, Ground, FlowQuestion, Outcome)


def load_flows(content: Path) -> Mapping[str, Flow]:
    """Every flow of `content` by slug. Raises ContentError naming file and line."""
    files = [TomlFile.read(path) for path in sorted((content / "flows").glob("*.toml"))]
    sections = {int(path.name[:2]) for path in (content / "guidance").glob("[0-9][0-9]-*.md")}
    lists = load_option_lists(content)
    flows = [read_flow(file, sections=sections, lists=lists) for file in files]
    return {flow.slug: flow for flow in flows}


def read_flow(file: TomlFile, *, sections: Collection[int], lists: Mapping[str, OptionList]) -> Flow:
    """The flow that `file` declares, where the guidance has these `sections`. Raises ContentError."""
    return _FlowReader(sections, lists).flow(Row(file, "a flow", file.data))


class _FlowReader:
    """One reading of one file. Keeps the rows, so that what is wrong with the whole is named by its line too."""

    def __init__(self, sections: Collection[int], lists: Mapping[str, OptionList]) -> None:
        self.sections = sections
        self.lists = lists
        self.facts: Mapping[str, tuple[str, ...]] = {}
        self.duties: Mapping[str, FlowDuty] = {}
        self.grounds: Mapping[str, Ground] = {}
        self.rows: dict[str, Row] = {}
        self.answers: dict[tuple[str, str], Row] = {}

    def flow(self, row: Row) -> Flow:
        row.only(_TOP)
        if not ID.fits(row.file.path.stem):
            raise row.wrong(f"the name of the file is an address: write it as {ID.plainly}")
        facts = row.table("facts")
        self.facts = {fact: facts.words(fact) for fact in facts.data}
        self.duties = self._each(row, "duty", "a duty", self._duty)
        self.grounds = self._each(row, "ground", "a ground", lambda one: one.made(Ground))
        flow = Flow(
            file=row.file,
            title=row.text("title"),
            summary=row.text("summary"),
            reviewed=row.day("reviewed"),
            danger=_words(row, "danger"),
            intro=_words(row, "intro"),
            note=_words(row, "note"),
            facts=self.facts,
            questions=self._each(row, "question", "a question", self._question),
            outcomes=self._each(row, "outcome", "an outcome", self._outcome),
        )
        if not flow.questions:
            raise row.wrong("a flow needs at least one [[question]]")
        check_graph(flow, self.rows, self.answers)
        return flow

    def _each(self, row: Row, key: str, called: str, read: Callable[[Row], T]) -> Mapping[str, T]:
        """What the tables under `key` declare, by id. Questions and outcomes are pages, which share one set of ids."""
        found: dict[str, T] = {}
        pages = key in ("question", "outcome")
        for one in row.rows(key, called):
            given = one.text("id")
            if not _ID.fullmatch(given):
                raise one.wrong(f"an id has small letters, digits and dashes: '{given}'", "id")
            if given in (self.rows if pages else found):
                raise one.wrong(f"'{given}' is declared twice", "id")
            if pages:
                self.rows[given] = one
            found[given] = read(one)
        return found

    def _duty(self, row: Row) -> FlowDuty:
        duty = row.made(FlowDuty)
        if duty.id not in DUTIES:
            raise row.wrong(f"a duty is one of {', '.join(DUTIES)}, not '{duty.id}'", "id")
        return duty

    def _question(self, row: Row) -> FlowQuestion:
        row.only(_QUESTION)
        page_id = row.text("id")
        answers = tuple(self._answer(page_id, one) for one in row.rows("option", "an answer"))
        if not answers:
            raise row.wrong(f"'{page_id}' is a dead end: a question needs at least one [[question.option]]", "id")
        return FlowQuestion(
            id=page_id,
            title=row.text("title"),
            words=_words(row, "words") if "words" in row.data else None,
            answers=answers,
            listed=self._listed(row),
        )

    def _answer(self, page_id: str, row: Row) -> Answer:
        for fact, value in row.texts("asserts").items():
            if value not in self.facts.get(fact, ()):
                raise row.wrong(f"it asserts {fact} = '{value}', which [facts] does not know", "asserts")
        answer = row.made(Answer)
        if (page_id, answer.to) not in self.answers:
            self.answers[page_id, answer.to] = row
        return answer

    def _listed(self, row: Row) -> tuple[Option, ...]:
        """The options of the list that a question shows, without those it leaves out."""
        if "list" not in row.data:
            return ()
        named = row.text("list")
        if named not in self.lists:
            raise row.wrong(f"no list is called '{named}'", "list")
        options = self.lists[named].options
        left_out = row.words("leave_out")
        for value in left_out:
            if value not in {option.value for option in options}:
                raise row.wrong(f"the list has no '{value}' to leave out", "leave_out")
        return tuple(option for option in options if option.value not in left_out)

    def _outcome(self, row: Row) -> Outcome:
        row.only(_OUTCOME)
        duty = row.text("duty")
        if duty not in self.duties:
            raise row.wrong(f"no [[duty]] is called '{duty}'", "duty")
        limits = self._limits(row)
        if duty == "must" and not limits:
            raise row.wrong("a duty to notify has a time limit: name it in 'limits'", "duty")
        return Outcome(
            id=row.text("id"),
            title=row.text("title"),
            duty=self.duties[duty],
            grounds=self._grounds(row),
            sections=self._sections(row),
            limits=limits,
            says=_words(row, "says"),
            why=_words(row, "why"),
            when=row.text("when") if "when" in row.data or not limits else "",
            steps=_steps(row),
        )

    def _grounds(self, row: Row) -> tuple[Ground, ...]:
        named = row.words("grounds")
        if not named:
            raise row.wrong("an outcome names at least one ground", "grounds")
        for ground in named:
            if ground not in self.grounds:
                raise row.wrong(f"no [[ground]] is called '{ground}'", "grounds")
        return tuple(self.grounds[ground] for ground in named)

    def _sections(self, row: Row) -> tuple[int, ...]:
        named = row.numbers("sections")
        if not named:
            raise row.wrong("an outcome names at least one section of the guidance", "sections")
        for section in named:
            if section not in self.sections:
                raise row.wrong(f"the guidance has no section {section}", "sections")
        return named

    def _limits(self, row: Row) -> tuple[TimeLimit, ...]:
        named = row.words("limits")
        for limit in named:
            if limit not in time_limits():
                raise row.wrong(f"there is no time limit '{limit}' in process.toml", "limits")
            if not time_limits()[limit].counted:
                raise row.wrong(f"no date follows from '{limit}', so it is no answer to by when", "limits")
        return tuple(time_limits()[limit] for limit in named)


def _steps(row: Row) -> tuple[Step, ...]:
    steps = tuple(one.made(Step) for one in row.rows("step", "a step"))
    if not steps:
        raise row.wrong("an outcome says what to do next: give an [[outcome.step]]", "id")
    return steps


def _words(row: Row, key: str) -> FlowText:
    """The Markdown under `key`, and the line it starts on: the one after an opening that stands alone."""
    text = row.text(key)
    line = line_of(row.file, (*row.place, key))
    opening = row.file.text.splitlines()[line - row.file.first_line]
    return FlowText(text, line + opening.rstrip().endswith('= """'))
