"""What is read of a form: its questions with their hints, options and advice, page by page, each with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from cmr.files.toml_file import TomlFile
from cmr.forms.catalogue import FORMS_FOLDER
from cmr.forms.form import Form, Topic
from cmr.forms.question import Question
from portal.checks.sentences import Block


def form_blocks(form: Form) -> Iterator[Block]:
    """Everything read of `form`, in order. What a list of options says is the list's, and is not here."""
    file = TomlFile.read(FORMS_FOLDER / f"{form.slug}.toml")
    for topic in form.topics:
        for text in _topic(topic):
            yield Block(file.path, _line(file, text), text)
    for text in form.next_steps:
        yield Block(file.path, _line(file, text), text)


def _topic(topic: Topic) -> Iterator[str]:
    yield from topic.intro
    for question in topic.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield question.label
    yield from filter(None, (question.hint, *(advice.text for advice in question.advice)))
    for inner in question.questions:
        yield from _question(inner)


def _line(file: TomlFile, text: str) -> int:
    """The line on which these words start."""
    written = text.replace('"', '\\"')
    return file.text[: max(file.text.find(written), 0)].count("\n") + 1
