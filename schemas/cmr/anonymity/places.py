"""Places: towns, streets, trusts' areas, schools, hospitals, courts, parishes. All warn."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from cmr.anonymity.finding import HERE, Found
from cmr.anonymity.passage import Passage
from cmr.anonymity.phrases import Phrases, listed

_LISTS = tomllib.loads((HERE / "places.toml").read_text("utf-8"))
ANY_ONE = frozenset(_LISTS["any_one"].split())
_CAPITAL_ONLY = frozenset(name.casefold() for name in listed(_LISTS["capital_only"]))
_EVERYWHERE = listed(_LISTS["towns"]) + listed(_LISTS["elsewhere"])
_OFTEN_SMALL = Phrases([name for name in _EVERYWHERE if name.casefold() not in _CAPITAL_ONLY], small=True)
_CAPITAL = Phrases([name for name in _EVERYWHERE if name.casefold() in _CAPITAL_ONLY])
_TRUSTS, _HOSPITALS, _COURTS = (Phrases(listed(_LISTS[key])) for key in ("trust_areas", "hospitals", "courts"))

# Each begins with a capital, and with nothing before it, so that the engine looks for capitals only.
_CAPITAL_LETTER = "[A-ZÁÉÍÓÚ]"
_NAME = rf"{_CAPITAL_LETTER}(?:(?<=S)t\.|[^\W\d_]*(?:['’-][^\W\d_]+)*)"
_JOINED = r"(?: (?:of|the|and|na|an|de|St\.?|Saint|&))*"
_NAMES = rf"{_NAME}{_JOINED} (?:{_NAME}{_JOINED} ){{0,4}}"
_STREETS, _NUMBERED = ("|".join(_LISTS[key].split()) for key in ("streets", "numbered"))
_STREET = re.compile(
    rf"(?:\b\d{{1,4}}[A-Za-z]?,? )?{_NAMES}(?:{_STREETS})\b|\b\d{{1,4}}[A-Za-z]?,? {_NAMES}(?:{_NUMBERED})\b"
)
_SMALL_STREET = re.compile(rf"\d{{1,4}}[a-z]?,? (?:[a-z'’]+ ){{1,2}}(?:{_STREETS.lower()})\b")
_SCHOOL = re.compile(
    rf"{_NAMES}(?:(?:Primary|Nursery|High|Grammar|Integrated|Secondary|Special|Preparatory|Post-Primary|Central|Controlled|"
    r"Maintained|Junior|Infant|Girls'?|Boys'?|Collegiate|Model|Convent) )*(?:School|College|Academy|Collegiate|"
    r"Playgroup|Pre-School|PS|P\.S\.|GS|HS|IPS)(?![^\W_])"
    rf"|\b{_NAMES}(?:Primary|Nursery|Grammar|Integrated)\b|\b(?:Bunscoil|Gaelscoil|Naíscoil|Naiscoil|Meánscoil|"
    rf"Coláiste)(?: (?:na|an|de|of|Naomh))*(?: (?:[a-z]{{1,2}}(?=[A-Z]))?{_NAME})+"
)
_HOSPITAL = re.compile(
    rf"{_NAMES}(?:Area |Community |General |District |University |Acute |Maternity )*(?:Hospital|Hospice|"
    rf"Infirmary|Health Centre|Medical Centre|Medical Practice|Surgery|Clinic|Children's Home|Children's Centre|"
    rf"Sure Start|Community Centre|Family Centre)\b"
)
_COURT = re.compile(
    rf"{_NAMES}(?:(?:Magistrates'?|Crown|County|Family|Proceedings|Youth|Coroner's|Coroners'?|"
    rf"District) )*(?:Court|Courthouse)\b"
)
_PARISH = re.compile(
    rf"{_NAMES}(?:Parish|Church|Chapel|Cathedral|Presbyterian|Mosque|Gospel Hall|Mission Hall|Orange Hall|GAA|"
    rf"GAC|GFC|Hurling Club|Football Club|FC|Boys' Brigade)\b"
    rf"|\b(?:[Pp]arish|[Dd]iocese|[Cc]hurch|[Cc]hapel|[Cc]ongregation) of (?!England\b|Ireland\b|Scotland\b|"
    rf"Wales\b|Christ\b|God\b)(?:(?:St\.?|Saint|the|Holy|Our) )*{_NAME}"
)
LONGEST_NAME = 70
_WORDS_OF = {rule: frozenset(words.split()) for rule, words in _LISTS["last_words"].items()}
_WORDS_OF["street"] = frozenset(f"{_LISTS['streets']} {_LISTS['numbered']}".casefold().split())
_PATTERNS = {"school": _SCHOOL, "hospital": _HOSPITAL, "court": _COURT, "parish": _PARISH, "street": _STREET}


def find(passage: Passage) -> Iterator[Found]:
    """Every place that has a name of its own."""
    for rule, pattern in _PATTERNS.items():
        if passage.has(_WORDS_OF[rule]):
            yield from _named(rule, pattern, passage)
    if passage.has(_WORDS_OF["street"]):
        yield from (Found(*match.span(), "street") for match in _SMALL_STREET.finditer(passage.text))
    if not passage.allowed.trust_areas:
        yield from (Found(*span, "trust-area") for span in _TRUSTS.find(passage))
    for phrases, rule in ((_HOSPITALS, "hospital"), (_COURTS, "court"), (_OFTEN_SMALL, "town"), (_CAPITAL, "town")):
        yield from (Found(*span, rule) for span in phrases.find(passage) if not _declared(passage, span))


def _named(rule: str, pattern: re.Pattern[str], passage: Passage) -> Iterator[Found]:
    """The names that end in, or begin with, one of the rule's words: looked for around these only."""
    text = passage.text
    begins = [at for at in passage.places_of(_WORDS_OF[rule]) if text[at].isupper() or rule == "parish"]
    around = {(max(0, at - LONGEST_NAME), at + LONGEST_NAME) for at in begins}
    for match in {
        match.span(): match for start, end in around for match in pattern.finditer(text, start, end)
    }.values():
        own = [word for word in re.findall(r"[^\s,]+", match.group())[:-1] if word.casefold().strip(".") not in ANY_ONE]
        if own:
            start = match.start() + match.group().index(own[0])
            yield Found(start, match.end(), rule)


def _declared(passage: Passage, span: tuple[int, int]) -> bool:
    return passage.text[slice(*span)].casefold() in passage.allowed.names
