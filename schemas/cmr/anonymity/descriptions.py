"""What a family is known by: illness, work, origin, belief, brothers and sisters, events, words as they were said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from cmr.anonymity.finding import HERE, Found
from cmr.anonymity.passage import Passage
from cmr.anonymity.phrases import Phrases, listed

_LISTS = tomllib.loads((HERE / "descriptions.toml").read_text("utf-8"))
_SMALL = (
    ("rare-illness", Phrases(listed(_LISTS["illnesses"]), small=True)),
    ("occupation", Phrases(listed(_LISTS["occupations"]), small=True, ending="(?:e?s)?")),
    ("holiday", Phrases([day for day in listed(_LISTS["holidays"]) if len(day) > 4], small=True)),
    ("named-event", Phrases(listed(_LISTS["events"]), small=True)),
)
_CAPITAL = (
    ("ethnicity", Phrases(listed(_LISTS["ethnicities"]), small=False, ending="s?")),
    ("religion", Phrases(listed(_LISTS["religions"]), small=False, ending="s?")),
    ("nationality", Phrases(listed(_LISTS["nationalities"]), small=False, ending="s?")),
    ("holiday", Phrases([day for day in listed(_LISTS["holidays"]) if len(day) <= 4])),
)
_ORIGINS_IN_SMALL = Phrases(
    [*(word for word in listed(_LISTS["ethnicities"]) if word[0].islower()),
     *(word for word in listed(_LISTS["religions"]) if word[0].islower()),
     *(word for word in listed(_LISTS["nationalities"]) if word[0].islower())],
    small=True,
)  # fmt: skip
RELATIVES = frozenset(_LISTS["relatives"].split())
_WORK = "|".join(sorted((re.escape(word.lower()) for word in listed(_LISTS["common_work"])), key=len, reverse=True))
_WORK_WORDS = frozenset(word.rpartition(" ")[2].casefold() for word in listed(_LISTS["common_work"]))
_RELATIVE_WORK = re.compile(
    rf"\b(?:mother|father|mum|dad|parent|step-?father|step-?mother|partner|grand(?:mother|father|parent)|aunt|uncle|boyfriend|"
    rf"girlfriend|husband|wife|sister|brother|s?he)\b,? (?:who )?(?:is|was|were|worked as|works as|had been|"
    rf"had worked as|is employed as|"
    rf"was employed as|trained as|had trained as|has worked as)? ?(?:an? |the local )(?:(?!by\b|to\b|of\b|"
    rf"that\b)[a-z-]+ ){{0,2}}(?:{_WORK})\b"
    rf"|\b(?:works?|worked|employed|trained|job|self-employed) (?:as|was|is) an? (?:[a-z-]+ ){{0,2}}(?:{_WORK})\b",
)
_BUSINESSES = frozenset(_LISTS["businesses"].split())
_BUSINESS = re.compile(
    rf"\b(?:ran|runs?|owned|owns?|managed|manages) (?:an?|the|their|his|her) (?:[a-z-]+ ){{0,2}}"
    rf"(?:{'|'.join(sorted(_BUSINESSES))})\b"
)
_ORDER = (
    r"(?:eldest|oldest|youngest|middle|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\d{1,2}(?:st|nd|rd|th)|only|one)"
)
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_CHILDREN = r"(?:child(?:ren)?|sibling|son|daughter|brother|sister|boy|girl)s?"
_SIBLINGS = re.compile(
    rf"\b{_ORDER}(?:[- ]born)?(?: {_CHILDREN})? of (?:a family of )?(?:her |his |their |"
    rf"the )?{_COUNT}\b(?! (?:months?|weeks?|days?|years?|agenc|recommend|"
    r"(?:[a-z]+ ){0,2}(?:recommendations|reviews|agencies|meetings|visits|contacts|themes|points|stages|steps|"
    r"parts|areas|trusts|findings|%)))"
    rf"|\b(?:eldest|oldest|youngest|middle|first-born|last-born|only|second|third|fourth|fifth|sixth|"
    rf"seventh) (?:child|sibling|son|daughter)\b"
    rf"|\b(?:{_COUNT}|several) (?:(?:older|younger|elder|half|step|full|other|surviving|maternal|"
    rf"paternal)[- ]){{0,2}}(?:siblings|half-siblings|step-?siblings|brothers|sisters|stepbrothers|stepsisters)\b"
    rf"|\b(?:family|household) of {_COUNT} (?:children|siblings|boys|girls)\b|\b(?:had|has|"
    rf"have) {_COUNT} (?:(?:other|older|younger) )?(?:children|sons|daughters|boys|girls)\b"
    rf"|\b(?:mother|father|parents?) of {_COUNT}\b|\ban? (?:older|younger|elder|half|baby|twin)[- ](?:brother|"
    rf"sister|sibling)\b|\b(?:big|little|kid|baby) (?:brother|sister)\b"
    rf"|\b(?:his|her|their) (?:{_COUNT} )?(?:(?:older|younger|elder|half|baby)[- ])(?:brother|sister|sibling)s?\b",
)
_SIBLING_WORDS = frozenset(
    [
        "eldest",
        "oldest",
        "youngest",
        "middle",
        "sibling",
        "siblings",
        "brother",
        "brothers",
        "sister",
        "sisters",
        "child",
        "children",
        "family",
        "household",
        "son",
        "daughter",
        "sons",
        "daughters",
        "born",
        "mother",
        "father",
        "parent",
        "parents",
        "boys",
        "girls",
        "stepbrothers",
        "stepsisters",
    ]
)
_SPEAKING = frozenset({"spoke", "speak", "speaks", "speaking"})
_LANGUAGE = re.compile(
    r"(?:spoke|speaks?|speaking) (?:only |mainly |mostly |little but )?(?!English|Irish)[A-Z][a-z]+\b"
)
_TWIN = re.compile(
    r"\b(?:twins?|triplets?|quadruplets?|twin-born)\b(?!-| (?:track|aims?|goals?|approach|roles?|duties|pressures|"
    r"towns?|beds?|tasks?|purposes?|challenges?|objectives))"
)
_TWIN_WORDS = frozenset(["twin", "twins", "triplet", "triplets", "quadruplet", "quadruplets"])
_TWELFTH = re.compile(r"\b[Tt]he Twelfth(?= ?[.,;)\n]|$| (?:fortnight|parades?|holidays?|week|break)| (?:19|20)\d\d)")
_BIRTHDAY = re.compile(r"\b(?:\w+ )?(?:birthday|christening|first communion|confirmation day|funeral|wedding)\b")
_BIRTHDAY_WORDS = frozenset({"birthday", "christening", "funeral", "wedding"})
_EVENT = re.compile(
    r"\b(?:the )?(?:[A-Z][\w'’-]+ ){1,3}(?:bomb(?:ing)?|massacre|disaster|tragedy|shooting|stabbing|[Mm]urders?|"
    r"fire|flood(?:s|ing)?|riots?|"
    r"inquest|[Tt]rial|[Ff]estival|[Cc]arnival|[Mm]arathon|[Cc]up [Ff]inal|Games|Show|Fair|Parade|Regatta|Feis)\b"
)
_EVENT_WORDS = frozenset(
    [
        "bomb",
        "bombing",
        "massacre",
        "disaster",
        "tragedy",
        "shooting",
        "stabbing",
        "murder",
        "murders",
        "fire",
        "flood",
        "floods",
        "flooding",
        "riot",
        "riots",
        "inquest",
        "trial",
        "festival",
        "carnival",
        "marathon",
        "final",
        "games",
        "show",
        "fair",
        "parade",
        "regatta",
        "feis",
    ]
)
_QUOTED = re.compile(r"\"(?<![\w=].)(?=[^\W_])([^\"\n]{8,600})\"(?!\w)")
_QUOTED_ONCE = re.compile(r"'(?<![\w'].)(?=[A-Z])([^'\n]{2,400}(?:'[a-z][^'\n]{0,400}){0,8}[.,!?])'(?!\w)")
_QUOTED_AFTER = re.compile(r"'(?<=[:,] ')([a-z][^'\n]{7,400}(?:'[a-z][^'\n]{0,400}){0,8})'(?!\w)")
_BLOCK_QUOTE = re.compile(r"^> ?(?=[A-Z\"])[^\n]{15,}", re.MULTILINE)
_PRACTITIONERS = "|".join(sorted((re.escape(word) for word in listed(_LISTS["practitioners"])), key=len, reverse=True))
_PRACTITIONER = re.compile(
    rf"\b(?:{_PRACTITIONERS})s?\b"
    r"(?: (?:who )?(?:works?|worked|working|based|employed|serving|stationed))? (?:in|at|from|for|of) (?:the )?$",
    re.IGNORECASE,
)


def find(passage: Passage) -> Iterator[Found]:
    """Descriptions that narrow the search for a family. All warn."""
    for rule, phrases in (*_SMALL, *_CAPITAL, ("ethnicity", _ORIGINS_IN_SMALL)):
        yield from (Found(*span, rule) for span in phrases.find(passage))
    text = passage.text
    if passage.has(RELATIVES) and passage.has(_WORK_WORDS):
        yield from (Found(*match.span(), "occupation") for match in _RELATIVE_WORK.finditer(passage.small))
    if passage.has(RELATIVES) and passage.has(_BUSINESSES):
        yield from (Found(*match.span(), "occupation") for match in _BUSINESS.finditer(passage.small))
    if passage.has(_SIBLING_WORDS):
        yield from (Found(*match.span(), "sibling-set") for match in _SIBLINGS.finditer(passage.small))
    if passage.has(_TWIN_WORDS):
        yield from (Found(*match.span(), "twin") for match in _TWIN.finditer(passage.small))
    if passage.has(_BIRTHDAY_WORDS):
        yield from (Found(*match.span(), "holiday") for match in _BIRTHDAY.finditer(passage.small))
    if "twelfth" in passage.words:
        yield from (Found(*match.span(), "holiday") for match in _TWELFTH.finditer(text))
    if passage.has(_EVENT_WORDS):
        yield from (Found(*match.span(), "named-event") for match in _EVENT.finditer(text))
    if passage.has(_SPEAKING):
        yield from (Found(*match.span(), "nationality") for match in _LANGUAGE.finditer(text))
    yield from _quotations(text)


def _quotations(text: str) -> Iterator[Found]:
    """Words as they were said: four or more, and not the title of a document."""
    for match in (*_QUOTED.finditer(text), *_QUOTED_ONCE.finditer(text), *_QUOTED_AFTER.finditer(text)):
        words = match[1].split()
        small = sum(word[0].islower() for word in words)
        if len(words) >= 4 and small * 2 > len(words):
            yield Found(*match.span(), "quotation")
    yield from (Found(*match.span(), "quotation") for match in _BLOCK_QUOTE.finditer(text) if "\n> " in f"\n{text}")


def practitioner_before(text: str, at: int) -> int | None:
    """Where "the health visitor in …" begins, when a place starts at `at`."""
    match = _PRACTITIONER.search(text, max(0, at - 60), at)
    return match.start() if match else None
