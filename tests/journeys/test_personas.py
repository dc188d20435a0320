"""People who come to the site: each walks through it in a real browser, with scripts on and with scripts off.

With scripts off the screen is as narrow as a wide one at 400 %.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from journeys import office, personas
from journeys.looking import Watch, canaries
from journeys.personas import Persona, with_words
from journeys.walking import Walk
from laptop.stack import Stack

FILES = sorted(personas.FOLDER.glob("*.toml"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_somebody(file: Path, scripts: bool, chromium: Browser, here: Stack, state: Path, kept_pages: Path) -> None:
    """Everything that the persona's file says comes to pass, and every page on the way is as it should be."""
    persona = personas.load(file)
    watch = Watch(here.address, scripts, None if scripts else kept_pages)
    walk, before = Walk(chromium, here, persona, watch), office.stored(here)
    walk.done()
    assert watch.problems == []
    assert watch.elsewhere == [step.leaves_for for step in persona.steps if step.leaves_for]
    assert watch.history_with(walk.typed) == []
    if persona.emails:
        _office_hears(persona, walk, here)
    else:
        assert "reference" not in walk.words
        assert office.stored(here) == before
    assert [text for text in canaries(walk.typed) if text in office.logged(here, state)] == []


def _office_hears(persona: Persona, walk: Walk, here: Stack) -> None:
    """The emails and the record are as the persona says; an email holds nothing that was typed."""
    reference = walk.words["reference"]
    sent = office.emails(here, reference)
    expected = with_words(persona.emails, **walk.words)
    assert sorted((*email["to"], email["subject"]) for email in sent) == sorted(
        (email["to"], email["subject"]) for email in expected
    )
    written = "\n".join(email["subject"] + email["text"] + email["html"] for email in sent)
    assert [text for text in canaries(walk.typed) if text in written] == []
    kept, recorded = office.answers(here, reference), with_words(persona.record, **walk.words)
    assert {question: _summary(kept.get(question), answer) for question, answer in recorded.items()} == recorded


def _summary(answer: object, expected: object) -> object:
    """A group's answer as the number of its items, where a number is expected."""
    return len(answer["items"]) if isinstance(answer, dict) and isinstance(expected, int) else answer
