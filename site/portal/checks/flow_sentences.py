"""What is read of a flow, page by page, each with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from cmr.files.front_matter import PageFile
from cmr.flows.flow import Flow, FlowQuestion, FlowText, Outcome
from cmr.markdown.parsing import parse
from portal.checks.sentences import Block, spoken


def flow_blocks(flow: Flow, page: FlowQuestion | Outcome) -> Iterator[Block]:
    """Everything read of one page of `flow`, in order. What a list or a time limit says is theirs, and is not here."""
    yield from _words(flow, flow.danger)
    if isinstance(page, Outcome):
        yield from _outcome(flow, page)
    else:
        yield from _question(flow, page)


def _question(flow: Flow, page: FlowQuestion) -> Iterator[Block]:
    for words in (flow.intro if page is flow.start else None, page.words):
        yield from _words(flow, words)
    for answer in page.answers:
        yield _block(flow, "text", answer.text)
        if answer.hint:
            yield _block(flow, "hint", answer.hint)


def _outcome(flow: Flow, page: Outcome) -> Iterator[Block]:
    yield from _words(flow, page.says)
    if page.when:
        yield _block(flow, "when", page.when)
    for step in page.steps:
        yield _block(flow, "text", step.text)
    for words in (page.why, flow.note):
        yield from _words(flow, words)


def _words(flow: Flow, words: FlowText | None) -> Iterator[Block]:
    if words:
        text = parse(PageFile(flow.file, words.text, words.line))
        yield from (Block(flow.file.path, text.line(run.block), spoken(run)) for run in text.runs())


def _block(flow: Flow, key: str, text: str) -> Block:
    return Block(flow.file.path, flow.file.line_of(key, text), text)
