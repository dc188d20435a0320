"""Recognises Overview Reports, agencies' reviews and responses, chronologies and minutes among the summaries.

None of them may ever be published, or lie here at all (guidance, section 28). What gives each of them away is in
`confidential.toml`. Whatever is not recognised is still only published through the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.front_matter import PageFile
from cmr.summaries.confidential_documents import documents, giveaways

LINES_ENOUGH = 2
DATES_ENOUGH = 4
DATED_ROWS_ENOUGH = 3
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? {_YEAR})"
)
_DATED = re.compile(rf"\n[ \t>*_+|-]*{_DAY}", re.IGNORECASE)
_DATED_ROW = re.compile(rf"\n[ \t]*\|?[ \t*_]*(?:{_DAY}|{_MONTH} {_YEAR}|{_YEAR})[^|\n]*\|", re.IGNORECASE)
_HEADING = re.compile(r"\n {0,3}(?:#{1,6}[ \t]+([^\n]+)|\*\*([^*\n]+)\*\*:?[ \t]*(?=\n))")
_UNDERLINED = re.compile(r"\n(\w[^\n]*)(?=\n(?:=|--))")
_WORD = re.compile(r"[a-z0-9]+")
_NUMBERED = re.compile(r"^(?:the |\d+ )+")
_SAID = re.compile(r"\n[ \t]*(title|kind|type|document|document_type|report|category)[ \t]*=[ \t]*[\"']([^\n]*)[\"']")
# Every pattern starts with the end of the line before, which is quicker to find than a start of a line.


@cache
def _labels() -> re.Pattern[str]:
    """What finds the words that start a line of such a document, alone or before a colon."""
    words = sorted((words for one in documents() for words in one.lines), key=len, reverse=True)
    return re.compile(rf"\n[ \t>#*_\d.)-]*({'|'.join(words)})(?=[*_ ]*(?::|\n))", re.IGNORECASE)


def confidential_name(path: Path, title: str = "") -> ContentError | None:
    """A problem where the name of a file, or a title that it is to have, gives it away."""
    return next(chain(_named(path, 1, path.stem, "its name"), _named(path, 1, title, "its title")), None)


def may_give_away(name: str) -> bool:
    """Whether `confidential_name` has to look at it."""
    return bool(giveaways().search(_plain(name)))


def confidential_text(file: PageFile) -> ContentError | None:
    """A problem where its front matter, a heading or its structure gives it away: the first of them."""
    return next(_signs(file), None)


def _signs(file: PageFile) -> Iterator[ContentError]:
    yield from _said(file)
    body = f"\n{file.body}"
    yield from _headings(file, body)
    yield from _lines(file, body)
    yield from _dates(file, body)


def _said(file: PageFile) -> Iterator[ContentError]:
    """What the front matter says that it is, read without parsing: it may be any document's."""
    text = f"\n{file.matter.text}"
    for found in _SAID.finditer(text):
        line = file.matter.first_line + text.count("\n", 0, found.start())
        yield from _named(file.path, line, found.group(2), f"its {found.group(1)}")


def _named(path: Path, line: int, text: str, where: str) -> Iterator[ContentError]:
    plain = _plain(text)
    for one in documents() if giveaways().search(plain) else ():
        if plain in one.alone or any(f" {name} " in f" {plain} " for name in one.named):
            yield _wrong(path, line, one.called, f"{where} says so")


def _headings(file: PageFile, body: str) -> Iterator[ContentError]:
    underlined = _UNDERLINED.finditer(body) if "\n=" in body or "\n--" in body else ()
    headings = {_heading(found): found for found in (*_HEADING.finditer(body), *underlined)}
    for heading, found in headings.items():
        if giveaways().match(heading):
            called = (one.called for one in documents() if f"{heading} ".startswith(one.starts))
            yield from (_wrong(file.path, _line(file, body, found), name, "a heading says so") for name in called)
    all_of_them = "\n".join(("", *headings))
    for one in documents():
        for words in one.together:
            if all(f"\n{word}" in all_of_them for word in words):
                first = min(
                    _line(file, body, found) for heading, found in headings.items() if heading.startswith(words)
                )
                yield _wrong(file.path, first, one.called, "its headings are those of one")


def _heading(found: re.Match[str]) -> str:
    """The words of a heading, whichever way it is written, without its number."""
    return _NUMBERED.sub("", _plain(next(filter(None, found.groups()))))


def _lines(file: PageFile, body: str) -> Iterator[ContentError]:
    starts = {_plain(found.group(1)): _line(file, body, found) for found in _labels().finditer(body)}
    for one in documents():
        found = [starts[words] for words in one.lines if words in starts]
        if len(found) >= LINES_ENOUGH:
            yield _wrong(file.path, min(found), one.called, "it is set out like one")


def _dates(file: PageFile, body: str) -> Iterator[ContentError]:
    rows = _DATED_ROW.finditer(body) if "|" in body else ()
    for dated, enough in ((_DATED.finditer(body), DATES_ENOUGH), (rows, DATED_ROWS_ENOUGH)):
        found = list(dated)
        if len(found) >= enough:
            yield _wrong(file.path, _line(file, body, found[0]), "a chronology", "one date follows the other")


def _plain(text: str) -> str:
    """Lower case, and nothing between words but a space."""
    return " ".join(_WORD.findall(text.lower()))


def _line(file: PageFile, body: str, found: re.Match[str]) -> int:
    return file.body_line + body.count("\n", 0, found.start())


def _wrong(path: Path, line: int, called: str, why: str) -> ContentError:
    return ContentError(
        path,
        line,
        f"this looks like {called} ({why}), which must never be here: take it out of the folder and of the "
        "repository's history, and tell the Professional Officer. If it is a summary, change the words that say so",
    )
