"""The parts of a summary's file: its prose, the record of its approvals, what readers do not see, and its slug.

Each part is read as a text of the same length with everything else blanked: a finding keeps its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from cmr.anonymity.finding import BLOCK, Finding
from cmr.anonymity.names import SURNAMES
from cmr.anonymity.passage import NOTHING, Allowed, bare
from cmr.anonymity.real_names import RealNames
from cmr.anonymity.scan import scan_for_names, scan_text
from cmr.files.front_matter import FENCE

# Values from lists of the project's own, and days of publication: the schema holds them to that.
_SETTINGS = frozenset(
    [
        "kind",
        "age_band",
        "published",
        "themes",
        "agencies",
        "support",
        "invented",
        "review",
        "publish_on",
        "withdrawn",
        "regional",
        "pseudonym",
        "pseudonyms",
        "status",
        "what",
        "not_applicable",
        "reviewed",
    ]
)
_RECORDS = ("gate", "processes")
_RECORD_KEYS = frozenset({"area_may_be_named", "restrictions"})
_KEY = re.compile(r"^[ \t]*\"?([A-Za-z_][\w-]*)\"?[ \t]*=")
_TABLE = re.compile(r"^[ \t]*\[+[ \t]*\"?([\w-]+)")
_SIGN = re.compile(r"[^\n]")
_STRING_ENDS = re.compile(r"(?<!\\)\"")  # TOML's own: no quotation
# Where a reader does not look: what is behind a picture, a link, a tag. A place or a name there blocks.
_BEHIND = re.compile(
    r"!\[([^\]\n]*)\]|\]\(\s*<?([^)\s>]+)|\]\([^)\s]+\s+[\"'(]([^\n]*?)[\"')]\s*\)|^\[[^\]\n]+\]:[ \t]*(\S+)|"
    r"\{#([\w-]+)\}"
    r"|\b(?:alt|title|aria-label|content|href|src|value|placeholder|datetime|id|name|data-[\w-]+)\s*=\s*\"([^\"\n]*)\"",
    re.MULTILINE,
)
_UNSEEN = frozenset({"town", "street", "trust-area", "school", "hospital", "court", "parish", "name"})
_HOST = re.compile(r"^(?:\w+:)?//[^/]*|^mailto:\S*|^tel:\S*")
_BETWEEN = str.maketrans("-_./", "    ")


def scan_markdown(text: str, allowed: Allowed = NOTHING, names_list: RealNames | None = None) -> tuple[Finding, ...]:
    """Everything in a summary's file that may identify a person; also in any other text that has no front matter."""
    prose, record = _parts(text)
    found = [*scan_text(prose, allowed, names_list), *_behind(prose, allowed, names_list)]
    if record.strip():
        found += scan_for_names(record, allowed, names_list)
    return _once_each(found)


def scan_name(path: PurePath, allowed: Allowed = NOTHING, names_list: RealNames | None = None) -> tuple[Finding, ...]:
    """What the name of a file says: it becomes the address of the page."""
    found = [replace(one, line=1, column=1, why=f"In the name of the file. {one.why}")
             for one in _as_address(path.stem, allowed, names_list)]  # fmt: skip
    return tuple(dict.fromkeys(one for one in found if one.blocks))


def _behind(text: str, allowed: Allowed, names_list: RealNames | None) -> Iterator[Finding]:
    for match in _BEHIND.finditer(text):
        group = match.lastindex or 0
        words = match.group(group)
        if words:
            line = text.count("\n", 0, match.start(group)) + 1
            column = match.start(group) - (text.rfind("\n", 0, match.start(group)) + 1)
            for one in _as_address(words, allowed, names_list):
                yield replace(one, line=line, column=one.column + column)


def _as_address(words: str, allowed: Allowed, names_list: RealNames | None) -> Iterator[Finding]:
    """As written, and with its words apart: aoife-doherty is Aoife Doherty."""
    apart = words if " " in words.strip() else _HOST.sub(_spaces, words).translate(_BETWEEN).title()
    for way in dict.fromkeys((words, apart)):
        for one in scan_text(way, allowed, names_list):
            if one.rule == "titled-name" and way is not words and bare(one.text.split()[-1]) not in SURNAMES:
                continue  # every word of an address has a capital now: "Baby Died"
            shown = replace(one, text=words[one.column - 1 : one.column - 1 + len(one.text)])
            yield replace(shown, level=BLOCK) if one.rule in _UNSEEN else shown


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _once_each(found: list[Finding]) -> tuple[Finding, ...]:
    """In their order; of two at one place, the one that blocks."""
    best: dict[tuple[int, int, str], Finding] = {}
    for one in found:
        at = (one.line, one.column, one.rule)
        if at not in best or (one.blocks and not best[at].blocks):
            best[at] = one
    return tuple(best[at] for at in sorted(best))


def _parts(text: str) -> tuple[str, str]:
    """The prose and the record."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != FENCE:
        return text, ""
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        return text, ""
    prose, record, table, key = [_blank(lines[0])], [_blank(lines[0])], "", ""
    for line in lines[1:end]:
        header, named = _TABLE.match(line), _KEY.match(line)
        table, key = (
            (header[1], "") if header and not (key and line[0] in " \t") else (table, named[1] if named else key)
        )
        recorded = table in _RECORDS or (not table and key in _RECORD_KEYS)
        setting = key in _SETTINGS and table not in _RECORDS
        prose.append(_blank(line) if recorded or setting else _STRING_ENDS.sub(" ", line))
        record.append(line if recorded and not header else _blank(line))
    return "".join((*prose, _blank(lines[end]), *lines[end + 1 :])), "".join(record)


def _blank(line: str) -> str:
    return _SIGN.sub(" ", line)
