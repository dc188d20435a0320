"""Makes one identifier of each kind, as a form would write it."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "anonymity_corpus.toml"
Maker = Callable[[random.Random], str]

_LAST_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _checked(first_nine: int) -> str | None:
    digits = f"{first_nine:09d}"
    check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    return None if check == 10 else digits + str(check % 11)


def health_number(chance: random.Random) -> str:
    """A number with the right check digit: Northern Ireland's, England's, or a Scottish one with a day of birth."""
    while True:
        first = chance.choice(
            (
                chance.randint(320_000_001, 399_999_998),
                chance.randint(400_000_000, 499_999_999),
                chance.randint(600_000_000, 799_999_999),
                _day_first(chance),
            )
        )
        whole = _checked(first)
        if whole:
            return f"{whole[:3]} {whole[3:6]} {whole[6:]}"


def _day_first(chance: random.Random) -> int:
    """The first nine digits of a Scottish number: a day of birth and three more."""
    day = f"{chance.randint(1, 28):02d}{chance.randint(1, 12):02d}{chance.randint(0, 99):02d}"
    return int(f"{day}{chance.randint(0, 999):03d}")


def telephone(chance: random.Random) -> str:
    """A number from the ranges reserved for drama, as it is dialled from here, from abroad, or from the Republic."""
    local = f"9649 6{chance.randint(0, 999):03d}"
    mobile = f"7700 900{chance.randint(0, 999):03d}"
    return chance.choice(
        (
            f"028 {local}",
            f"028 {local}",
            f"0{mobile}",
            f"+44 28 {local}",
            f"0044 {mobile}",
            f"+44 {mobile}",
            f"048 {local}",
            f"0808 1570 {chance.randint(0, 999):03d}",
        )
    )


def national_insurance(chance: random.Random) -> str:
    """Two letters, six digits, one letter."""
    first, second = chance.choice("ABCEHJLMPRSTWXY"), chance.choice("ABCEHJLMPRSWXY")
    prefix = "QQ" if first + second in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ") else first + second
    pairs = " ".join(f"{chance.randint(0, 99):02d}" for _ in range(3))
    return f"{prefix} {pairs} {chance.choice('ABCD')}"


def postcode(chance: random.Random) -> str:
    """A postcode, in most cases of Northern Ireland."""
    last = f"{chance.randint(1, 9)}{chance.choice(_LAST_LETTERS)}{chance.choice(_LAST_LETTERS)}"
    area = chance.choice(("BT", "BT", "BT", "BT", "G", "LS", "EH", "SW"))
    return (
        f"{area}{chance.choice([*range(1, 58), *range(60, 83), 92, 93, 94] if area == 'BT' else range(1, 20))} {last}"
    )


def exact_date(chance: random.Random) -> str:
    """A day, as a letter writes it: anonymity_spellings has the other ways."""
    return f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(2003, 2024)}"


def email(chance: random.Random) -> str:
    """An address at a domain that is reserved for examples."""
    local = chance.choice(("rowan.ash", "a_willow", "family22", "ash-tree", "hazel+home", "o.larch"))
    return f"{local}@{chance.choice(('example.org', 'mail.example.org', 'example.com', 'example.co.uk'))}"


def personal_public_service(chance: random.Random) -> str:
    """Seven digits and their check letter."""
    from stdnum.ie import pps

    digits = f"{chance.randint(1_000_000, 9_999_999)}"
    return next(digits + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVW" if pps.is_valid(digits + letter))


def pupil_number(chance: random.Random) -> str:
    """A letter that checks twelve digits: local authority, school, year and place."""
    from stdnum.gb import upn

    school = f"{chance.choice((301, 302, 304, 330, 380))}{chance.randint(1000, 9999)}"
    digits = f"{school}{chance.randint(1, 24):02d}{chance.randint(0, 999):03d}"
    return next(letter + digits for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if upn.is_valid(letter + digits))


def eircode(chance: random.Random) -> str:
    """Ireland's postcode of one home."""
    return f"{chance.choice(('D02', 'T12', 'H91', 'F92', 'A75'))} {chance.choice('XYEFHK')}{chance.randint(100, 999)}"


def bank_account(chance: random.Random) -> str:
    """A sort code, which cannot be read as a day, and an account."""
    pairs = "-".join(f"{chance.randint(40, 99)}" for _ in range(3))
    return f"{pairs} {chance.randint(10_000_000, 99_999_999)}"


def police_reference(chance: random.Random) -> str:
    """The number of an occurrence, with its letters or without."""
    return chance.choice(
        (f"CC{chance.randint(10**11, 10**12)}", f"RM{chance.randint(10**6, 10**7)}", f"{chance.randint(10**6, 10**7)}")
    )


@cache
def choices() -> dict[str, list[str]]:
    """The lists to pick from where nothing is made up."""
    lists: dict[str, list[str]] = tomllib.loads(WORDS.read_text("utf-8"))["choices"]
    return lists


def one_of(name: str) -> Maker:
    """A maker that picks from the list of that name."""
    return lambda chance: chance.choice(choices()[name])


def name_of(first: str) -> Maker:
    """A maker of a title, or a first name, and a surname."""
    return lambda chance: f"{chance.choice(choices()[first])} {chance.choice(choices()['surname'])}"


MADE: dict[str, Maker] = {
    "health-number": health_number,
    "national-insurance": national_insurance,
    "postcode": postcode,
    "telephone": telephone,
    "email": email,
    "exact-date": exact_date,
    "personal-public-service": personal_public_service,
    "pupil-number": pupil_number,
    "eircode": eircode,
    "titled-name": name_of("title"),
    "full-name": name_of("given-name"),
    "postcode-area": lambda chance: f"BT{chance.choice((9, 12, 48, 57, 80, 93))}",
    "passport": lambda chance: f"{chance.randint(500_000_000, 599_999_999)}",
    "bank-account": bank_account,
    "case-reference": lambda chance: f"{chance.choice(('', 'LC', 'W'))}{chance.randint(100_000, 9_999_999)}",
    "police-reference": police_reference,
}
NOT_RULES = {"title", "surname", "given-name"}
MAKERS = {**MADE, **{name: one_of(name) for name in choices() if name not in NOT_RULES}}
