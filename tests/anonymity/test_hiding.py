"""However a number is hidden, it is found, and the finding says where in the file it stands."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cmr.anonymity.finding import Finding
from cmr.anonymity.passage import Allowed
from cmr.anonymity.summary_text import scan_markdown
from measure.anonymity_identifiers import MADE
from measure.anonymity_spellings import spellings

NUMBERS = ("health-number", "telephone", "national-insurance", "postcode", "exact-date", "email")
ORDINAL = re.compile(r"(1st|2nd|3rd|\dth)$")
"""In small letters a postcode that ends so cannot be told from words that count: "room a1 2nd floor"."""
BEFORE = st.sampled_from(
    (
        "",
        "The plan was kept.\n\n",
        "Dé, “quoted” and ﬁne:\n\n- one\n- two\n\n",
        "A\u00a0line\u200b of\u2014signs.\n\n## Heading\n\n",
        "&amp; more &nbsp; entities\n\n",
        "\n\n\n",
        "**bold** _and_ `code`\n\n",
        "𝟙𝟚 ½ ﬀ\n\n",
    )
)
IN_MARKDOWN = st.sampled_from(
    ("{}", "| a | {} | b |", "- {}", "> {}", "## {}", "![{}](a.png)", "<!-- {} -->", "**{}**", "1. {}", '[a](b "{}")')
)
OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def where(text: str, finding: Finding) -> int:
    """The place in `text` at which a finding points."""
    return sum(len(line) + 1 for line in text.split("\n")[: finding.line - 1]) + finding.column - 1


@OFTEN
@given(rule=st.sampled_from(NUMBERS), seed=st.integers(0, 10**9), before=BEFORE, frame=IN_MARKDOWN, data=st.data())
def test_a_hidden_number_is_found_at_its_place(
    helplines: Allowed, rule: str, seed: int, before: str, frame: str, data: st.DataObject
) -> None:
    chance = random.Random(seed)  # noqa: S311
    plain = MADE[rule](chance)
    _, spell = data.draw(st.sampled_from(spellings(rule, plain)))
    written = spell(plain, chance)
    assume(not ORDINAL.search(written))
    frame = "{}" if "\n" in written else frame
    text = before + frame.format(f"it was {written} then") + "\n\nNothing more.\n"
    start = text.index(written, len(before))
    found = [one for one in scan_markdown(text, helplines) if one.blocks]
    places = [where(text, one) for one in found]
    assert any(start - 1 <= place < start + len(written) for place in places), (written, found)


@pytest.mark.parametrize(
    "written",
    [
        "028 9649\n6001",
        "> 028 9649\n> 6001",
        "028\u20119649\u20116001",
        "0\u200b28 9649 6001",
        "０２８ ９６４９ ６００１",
        "028 **9649** 6001",
        "028&nbsp;9649&#32;6001",
        "O28 9649 6OO1",
        "oh two eight nine six four nine six zero zero one",
        "[call](tel:+442896496001)",
    ],
)
def test_one_telephone_number_in_ten_disguises(helplines: Allowed, written: str) -> None:
    found = scan_markdown(f"One line.\n\n{written}\n", helplines)
    assert [(one.rule, one.line) for one in found if one.blocks] == [("telephone", 3)]


@OFTEN
@given(st.text(max_size=400))
def test_no_text_makes_it_fail(helplines: Allowed, text: str) -> None:
    for one in scan_markdown(text, helplines):
        assert 1 <= one.line <= text.count("\n") + 1
        assert one.column >= 1


@OFTEN
@given(st.text(alphabet="0123456789 -./()+OlISB\nbtqdamr@&;#<>*_\\\"'|[]!", max_size=300))
def test_no_heap_of_signs_makes_it_fail_or_dawdle(helplines: Allowed, text: str) -> None:
    scan_markdown(text, helplines)
