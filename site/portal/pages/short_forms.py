"""The abbreviations in what a page says, and which of them it has to explain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from portal.pages.glossary import Glossary, GlossaryTerm

ABBREVIATION = re.compile(r"\b(?:[A-Z]{2,}|[A-Z][a-z]?[A-Z])(?=s?\b)")


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
