"""The ways in which people, scanners and word processors write one identifier."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, datetime

Spell = Callable[[str, random.Random], str]
Named = tuple[str, Spell]

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_FULL_WIDTH = {ord("0") + at: chr(0xFF10 + at) for at in range(10)} | {
    ord("A") + at: chr(0xFF21 + at) for at in range(26)
}
_BOLD = {ord("0") + at: chr(0x1D7CE + at) for at in range(10)}
_MISREAD = {"0": "Oo", "1": "lI|", "5": "S", "8": "B"}


def _gaps(put: str) -> Spell:
    return lambda plain, _chance: plain.replace(" ", put)


def _plain(plain: str, _chance: random.Random) -> str:
    return plain


def _somewhere(put: str) -> Spell:
    """`put` between two characters of the identifier."""

    def spell(plain: str, chance: random.Random) -> str:
        at = chance.randint(1, len(plain) - 1)
        return plain[:at] + put + plain[at:]

    return spell


def _one_by_one(plain: str, _chance: random.Random) -> str:
    return " ".join(sign for sign in plain if sign != " ")


def _pairs(plain: str, _chance: random.Random) -> str:
    closed = plain.replace(" ", "")
    return " ".join(closed[at : at + 2] for at in range(0, len(closed), 2))


def _half_in_words(plain: str, chance: random.Random) -> str:
    """The first group as somebody says it, the rest in digits."""
    first, _, rest = plain.partition(" ")
    return f"{_in_words(first, chance).lower()} {rest}"


def _full_width(plain: str, _chance: random.Random) -> str:
    return plain.translate(_FULL_WIDTH)


def _bold_digits(plain: str, _chance: random.Random) -> str:
    return plain.translate(_BOLD)


def _misread(plain: str, chance: random.Random) -> str:
    """Some digits as the letters they look like; most of them stay."""
    where = [at for at, sign in enumerate(plain) if sign in _MISREAD]
    chosen = set(chance.sample(where, min(len(where), chance.randint(1, 3))))
    return "".join(chance.choice(_MISREAD[sign]) if at in chosen else sign for at, sign in enumerate(plain))


def _in_words(plain: str, chance: random.Random) -> str:
    nought = chance.choice(("zero", "oh", "nought"))
    named = [nought if sign == "0" else DIGITS[int(sign)] for sign in plain if sign.isdigit()]
    return " ".join(named).capitalize() if chance.random() < 0.2 else " ".join(named)


def _entities(plain: str, _chance: random.Random) -> str:
    return plain.replace(" ", "&nbsp;")


def _emphasis(plain: str, chance: random.Random) -> str:
    mark = chance.choice(("**", "*", "`"))
    first, _, rest = plain.partition(" ")
    return f"{mark}{first}{mark} {rest}"


def _tagged(plain: str, _chance: random.Random) -> str:
    first, _, rest = plain.partition(" ")
    return f'<span class="a">{first}</span> {rest}'


def _lower(plain: str, _chance: random.Random) -> str:
    return plain.lower()


def _upper(plain: str, _chance: random.Random) -> str:
    return plain.upper()


def _closed_lower(plain: str, _chance: random.Random) -> str:
    return plain.replace(" ", "").lower()


SPACED: tuple[Named, ...] = (
    ("plain", _plain),
    ("closed up", _gaps("")),
    ("hyphens", _gaps("-")),
    ("dots", _gaps(".")),
    ("no-break spaces", _gaps("\u00a0")),
    ("thin spaces", _gaps("\u2009")),
    ("exotic hyphens", _gaps("\u2011")),
    ("dashes", _gaps(" – ")),
    ("tab", _gaps("\t")),
    ("line break", _gaps("\n")),
    ("two spaces", _gaps("  ")),
    ("zero width", _somewhere("\u200b")),
    ("soft hyphen", _somewhere("\u00ad")),
    ("word joiner", _somewhere("\u2060")),
    ("entities", _entities),
    ("emphasis", _emphasis),
    ("tags", _tagged),
)
IN_DIGITS: tuple[Named, ...] = (
    *SPACED,
    ("one by one", _one_by_one),
    ("pairs", _pairs),
    ("full width", _full_width),
    ("bold digits", _bold_digits),
    ("misread", _misread),
    ("words", _in_words),
    ("half in words", _half_in_words),
    ("commas", _gaps(", ")),
    ("colons", _gaps(":")),
    ("apostrophes", _gaps("'")),
    ("slashes", _gaps("/")),
    ("hard line break", _gaps("\\\n")),
)
LETTERS_AND_DIGITS: tuple[Named, ...] = (
    *SPACED,
    ("full width", _full_width),
    ("small letters", _lower),
    ("small and closed up", _closed_lower),
    ("a capital first", lambda plain, _c: plain.replace(" ", "").capitalize()),
    ("commas", _gaps(", ")),
    ("underscores", _gaps("_")),
)


def _dates() -> tuple[Named, ...]:
    ways = (
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%d/%m/%y",
        "%d.%m.%y",
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%d %m %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%d-%b-%Y",
        "%d-%b-%y",
        "%B %d, %Y",
        "%A %d %B",
        "%d %B",
        "%d%b%Y",
        "%d / %m / %Y",
        "%d.%B.%Y",
        "%a %d %b %y",
        "%Y-%b-%d",
        "%d\u2013%m\u2013%Y",
        "%d\u00a0%B\u00a0%Y",
        "%d\n%B %Y",
        "%d %B\n%Y",
        "%m/%d/%Y",
        "%Y%m%d",
        "%d&nbsp;%B",
    )
    return tuple((way, _dated(way)) for way in ways)


def _day(plain: str) -> date:
    return datetime.strptime(plain, "%d %B %Y").date()


def _dated(way: str) -> Spell:
    return lambda plain, _chance: _day(plain).strftime(way)


def _th(day: int) -> str:
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _ordinal(day: int) -> str:
    return _ORDINALS[day - 1] if day <= len(_ORDINALS) else f"twenty-{_ORDINALS[day - 21]}"


def _year(year: int) -> str:
    rest = year - 2000
    if rest < 10:
        return f"two thousand and {DIGITS[rest]}"
    named = _TEENS[rest - 10] if rest < 20 else "twenty" + (f"-{DIGITS[rest - 20]}" if rest > 20 else "")
    return f"twenty {named}"


DATES: tuple[Named, ...] = (
    *_dates(),
    ("Tue 2.3.19", lambda plain, _c: f"{_day(plain):%a} {_day(plain).day}.{_day(plain).month}.{_day(plain):%y}"),
    ("2.iii.2019", lambda plain, _c: f"{_day(plain).day}.{_ROMAN[_day(plain).month - 1]}.{_day(plain).year}"),
    ("2, March, 2019", lambda plain, _c: f"{_day(plain).day}, {_day(plain):%B, %Y}"),
    ("digit by digit", lambda plain, _c: " ".join(f"{_day(plain):%d%m%Y}")),
    ("12th March", lambda plain, _c: f"{_th(_day(plain).day)} {_day(plain):%B}"),
    ("the 12th of March 2019", lambda plain, _c: f"the {_th(_day(plain).day)} of {_day(plain):%B %Y}"),
    ("March 12th", lambda plain, _c: f"{_day(plain):%B} {_th(_day(plain).day)}"),
    ("12th Mar", lambda plain, _c: f"{_th(_day(plain).day)} {_day(plain):%b}"),
    ("MARCH", lambda plain, _c: plain.upper()),
    ("march", lambda plain, _c: plain.lower()),
    ("in words", lambda plain, _c: f"the {_ordinal(_day(plain).day)} of {_day(plain):%B} {_year(_day(plain).year)}"),
    ("day in words", lambda plain, _c: f"{_day(plain):%A} the {_ordinal(_day(plain).day)} of {_day(plain):%B}"),
    (
        "12<sup>th</sup> March",
        lambda plain, _c: f"{_day(plain).day}<sup>{_th(_day(plain).day)[-2:]}</sup> {_day(plain):%B %Y}",
    ),
    ("full width", _full_width),
    ("misread", lambda plain, chance: _misread(f"{_day(plain):%d/%m/%Y}", chance)),
    ("zero width", _somewhere("\u200b")),
    ("soft hyphen", _somewhere("\u00ad")),
)

EMAILS: tuple[Named, ...] = (
    ("plain", _plain),
    ("capitals", _upper),
    ("full width at", lambda plain, _c: plain.replace("@", "＠")),
    ("[at]", lambda plain, _c: plain.replace("@", " [at] ")),
    ("(at)", lambda plain, _c: plain.replace("@", "(at)").replace(".org", "(dot)org")),
    ("at, dot", lambda plain, _c: plain.replace("@", " at ").replace(".", " dot ")),
    ("AT DOT", lambda plain, _c: plain.replace("@", " AT ").replace(".", " DOT ")),
    ("at, point", lambda plain, _c: plain.replace("@", " at ").replace(".", " point ")),
    ("-at-", lambda plain, _c: plain.replace("@", " -at- ")),
    ("at sign", lambda plain, _c: plain.replace("@", " at-sign ")),
    ("spaces", lambda plain, _c: plain.replace("@", " @ ")),
    ("line break", lambda plain, _c: plain.replace("@", "@\n")),
    ("zero width", _somewhere("\u200b")),
    ("entity", lambda plain, _c: plain.replace("@", "&#64;")),
    ("in a link", lambda plain, _c: f"<mailto:{plain}>"),
)
NAMES: tuple[Named, ...] = (
    ("plain", _plain),
    ("capitals", _upper),
    ("no-break space", _gaps("\u00a0")),
    ("line break", _gaps("\n")),
    ("zero width", _somewhere("\u200b")),
    ("curly apostrophe", lambda plain, _c: plain.replace("'", "’")),
    ("small letters", _lower),
)
WORDS: tuple[Named, ...] = (
    ("plain", _plain),
    ("no-break space", _gaps("\u00a0")),
    ("line break", _gaps("\n")),
    ("soft hyphen", _somewhere("\u00ad")),
)

_OWN: dict[str, tuple[Named, ...]] = {
    "health-number": IN_DIGITS,
    "telephone": IN_DIGITS,
    "national-insurance": (*LETTERS_AND_DIGITS, ("pairs", _pairs), ("misread", _misread), ("one by one", _one_by_one)),
    "postcode": LETTERS_AND_DIGITS,
    "eircode": (
        ("plain", _plain),
        ("closed up", _gaps("")),
        ("no-break space", _gaps("\u00a0")),
        ("zero width", _somewhere("\u200b")),
    ),
    "email": EMAILS,
    "exact-date": DATES,
    "titled-name": NAMES,
    "full-name": NAMES,
}
_NOT_FOR = {
    ("telephone", "words"): re.compile(r"\+"),  # nobody says a plus
    ("telephone", "half in words"): re.compile(r"\+|^\S+$"),
    ("titled-name", "small letters"): re.compile(r"McGl|Bhriain|Nurse|Judge"),  # nothing left that is a name for sure
    ("telephone", "one by one"): re.compile(r"^$"),
}


def spellings(rule: str, plain: str) -> list[Named]:
    """Every way to write `plain`, with the way's name."""
    ways = _OWN.get(rule, WORDS)
    return [
        (name, spell) for name, spell in ways if not ((rule, name) in _NOT_FOR and _NOT_FOR[(rule, name)].search(plain))
    ]
