"""Email addresses, web addresses, names on social networks, IP addresses and three-word places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from cmr.anonymity.finding import HERE, Found
from cmr.anonymity.passage import Passage

# What no such address is without. Each begins with a sign or a letter that is rare enough to look for.
SIGNS = re.compile(
    r"@|\.(?=[^\W_])|[\[({<] ?at ?[\])}>]|//|::|\b[Dd][Oo][Tt]\b|AT(?=[a-z])|_at_|-at-|:[0-9a-f]{1,4}:"
    r"|(?:[Pp]oint|[Ss]top|[Pp]eriod) (?:uk|com|org|net|ie|eu)\b"
    r"|(?:[Ff]acebook|[Ii]nstagram|[Ss]nap(?:chat)?|[Tt]ik ?[Tt]ok|[Tt]witter|[Dd]iscord|[Ww]hats[Aa]pp|[Rr]oblox|"
    r"[Yy]ou[Tt]ube|[Ii]nsta)\b",
)
FEW_COLONS = 5
_SHOUTED_AT = re.compile(r"AT(?=[a-z])")
_INNER_DOT = re.compile(r"\.(?=[^\W_])")
_MARKS = ("@", "//", "::", "_at_", "-at-", "(at", "[at", "{at", "<at", "( at", "[ at", "(AT", "[AT")
_PUNCTUATION = re.compile(
    r"[@.\[({</:_-](?:(?<=@)|(?<=\.)(?=[^\W_])|(?<=/)/|(?<=:):|(?<=:)[0-9a-f]{1,4}:|(?<=[\[({<]) ?[aA][tT] ?[\])}>]"
    r"|(?<=_)at_|(?<=-)at-)"
)
_WORDS = frozenset(
    [
        "dot",
        "facebook",
        "instagram",
        "snap",
        "snapchat",
        "tiktok",
        "tik",
        "twitter",
        "discord",
        "whatsapp",
        "roblox",
        "youtube",
        "insta",
    ]
)
_STOPS, _ENDS = frozenset({"point", "stop", "period"}), frozenset({"uk", "com", "org", "net", "ie", "eu"})
PUBLIC_SITES: tuple[str, ...] = tuple(tomllib.loads((HERE / "allowed.toml").read_text("utf-8"))["sites"])

_LOCAL = r"[^\W_](?:[\w+'-]|(?<=\w)\.(?=\w)| ?[\[({<]dot[\])}>] ?| dot (?=\w)| [._] ){0,64}"
_HOST = r"[^\W_][\w-]{0,62}"
_DOT = r"(?:\s?\.\s?|\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*|\s+dot\s+)"
_EMAIL = re.compile(rf"[\w+'-][\w.+'-]{{0,63}}\s?@{{1,2}}\s?{_HOST}(?:{_DOT}{_HOST}){{0,6}}", re.IGNORECASE)
_BRACKETED = re.compile(rf"{_LOCAL}\s*[\[({{<]\s*(?:at|@)\s*[\])}}>]\s*{_HOST}(?:{_DOT}{_HOST}){{0,6}}", re.IGNORECASE)
_AT = r"at(?:[ -]sign)?"
_SPOKEN = re.compile(
    rf"(?<!\w){_LOCAL}[ -]{{1,3}}{_AT}[ -]{{1,3}}{_HOST}(?:(?:[ -]{{1,3}}dot[ -]{{1,3}}|"
    rf"\.){_HOST}){{0,5}}[ -]{{1,3}}dot[ -]+{_HOST}",
    re.IGNORECASE,
)
# What other people say for the dot, where the end can be nothing but the end of an address.
_STOPPED = re.compile(
    rf"(?<!\w){_LOCAL} {_AT} (?P<host>{_HOST}(?: (?:point|full stop|stop|period) {_HOST}){{0,5}}"
    r" (?:point|full stop|stop|period) (?:uk|com|org|net|ie|eu))\b",
    re.IGNORECASE,
)
_HALF_SPOKEN = re.compile(rf"(?<!\w)[\w.+-]+ (?P<at>-? ?{_AT} ?-?) (?P<host>{_HOST}(?:\.[a-z][\w-]*)+)", re.IGNORECASE)
_CALLED = re.compile(r"\be-?mail(?:ed|s|ing)?\b[^.\n]{0,25}$", re.IGNORECASE)
_SHOUTED = re.compile(rf"\b[a-z0-9][\w.-]*(?:AT|_at_|-at-){_HOST}(?:(?:DOT|_dot_|-dot-|\.){_HOST})+")
_TLD = r"(?:uk|com|org|net|ie|info|eu|me|io|tv|co|news|blog|page|link|site|ly)"
_WEB = re.compile(
    rf"\b(?:https?|ftp|hxxps?)\s?:\s?//[^\s<>\"\])]+|\bwww\s?\.\s?[^\s<>\"\])]+"
    rf"|(?<![@\w./])(?:[a-z0-9][a-z0-9-]*\.)+{_TLD}(?![\w-])(?:/[^\s<>\"\])]*)?|"
    rf"\b[\w-]+(?: dot [\w-]+){{0,4}} dot {_TLD}\b(?! [a-z]+ dot)",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w.@/])@[A-Za-z_]\w[\w.]+"
    r"|\b(?:facebook|instagram|snapchat|tik ?tok|twitter|discord|whatsapp|roblox|youtube|snap|insta)\b[^\w\n]{1,3}"
    r"(?:(?:user ?)?name|handle|account|profile|tag|id|user)s?[^\w\n]{1,3}(?:(?:is|was|of|"
    r"called)[^\w\n])?\"?(?!and\b|or\b|of\b|was\b|is\b|for\b|to\b|in\b)"
    r"(?=[^\s\"]*[\d_.]|\")[\w.]{3,}",
    re.IGNORECASE,
)
_IP = re.compile(r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]\d|\d)")
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}(?::?[0-9a-fA-F]{1,4}){1,5}(?![\w:])")
_NUMBERED = re.compile(r"(?:version|section|paragraph|v\.?|standard|rule|para) ?$", re.IGNORECASE)
_THREE_WORDS = re.compile(
    r"/{3}[^\W\d_]{3,}\.[^\W\d_]{3,}\.[^\W\d_]{3,}|(?<![\w./@-])[a-z]{4,}\.[a-z]{4,}\.[a-z]{4,}(?![\w/@-]|\.\w)"
)


def find(text: str, emails: frozenset[str], words: frozenset[str]) -> Iterator[Found]:
    """Addresses that lead to a person, or may, in `text`: what stands near SIGNS."""
    if not text:
        return
    for match in _emails(text, words):
        if re.sub(r"\s", "", match.group()).casefold() not in emails:
            yield Found(*match.span(), "email")
    yield from _places_on_the_web(text)
    if "@" in text or not words.isdisjoint(_WORDS):
        yield from (Found(*match.span(), "social-handle") for match in _HANDLE.finditer(text))


def signs(passage: Passage) -> re.Pattern[str]:
    """What to look near in this text: mostly a dot inside a word is all there can be."""
    if passage.has(_WORDS) or (passage.has(_STOPS) and passage.has(_ENDS)) or _SHOUTED_AT.search(passage.text):
        return SIGNS
    marked = any(mark in passage.text for mark in _MARKS) or passage.text.count(":") > FEW_COLONS
    return _PUNCTUATION if marked else _INNER_DOT


def _emails(text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    if "@" in text:
        yield from (
            match for match in _EMAIL.finditer(text) if "." in match.group() or not re.search(r"\s@", match.group())
        )
    yield from _BRACKETED.finditer(text) if re.search(r"[\[({<]\s*(?:at|@)\s*[\])}>]", text, re.IGNORECASE) else ()
    if "at" in words:
        yield from (match for match in _HALF_SPOKEN.finditer(text) if _is_half(match))
    if "dot" in words:
        yield from (match for match in _SPOKEN.finditer(text) if _is_one(match.group()))
    if "at" in words and not words.isdisjoint(_STOPS):
        yield from _STOPPED.finditer(text)
    if "AT" in text or "_at_" in text or "-at-" in text:
        yield from _SHOUTED.finditer(text)


def _is_half(match: re.Match[str]) -> bool:
    """name.surname at example.org: not "look at example.org", unless it is called an email."""
    local = match.group().partition(" ")[0]
    called = _CALLED.search(match.string[max(0, match.start() - 40) : match.start()]) is not None
    public = any(match["host"].casefold().endswith(site) for site in PUBLIC_SITES)
    if match["at"].casefold() != "at":
        return True
    return not public and (called or re.search(r"[\d._+]", local) is not None)


def _is_one(spoken: str) -> bool:
    """Would it be an email address, written out? "Look at example dot org" would too: better asked than missed."""
    from email_validator import EmailNotValidError, validate_email  # slow to load: only where somebody spelled one out

    plain = re.sub(
        r"[ -]+dot[ -]+| [._] ", ".", re.sub(r"[ -]+at[ -]+", "@", spoken, flags=re.IGNORECASE), flags=re.IGNORECASE
    )
    local, _, host = plain.rpartition("@")
    if local.casefold() in {"look", "looked", "looking", "found", "read", "available", "published", "is", "are", "see"}:
        return False
    try:
        validate_email(f"{local.split(' ')[-1]}@{host}", check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _places_on_the_web(text: str) -> Iterator[Found]:
    for match in _WEB.finditer(text):
        host = re.sub(r"^(?:\w+\s?:\s?//)?(?:www\s?\.\s?)?|[/?#].*$", "", match.group().casefold()).rstrip(".,;:")
        if not any(host == site or host.endswith(f".{site}") for site in PUBLIC_SITES):
            yield Found(*match.span(), "web-address")
    for match in _IP.finditer(text):
        if not _NUMBERED.search(text[max(0, match.start() - 12) : match.start()]):
            yield Found(*match.span(), "ip-address")
    yield from (Found(*match.span(), "ip-address") for match in _IP6.finditer(text))
    yield from (Found(*match.span(), "what3words") for match in _THREE_WORDS.finditer(text))
