"""Names of people. The office's list of real names (real_names.py) is sure; this is for everybody else.

Facts 3.3 let only that list block. Two more rules block here. A title with a name, and a first name with a surname that
both stand on lists, can only be a person, and a summary may name nobody: guidance 29 protects practitioners as well.
The way out is one word in the front matter, where the name is a pseudonym. Everything less sure warns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from cmr.anonymity.finding import HERE, Found
from cmr.anonymity.passage import Allowed, Passage, bare

_NAMES = tomllib.loads((HERE / "names.toml").read_text("utf-8"))
TITLES, ROLES, NOT_NAMES, GIVEN, SURNAMES, ALSO_WORDS, IRISH_WORDS = (
    frozenset(_NAMES[key].split())
    for key in ("titles", "roles", "not_names", "given_names", "surnames", "also_words", "irish_words")
)
PUBLIC_PEOPLE = frozenset(
    name.casefold() for name in tomllib.loads((HERE / "allowed.toml").read_text("utf-8"))["public_people"]
)
SHORT_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "rev", "revd", "sgt", "const", "det", "insp", "supt", "cllr"]
)
STRONG_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "sgt", "sergeant", "const", "cllr", "revd", "rev", "baby"}
)

_ONE = r"(?:(?:O['’ ]|D['’]|Mac|Mc|M['’]|Fitz)(?=[A-ZÁÉÍÓÚ]))?[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*"
_TITLE = re.compile(
    rf"(?<![^\W_])(?P<title>{'|'.join(sorted(TITLES, key=len, reverse=True))})(?:(?<=[a-zA-Z])(?P<dot>\.)? ?|"
    rf"-)(?<![a-zA-Z])"
    rf"(?P<initials>(?-i:(?:[A-Z]\.? |[A-Z]\. ?){{0,2}}))(?P<name>{_ONE})", re.IGNORECASE,
)  # fmt: skip
_LETTER = re.compile(r"[A-Z](?<=[a-z.] .)(?![^\W_]|['’&.-]\w)")
_LETTERED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Baby|Child|Infant|Mother|Father|Sibling|Patient|Nurse|Sgt)\.? $")
_ROLE_BEFORE = re.compile(
    rf"(?<![^\W_])({'|'.join(sorted(ROLES, key=len, reverse=True))})\.?[ -](?:[A-Z]\. ?)?$", re.IGNORECASE
)
# Roles that stand before a surname as a title does: before an unknown word they make it a name to look at.
_LIKE_TITLES = frozenset({"nurse", "sister", "judge", "justice", "pastor", "canon", "matron", "father", "lord", "lady"})
_LIKE_TITLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(word.capitalize() for word in sorted(_LIKE_TITLES))}) $")
_NEXT = re.compile(rf"(?: (?:[A-Z]\.? )?|-)({_ONE})")
_LETTERED_WORDS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "baby",
        "child",
        "infant",
        "mother",
        "father",
        "sibling",
        "patient",
        "nurse",
        "sgt",
    ]
)
_INITIALS = re.compile(r"[A-Z]\.(?<![\w.]..)(?: ?[A-Z]\.){1,2}(?!\w)|[A-Z]\.(?<![\w.]..)[A-Z]\b(?!\.)")
_INITIAL_SURNAME = re.compile(rf"[A-Z]\.(?<![\w.]..) ?(?:[A-Z]\. ?)?(?P<name>[A-Z]{_ONE})")
_IRISH = re.compile(
    r"(?<![^\W_])(?:O['’] ?[A-Z][a-zÁÉÍÓÚáéíóú]+|(?:Mac|Mc|Mag|Fitz)[A-Z][^\W\d_]+|(?:Ní|Ni|Nic|Uí|Ui|Ó|Mhic|Mac|"
    r"Mag|Nig|De) "
    r"(?:h?[A-ZÁÉÍÓÚ])[^\W\d_]{2,}|[^\W\d_]*[áéíóúÁÉÍÓÚ][^\W\d_]*)(?![^\W_])"
)
_SON_OF = re.compile(r"(?:o'|mc|mac(?=[^aeiouhk]))[^\W\d_]{3,}")
_IRISH_BEGINNINGS = frozenset({"Mc", "Ma", "Fi"})
_PARTICLES = frozenset({"o", "ni", "nic", "ui", "mhic", "nig", "de"})
_ABBREVIATIONS = frozenset(
    {
        "N.I",
        "U.K",
        "E.U",
        "U.S",
        "G.P",
        "P.E",
        "E.G",
        "I.E",
        "P.M",
        "A.M",
        "R.E",
        "I.T",
        "U.S.A",
        "Q.C",
        "K.C",
        "P.S",
        "S.I",
        "S.R",
    }
)


def find(passage: Passage) -> Iterator[Found]:
    """Whatever may be the name of a person, but for declared pseudonyms."""
    text, allowed = passage.text, passage.allowed
    if passage.has(TITLES):
        yield from _titled(passage)
    if passage.has(_LETTERED_WORDS):
        yield from _lettered(text, allowed)
    yield from _with_capitals(passage)
    for first in sorted((passage.words & GIVEN) - ALSO_WORDS):
        yield from _in_small_letters(text, first, allowed)
    yield from _irish(passage)
    yield from _initials(text, allowed)


def _with_capitals(passage: Passage) -> Iterator[Found]:
    """Nurse Doherty, Aoife Doherty, Aoife."""
    text, allowed = passage.text, passage.allowed
    titles = passage.has(_LIKE_TITLES)
    for start, end, name in passage.capitals:
        if name in NOT_NAMES or name in allowed.names:
            continue
        if not _may_be_name(text, start, end, name):
            if (
                titles
                and name not in PUBLIC_PEOPLE
                and text[end - 1].islower()
                and (title := _LIKE_TITLE.search(text, max(0, start - 10), start))
            ):
                yield Found(title.start(), end, "name")
            continue
        role = _ROLE_BEFORE.search(text, max(0, start - 24), start)
        if role and (name not in ALSO_WORDS or role[1][0].isupper()):
            yield Found(role.start(1), _whole_name(text, end), "titled-name")
        elif name in GIVEN:
            yield from _first_name(text, start, end, name, allowed)


def _may_be_name(text: str, start: int, end: int, name: str) -> bool:
    return (
        name in GIVEN
        or name in SURNAMES
        or _SON_OF.fullmatch(name) is not None
        or _IRISH.match(text, start, end) is not None
    )


def _first_name(text: str, start: int, end: int, name: str, allowed: Allowed) -> Iterator[Found]:
    following = _NEXT.match(text, end)
    if following and _full(text[start:end], following[1]) and bare(following[1]) not in allowed.names:
        yield Found(start, following.end(), "full-name")
    elif name not in ALSO_WORDS and not text[start:end].isupper():
        yield Found(start, end, "name")


def _in_small_letters(text: str, first: str, allowed: Allowed) -> Iterator[Found]:
    for match in _small(first).finditer(text):
        if first not in allowed.names and _full(first, match[1]) and bare(match[1]) not in allowed.names:
            yield Found(*match.span(), "full-name")


@cache
def _small(first: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){first}(?: (?:[a-z]\.? )?|[-_])({_ONE})")


def _titled(passage: Passage) -> Iterator[Found]:
    text, allowed = passage.text, passage.allowed
    for match in filter(None, (_TITLE.match(text, at) for at in passage.places_of(TITLES))):
        title, name = match["title"].casefold(), bare(match["name"])
        if match["dot"] and title not in SHORT_TITLES:
            continue  # a sentence ended
        if _declared(name, allowed) or name in NOT_NAMES or len(name) < 2:
            continue
        if name in PUBLIC_PEOPLE:
            yield Found(*match.span(), "name")
        elif _is_name(title, match["title"], match["name"], match["initials"]):
            yield Found(match.start(), _whole_name(text, match.end()), "titled-name")


def _is_name(title: str, as_written: str, name: str, initials: str) -> bool:
    """After Mrs, any capital; after a role, or in small letters, a word from the lists or one that is Irish in form."""
    known = bare(name)
    listed = known in SURNAMES or known in GIVEN
    irish = _IRISH.fullmatch(name) is not None or _SON_OF.fullmatch(known) is not None
    capital = name[0].isupper() and (as_written[0].isupper() or as_written.islower())
    shouted = as_written.isupper() and len(as_written) > 2 and name.isupper()
    if not capital and not shouted:
        return (listed or irish) and (known not in ALSO_WORDS or title in {"mr", "mrs", "ms"})
    if initials and not (listed or irish):
        return False  # Baby P. Signs of … : a sentence ended
    if title in STRONG_TITLES:
        return as_written[0].isupper() or listed
    return as_written[0].isupper() and (listed or irish or name[1:].islower())


def _lettered(text: str, allowed: Allowed) -> Iterator[Found]:
    """Baby X, Mr A: a letter that may stand for the name."""
    for match in _LETTER.finditer(text):
        title = _LETTERED.search(text, max(0, match.start() - 10), match.start())
        declared = {match.group().casefold(), text[title.start() if title else 0 : match.end()].casefold()}
        if title and not declared & (allowed.names | {name.casefold() for name in allowed.pseudonyms}):
            yield Found(title.start(), match.end(), "initials")


def _full(first: str, second: str) -> bool:
    """Aoife Doherty, in capitals or not; of words like Mark or Hill both have to look like names."""
    given, surname = bare(first), bare(second)
    known = (
        surname in SURNAMES
        or _SON_OF.fullmatch(surname) is not None
        or (_IRISH.fullmatch(second) is not None and second[0].isupper())
    )
    if not known or (given in ALSO_WORDS and surname in ALSO_WORDS):
        return False
    if first[0].isupper() and second[0].isupper():
        return True
    return first.islower() and second.islower() and not {given, surname} & ALSO_WORDS


def _irish(passage: Passage) -> Iterator[Found]:
    """O'…, Mc…, Ní …, and words with a long mark."""
    for start, end, name in passage.capitals:
        word = passage.text[start:end]
        if word.isascii() and word[1:2] != "'" and word[:2] not in _IRISH_BEGINNINGS and name not in _PARTICLES:
            continue
        match = _IRISH.match(passage.text, start)
        if match and bare(match.group()) not in passage.allowed.names | IRISH_WORDS:
            yield Found(*match.span(), "name")


def _initials(text: str, allowed: Allowed) -> Iterator[Found]:
    if "." in text:
        for match in _INITIALS.finditer(text):
            letters = match.group().replace(" ", "").rstrip(".")
            if letters not in _ABBREVIATIONS and letters.replace(".", "").casefold() not in allowed.names:
                yield Found(*match.span(), "initials")
        for match in _INITIAL_SURNAME.finditer(text):
            name = bare(match["name"])
            if (name in SURNAMES - ALSO_WORDS or _IRISH.fullmatch(match["name"])) and not _declared(name, allowed):
                yield Found(*match.span(), "initials")


def _whole_name(text: str, end: int) -> int:
    """The end of the surname that follows a first name after a title."""
    more = re.compile(rf" ({_ONE})").match(text, end)
    return more.end() if more and more[1][0].isupper() and bare(more[1]) in SURNAMES | GIVEN else end


def _declared(name: str, allowed: Allowed) -> bool:
    return name in allowed.names
