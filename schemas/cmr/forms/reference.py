"""The reference of a submission: what a person quotes on the telephone.

Twelve characters in three groups, eleven from a cryptographic random source and one that checks them
(ISO 7064's hybrid system over our 22 characters: 23 is prime, so every single slip shows, and 99.6 % of swaps).
The alphabet leaves out whatever is misread or misheard (0 O, 1 I L, 2 Z, 5 S, 8 B, U) and all vowels, so that no
reference is a word. A reference carries no meaning: no date, no form, no order.
"""

from __future__ import annotations

import re
import secrets

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

ALPHABET = "34679CDFGHJKMNPQRTVWXY"
RANDOM_CHARACTERS = 11
EXAMPLE = "7KQX-M3PD-W9TF"

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")


class NotAReference(ValueError):
    """What was given is not a reference: a character is missing, mistaken or swapped."""


def mint() -> str:
    """A new reference such as `7KQX-M3PD-W9TF`: about 49 random bits and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return _grouped(body + mod_37_36.calc_check_digit(body, ALPHABET))


def read(typed: str) -> str:
    """The reference somebody typed, in its written form. Raises NotAReference.

    Case, spaces and dashes do not matter; a wrong or swapped character does.
    """
    compact = _SEPARATORS.sub("", typed).upper()
    if len(compact) != RANDOM_CHARACTERS + 1 or not set(compact) <= set(ALPHABET):
        raise NotAReference(typed)
    try:
        mod_37_36.validate(compact, ALPHABET)
    except ValidationError as slip:
        raise NotAReference(typed) from slip
    return _grouped(compact)


def _grouped(compact: str) -> str:
    return "-".join(compact[start : start + 4] for start in range(0, len(compact), 4))
