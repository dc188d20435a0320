"""A box opens with its own key, in its own place, as the version that it was sealed as; and in no other way."""

from __future__ import annotations

import json
import os
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors import Unavailable
from casebook.sealing import BEFORE, LEAST_BOX, VERSION, DataKey, NotOurs, new_data_key, open_data_key, seal, unseal
from stand_ins import Faults, refused

KEY = DataKey(bytes(range(32)), b"")
PLACE = {"reference": "7KQX-M3PD-W9TF", "form": "concern"}
TEXT = "She said it stopped on Tuesday."
BOX = seal(TEXT, KEY, PLACE)


def made_by_hand(version: bytes, authenticated: bytes, text: str = TEXT) -> bytes:
    """A box as its description says, whatever `seal` does now."""
    nonce = os.urandom(12)
    return version + nonce + AESGCM(KEY.clear).encrypt(nonce, zlib.compress(text.encode()), authenticated)


def place_as_kept() -> bytes:
    return json.dumps(PLACE, sort_keys=True, separators=(",", ":")).encode()


@given(text=st.text(), place=st.dictionaries(st.text(), st.text(), max_size=3))
def test_whatever_is_sealed_opens_again(text: str, place: dict[str, str]) -> None:
    assert unseal(seal(text, KEY, place), KEY, place) == text


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    assert len({seal(TEXT, KEY, PLACE)[1:13] for _ in range(20)}) == 20


def opens(box: bytes) -> bool:
    try:
        unseal(box, KEY, PLACE)
    except NotOurs:
        return False
    return True


def with_bit_turned(bit: int) -> bytes:
    altered = bytearray(BOX)
    altered[bit // 8] ^= 1 << bit % 8
    return bytes(altered)


def test_a_box_of_which_any_bit_was_turned_does_not_open() -> None:
    assert [bit for bit in range(len(BOX) * 8) if opens(with_bit_turned(bit))] == []


def test_a_box_that_was_cut_short_anywhere_or_lengthened_does_not_open() -> None:
    assert [length for length in range(len(BOX)) if opens(BOX[:length])] == []
    assert not opens(BOX + b"\0")


@pytest.mark.parametrize("place", [{}, {**PLACE, "form": "notification"}, {"reference": PLACE["reference"]}])
def test_a_box_does_not_open_in_another_place(place: dict[str, str]) -> None:
    with pytest.raises(NotOurs):
        unseal(BOX, KEY, place)


def test_a_box_does_not_open_with_another_key() -> None:
    with pytest.raises(NotOurs):
        unseal(BOX, DataKey(bytes(32), b""), PLACE)


def test_the_order_in_which_a_place_is_written_does_not_matter() -> None:
    assert unseal(BOX, KEY, dict(reversed(PLACE.items()))) == TEXT


# The version


def test_a_box_says_its_version_and_the_version_is_authenticated() -> None:
    assert BOX[:1] == VERSION
    assert unseal(made_by_hand(VERSION, VERSION + place_as_kept()), KEY, PLACE) == TEXT
    assert not opens(made_by_hand(VERSION, place_as_kept()))


def test_a_box_of_the_version_before_still_opens() -> None:
    assert unseal(made_by_hand(BEFORE, place_as_kept()), KEY, PLACE) == TEXT


def test_no_box_passes_for_one_of_another_version() -> None:
    before = made_by_hand(BEFORE, place_as_kept())
    assert not opens(VERSION + before[1:])
    assert not opens(BEFORE + BOX[1:])


def test_a_version_that_there_is_not_is_refused_however_well_it_was_sealed() -> None:
    others = [bytes([number]) for number in range(256) if bytes([number]) not in (BEFORE, VERSION)]
    assert [one for one in others if opens(made_by_hand(one, one + place_as_kept()))] == []


def test_the_least_that_a_box_can_be_is_what_surrounds_its_text() -> None:
    assert len(BOX) - LEAST_BOX == len(zlib.compress(TEXT.encode()))


# Data keys


def test_a_data_key_opens_in_its_own_place_only(cloud: dict[str, str]) -> None:
    made = new_data_key(cloud["RECORDS_KEY"], PLACE)
    assert len(made.clear) == 32
    assert made.clear not in made.kept
    assert open_data_key(made.kept, cloud["RECORDS_KEY"], PLACE) == made
    with pytest.raises(NotOurs):
        open_data_key(made.kept, cloud["RECORDS_KEY"], {**PLACE, "form": "notification"})


@pytest.mark.parametrize("code", ["InvalidCiphertextException", "IncorrectKeyException"])
def test_a_data_key_that_kms_says_is_none_of_its_own_is_not_ours(
    cloud: dict[str, str], fail: Faults, code: str
) -> None:
    fail("kms", "decrypt", refused(code))
    with pytest.raises(NotOurs):
        open_data_key(b"kept", cloud["RECORDS_KEY"], PLACE)


def test_a_kms_that_fails_is_unavailable_and_nothing_is_blamed_on_the_box(cloud: dict[str, str], fail: Faults) -> None:
    fail("kms", "decrypt")
    with pytest.raises(Unavailable):
        open_data_key(b"kept", cloud["RECORDS_KEY"], PLACE)
    fail("kms", "generate_data_key")
    with pytest.raises(Unavailable):
        new_data_key(cloud["RECORDS_KEY"], PLACE)
