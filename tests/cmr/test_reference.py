"""References: minted at random, read however they are typed, and refused where a character slipped."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr.forms import reference
from cmr.forms.reference import ALPHABET, EXAMPLE, NotAReference

COMPACT = EXAMPLE.replace("-", "")
REFERENCES = st.builds(lambda _: reference.mint(), st.integers())
MISREAD = "0O1IL2Z5S8BUAE"


def is_one(text: str) -> bool:
    try:
        reference.read(text)
    except NotAReference:
        return False
    return True


@given(REFERENCES)
def test_a_minted_reference_reads_as_itself(minted: str) -> None:
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", minted)
    assert reference.read(minted) == minted


@given(
    REFERENCES,
    st.lists(st.sampled_from(["", " ", "-", "  ", "\u2013", "\u00a0", "\t"]), min_size=13, max_size=13),
    st.data(),
)
def test_case_spaces_and_dashes_do_not_matter(minted: str, between: list[str], data: st.DataObject) -> None:
    characters = [data.draw(st.sampled_from([one, one.lower()])) for one in minted.replace("-", "")]
    typed = "".join(gap + one for gap, one in itertools.zip_longest(between, characters, fillvalue=""))
    assert reference.read(typed) == minted


@given(REFERENCES)
def test_every_single_slip_is_found(minted: str) -> None:
    compact = minted.replace("-", "")
    for at, other in itertools.product(range(12), ALPHABET):
        slipped = compact[:at] + other + compact[at + 1 :]
        assert is_one(slipped) is (slipped == compact)


@given(REFERENCES)
def test_one_character_too_many_or_too_few_is_found(minted: str) -> None:
    compact = minted.replace("-", "")
    for at in range(12):
        assert not is_one(compact[:at] + compact[at + 1 :])
        assert not is_one(compact[:at] + compact[at] + compact[at:])


def test_nearly_every_swap_of_neighbours_is_found() -> None:
    swaps = found = 0
    for compact in (reference.mint().replace("-", "") for _ in range(400)):
        for at in range(11):
            swapped = compact[:at] + compact[at + 1] + compact[at] + compact[at + 2 :]
            if swapped != compact:
                swaps += 1
                found += not is_one(swapped)
    assert found / swaps > 0.98


@given(st.text(max_size=30))
def test_what_is_no_reference_is_refused_and_never_a_fault(text: str) -> None:
    if is_one(text):
        assert re.sub(r"[\W_]", "", text).upper() == reference.read(text).replace("-", "")


@pytest.mark.parametrize(
    "text", ["", " ", "-" * 14, EXAMPLE[:-1], EXAMPLE + "X", "0" * 12, "\x00" * 12, "٧" * 12, EXAMPLE * 2]
)
def test_what_only_looks_like_a_reference_is_refused(text: str) -> None:
    assert not is_one(text)


def test_the_example_is_a_reference() -> None:
    assert reference.read(EXAMPLE) == EXAMPLE


def test_no_character_can_be_misread_and_no_word_can_be_formed() -> None:
    assert not {*ALPHABET} & {*MISREAD}
    assert len({*ALPHABET}) == len(ALPHABET) == 22


def test_references_do_not_repeat_and_use_every_character_alike() -> None:
    minted = [reference.mint() for _ in range(3000)]
    assert len({*minted}) == len(minted)
    counted = Counter(character for one in minted for character in one if character != "-")
    assert counted.keys() == {*ALPHABET}
    expected = 3000 * 12 / 22
    assert all(abs(times - expected) < 8 * expected**0.5 for times in counted.values())
