"""Finds abbreviations that a page uses before it says what they are short for: part of `cmr check`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cmr.errors import ContentError
from portal.checks.sentences import Block, blocks
from portal.flows.sentences import flow_blocks
from portal.forms.sentences import form_blocks
from portal.pages.glossary import Glossary, GlossaryTerm
from portal.pages.library import load_library

ABBREVIATION = re.compile(r"\b(?:[A-Z]{2,}|[A-Z][a-z]?[A-Z])(?=s?\b)")


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


def short_forms(texts: Iterable[str], glossary: Glossary) -> list[GlossaryTerm]:
    """What a page that is put together from `texts` has to explain first: the terms they shorten, in that order."""
    used = [short for _, short in first_uses(texts, glossary)]
    terms = {term.short: term for term in glossary.terms}
    return [terms[short] for short in used if short in terms]


def first_uses(texts: Iterable[str], glossary: Glossary) -> Iterator[tuple[int, str]]:
    """Each abbreviation that the text of its first use does not explain, and the number of that text."""
    seen = set(glossary.everyday)
    for number, text in enumerate(texts):
        for short in dict.fromkeys(ABBREVIATION.findall(text)):
            if short not in seen and not _explains(text, glossary.in_full.get(short)):
                yield number, short
            seen.add(short)


def _explains(text: str, words: str | None) -> bool:
    return words is not None and words.casefold() in " ".join(text.split()).casefold()


def _advice(short: str, glossary: Glossary) -> str:
    words = glossary.in_full.get(short)
    if words:
        return f"{short} is not explained where the page first uses it: write “{words} ({short})” there"
    return f"{short} is not in glossary.toml: add its term, or add it to `everyday` if everyone knows it"
