"""An answer wherever it is shown or kept. "Not known" is an answer to any question that offers it."""

from __future__ import annotations

from typing import Any

from cmr.forms.question import NOT_KNOWN, Question


def answer_lines(question: Question, answer: Any) -> list[str]:
    """How an answer reads on a page, a line each."""
    return ["Not known"] if _not_known(question, answer) else question.kind.lines(question, answer)


def answer_in_csv(question: Question, answer: Any) -> dict[str, str]:
    """How an answer reads in a spreadsheet: column heading to cell."""
    return {question.title: "Not known"} if _not_known(question, answer) else question.kind.in_csv(question, answer)


def answer_in_json(question: Question, answer: Any) -> Any:
    """How an answer is kept."""
    return {"not_known": True} if _not_known(question, answer) else question.kind.in_json(question, answer)


def answer_from_json(question: Question, kept: Any) -> Any:
    """The answer that `answer_in_json` kept."""
    return NOT_KNOWN if kept == {"not_known": True} else question.kind.from_json(question, kept)


def _not_known(question: Question, answer: Any) -> bool:
    return question.kind.asks_not_known(question) and isinstance(answer, str) and answer == NOT_KNOWN
