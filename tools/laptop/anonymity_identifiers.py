"""Makes one identifier of each kind, as a form would write it."""

from __future__ import annotations

import random
from collections.abc import Callable

Maker = Callable[[random.Random], str]

_LAST_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def _checked(first_nine: int) -> str | None:
    digits = f"{first_nine:09d}"
    check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    return None if check == 10 else digits + str(check % 11)


def health_number(chance: random.Random) -> str:
    """A number with the right check digit: Northern Ireland's, England's, or a Scottish one with a day of birth."""
    while True:
        first = chance.choice((
            chance.randint(320_000_001, 399_999_998), chance.randint(400_000_000, 499_999_999), chance.randint(600_000_000, 799_999_999),
            int(f"{chance.randint(1, 28):02d}{chance.randint(1, 12):02d}{chance.randint(0, 99):02d}{chance.randint(0, 999):03d}"),
        ))  # fmt: skip
        whole = _checked(first)
        if whole:
            return f"{whole[:3]} {whole[3:6]} {whole[6:]}"


def telephone(chance: random.Random) -> str:
    """A number of the ranges kept for drama, as it is dialled from here, from abroad, or from the Republic."""
    local = f"9649 6{chance.randint(0, 999):03d}"
    mobile = f"7700 900{chance.randint(0, 999):03d}"
    return chance.choice((f"028 {local}", f"028 {local}", f"0{mobile}", f"+44 28 {local}", f"0044 {mobile}", f"+44 {mobile}", f"048 {local}", f"0808 1570 {chance.randint(0, 999):03d}"))


def national_insurance(chance: random.Random) -> str:
    """Two letters, six digits, one letter."""
    first, second = chance.choice("ABCEHJLMPRSTWXY"), chance.choice("ABCEHJLMPRSWXY")
    prefix = "QQ" if first + second in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ") else first + second
    pairs = " ".join(f"{chance.randint(0, 99):02d}" for _ in range(3))
    return f"{prefix} {pairs} {chance.choice('ABCD')}"


def postcode(chance: random.Random) -> str:
    """Northern Ireland's for the most part."""
    last = f"{chance.randint(1, 9)}{chance.choice(_LAST_LETTERS)}{chance.choice(_LAST_LETTERS)}"
    area = chance.choice(("BT", "BT", "BT", "BT", "G", "LS", "EH", "SW"))
    return f"{area}{chance.choice([*range(1, 58), *range(60, 83), 92, 93, 94] if area == 'BT' else range(1, 20))} {last}"


def exact_date(chance: random.Random) -> str:
    """A day, as a letter writes it: anonymity_spellings has the other ways."""
    return f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(2003, 2024)}"


def email(chance: random.Random) -> str:
    """Somebody at an example."""
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

    digits = f"{chance.choice(('301', '302', '304', '330', '380'))}{chance.randint(1000, 9999)}{chance.randint(1, 24):02d}{chance.randint(0, 999):03d}"
    return next(letter + digits for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if upn.is_valid(letter + digits))


def one_of(*choices: str) -> Maker:
    """A maker that picks."""
    return lambda chance: chance.choice(choices)


