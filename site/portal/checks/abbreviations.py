"""Finds abbreviations that a page uses before it says what they are short for: part of `cmr check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cmr.errors import ContentError
from portal.checks.flow_sentences import flow_blocks
from portal.checks.form_sentences import form_blocks
from portal.checks.sentences import Block, blocks
from portal.pages.glossary import Glossary
from portal.pages.library import load_library
from portal.pages.short_forms import first_uses


def unexplained_abbreviations(content: Path) -> Iterator[ContentError]:
    """The first use of every abbreviation that its page does not explain there."""
    try:
        library = load_library(content, show_unverified_numbers=True)
    except ContentError as problem:
        yield problem
        return
    glossary = library.wording.glossary
    for page in library.written:
        yield from unexplained(blocks(page, library.wording.roles), glossary)
    for form in library.forms.values():
        yield from unexplained(form_blocks(form), glossary)
    for flow in library.flows.values():
        for one in flow.pages:
            yield from unexplained(flow_blocks(flow, one), glossary)


def unexplained(read: Iterable[Block], glossary: Glossary) -> Iterator[ContentError]:
    """The first use of each abbreviation in `read`, where the same block does not also give its words."""
    found = list(read)
    for number, short in first_uses([block.text for block in found], glossary):
        yield ContentError(found[number].path, found[number].line, _advice(short, glossary))


def _advice(short: str, glossary: Glossary) -> str:
    words = glossary.in_full.get(short)
    if words:
        return f"{short} is not explained where the page first uses it: write “{words} ({short})” there"
    return f"{short} is not in glossary.toml: add its term, or add it to `everyday` if everyone knows it"
