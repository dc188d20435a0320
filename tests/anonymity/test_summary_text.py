"""A summary's file: prose is looked through, approvals are not taken for days of a child's life."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from cmr.anonymity.allowances import allowed_for, declared_in
from cmr.anonymity.summary_text import scan_markdown, scan_name

CONTENT = Path(__file__).parents[2] / "content"
SUMMARY = """+++
title = "Concerns heard one at a time"
summary = "A child was hurt {summary}."
pseudonym = "Rowan"
pseudonyms = ["Ash"]
published = "2026-09"
review = 2028-09-01
publish_on = 2026-09-14
learning = [
  "Ask the child {learning}.",
]
content_warning = "This is about harm {warning}."

[[recommendations]]
text = "Share sooner {recommendation}."
timed = "By March 2027 {timed}"

[gate.G1]
who = ["Panel Chair"]
when = 2026-07-01
evidence = "minute of 12 March 2026, item 4"
+++
## Rowan {heading}

Rowan and Ash were seen {body}.

![A chart {alt}](chart.png "{caption}")

| a | b |
|---|---|
| 1 | {cell} |

[The plan](/plans/{link}/) <!-- {comment} -->
"""
PLACES = (
    "summary",
    "learning",
    "warning",
    "recommendation",
    "timed",
    "heading",
    "body",
    "alt",
    "caption",
    "cell",
    "link",
    "comment",
)


def filled(**words: str) -> str:
    """The summary with these words in their places, and nothing in the others."""
    return SUMMARY.format(**{place: words.get(place, "") for place in PLACES})


def test_a_summary_with_its_approvals_and_pseudonyms_is_clean() -> None:
    text = filled()
    assert scan_markdown(text, allowed_for(CONTENT, declared_in(text))) == ()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", ["12/03/2019", "028-9649-6123"])
def test_every_part_of_it_is_looked_through(place: str, words: str) -> None:
    text = filled(**{place: words})
    found = [one for one in scan_markdown(text, allowed_for(CONTENT, declared_in(text))) if one.blocks]
    before = text[: text.index(words)]
    assert {(one.line, one.column) for one in found} == {(before.count("\n") + 1, len(before) - before.rfind("\n"))}


def test_an_approval_is_looked_through_for_names_only() -> None:
    found = scan_markdown(filled().replace("Panel Chair", "Mrs Doherty"))
    assert [(one.rule, one.line) for one in found if one.blocks] == [("titled-name", 19)]


def test_a_place_or_a_name_blocks_where_no_reader_looks() -> None:
    found = scan_markdown(filled(alt="of Strabane", link="aoife-doherty"))
    assert {(one.rule, one.level) for one in found if one.blocks} == {("town", "block"), ("full-name", "block")}


@pytest.mark.parametrize(
    "name", ["aoife-doherty.md", "12-march-2019.md", "2019-03-12.md", "a-child-in-strabane.md", "028-9649-6123.md"]
)
def test_the_name_of_the_file_may_say_no_more_than_its_words(name: str) -> None:
    assert [one.level for one in scan_name(PurePath(name))] == ["block"]


def test_a_plain_name_of_a_file_is_clean() -> None:
    assert scan_name(PurePath("concerns-heard-one-at-a-time.md")) == ()