MAKERS: dict[str, Maker] = {
    "health-number": health_number,
    "national-insurance": national_insurance,
    "postcode": postcode,
    "telephone": telephone,
    "email": email,
    "exact-date": exact_date,
    "personal-public-service": personal_public_service,
    "pupil-number": pupil_number,
    "eircode": lambda chance: f"{chance.choice(('D02', 'T12', 'H91', 'F92', 'A75'))} {chance.choice('XYEFHK')}{chance.randint(100, 999)}",
    "titled-name": lambda chance: f"{chance.choice(('Mrs', 'Mr', 'Ms', 'Dr', 'Sgt', 'Constable', 'Nurse', 'Judge', 'Miss', 'Professor', 'Cllr', 'Rev'))} "
    + chance.choice(("Doherty", "O'Neill", "McAteer", "Kelly", "Quinn", "Ní Bhriain", "Gallagher", "McGlinchey", "O'Kane", "Devlin")),
    "full-name": lambda chance: f"{chance.choice(('Aoife', 'Liam', 'Siobhán', 'Conor', 'Niamh', 'Patrick', 'Eoin', 'Gráinne', 'Callum'))} "
    + chance.choice(("Doherty", "O'Neill", "McAteer", "Kelly", "Quinn", "Gallagher", "Devlin", "Maguire")),
    "postcode-area": lambda chance: f"BT{chance.choice((9, 12, 48, 57, 80, 93))}",
    "town": one_of("Strabane", "Enniskillen", "Ballymena", "Newry", "Portrush", "Cookstown", "Derry", "Larne", "Kilkeel", "Letterkenny"),
    "school": one_of("Holy Trinity Primary School", "St Brigid's College", "Oakvale Nursery School", "Lough View Integrated Primary", "Gaelscoil na Coille", "Ashgrove Grammar School", "Millbrook PS"),
    "hospital": one_of("Altnagelvin Hospital", "Craigavon Area Hospital", "the Ulster Hospital", "Daisy Hill", "Riverbank Health Centre", "Oakvale Surgery"),
    "court": one_of("Laganside Court", "Strabane Magistrates' Court", "Dungannon Courthouse", "Oakvale Family Proceedings Court"),
    "street": one_of("Example Street", "12 Oakvale Park", "Willow Crescent", "Upper Larch Road", "4 Hazel Close", "Ash Avenue"),
    "holiday": one_of("St Patrick's Day", "Christmas Eve", "Boxing Day", "Easter Monday", "New Year's Day", "Halloween", "her third birthday", "St. Patrick's Day 2019"),
    "age": one_of("9-year-old", "nine-year-old", "three year old", "14 year old", "11-year-old"),
    "exact-age": one_of("six-week-old", "10-day-old", "11 week old", "five-month-old", "three-day-old"),
    "rare-illness": one_of("cystic fibrosis", "Rett syndrome", "spina bifida", "Duchenne muscular dystrophy", "epidermolysis bullosa", "PKU"),
    "occupation": one_of("lorry driver", "hairdresser", "plumber", "taxi driver", "teacher", "soldier", "dairy farmer", "nurse", "prison officer"),
    "ethnicity": one_of("Irish Traveller", "Roma", "Black African", "Traveller", "South Asian"),
    "religion": one_of("Catholic", "Presbyterian", "Muslim", "Pentecostal", "Jehovah's Witness", "Free Presbyterian"),
    "nationality": one_of("Polish", "Romanian", "Lithuanian", "Syrian", "Timorese", "Nigerian"),
    "sibling-set": one_of("the third of five", "the eldest of four children", "the youngest child", "second of three siblings", "one of six siblings"),
    "twin": one_of("twin", "triplet"),
    "named-event": one_of("the Omagh bomb", "the Creeslough explosion", "Storm Ophelia", "the Balmoral Show", "Bloody Sunday"),
    "vehicle": one_of("AIZ 1234", "UIA 482", "KXZ 9981", "AB12 CDE", "191-D-12345"),
    "social-handle": one_of("@ash_example", "@rowan.tree99", "Snapchat name willow_99", "Instagram account \"larch.oak\""),
    "web-address": one_of("https://news.example.com/story/12", "www.example.co.uk/a", "example.com/profile"),
    "ip-address": one_of("192.0.2.14", "203.0.113.77", "2001:db8:0:1:1:1:1:1"),
    "what3words": one_of("///filled.count.soap", "filled.count.soaps"),
    "passport": lambda chance: f"{chance.randint(500_000_000, 599_999_999)}",
    "bank-account": lambda chance: f"{chance.randint(40, 99)}-{chance.randint(40, 99)}-{chance.randint(40, 99)} {chance.randint(10_000_000, 99_999_999)}",
    "case-reference": lambda chance: f"{chance.choice(('', 'LC', 'W'))}{chance.randint(100_000, 9_999_999)}",
    "police-reference": lambda chance: chance.choice((f"CC{chance.randint(10**11, 10**12)}", f"RM{chance.randint(10**6, 10**7)}", f"{chance.randint(10**6, 10**7)}")),
    "initials": one_of("A.B.", "Ms K", "J.D.", "Baby X", "P. O'Kane", "Child M"),
    "quotation": one_of('"I never wanted to go back there again"', "“she told me not to tell anybody at school”", '"they said that nobody would believe us"'),
    "practitioner-and-place": one_of("health visitor in Strabane", "GP in Cookstown", "principal of Oakvale Nursery School", "social worker from Newry"),
    "parish": one_of("St Brigid's Parish", "Oakvale Presbyterian Church", "the parish of Drumlea", "Holy Trinity Church"),
}  # fmt: skip
