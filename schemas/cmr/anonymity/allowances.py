"""What a summary may say: the helplines, the names it declares, and its area where the Board agreed to that."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cmr.anonymity.passage import Allowed
from cmr.anonymity.telephones import national
from cmr.contacts import load_contacts
from cmr.errors import ContentError
from cmr.files.front_matter import FENCE


def allowed_for(content: Path, front_matter: Mapping[str, Any]) -> Allowed:
    """What `front_matter` declares, beside the helplines of contacts.toml. Raises ContentError where that is wrong."""
    telephones, emails = _helplines(content)
    declared = (front_matter.get("pseudonym", ""), *_texts(front_matter.get("pseudonyms")))
    return Allowed(
        telephones,
        emails,
        frozenset(name for name in declared if isinstance(name, str) and name.strip()),
        bool(str(front_matter.get("area_may_be_named", "")).strip()),
    )


def declared_in(text: str) -> Mapping[str, Any]:
    """The front matter of a Markdown text; nothing where there is none or it is wrong, which `cmr check` says."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE:
        return {}
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), 0)
    try:
        return tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError:
        return {}


@lru_cache(maxsize=8)
def _helplines(content: Path) -> tuple[frozenset[str], frozenset[str]]:
    try:
        contacts = load_contacts(content)
    except ContentError as problem:
        if (content / "contacts.toml").exists():
            raise
        del problem
        return frozenset(), frozenset()
    telephones = {national(number.number.replace(" ", "")) for number in contacts.numbers}
    if contacts.office.phone:
        telephones.add(national("".join(sign for sign in contacts.office.phone if sign.isdigit())))
    return frozenset(telephones), frozenset({contacts.office.email.casefold()} - {""})


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()
