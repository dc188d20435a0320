"""Persona files: who somebody is, what they do page by page, what they must see, and who must get an email.

```toml
story = "One sentence about who this is and what they want."
form = "concern"
starts = "/raise-a-concern/"        # the first address they open

[[step]]
on = "Raise a concern"              # the page's heading
errors = ["Enter what happened …"]  # the error summary, line by line
status = 404                        # what the page answers, where it is not 200
sees = ["words on the page"]
lacks = ["words that must not be on the page"]
meanwhile = "the draft expires"     # what happens behind their back before they go on (EVENTS)
holds = { danger = "no" }           # what inputs hold already
fill = { danger = "yes" }           # see filling.py
press = "Continue"                  # a button; or follow = "a link", open = "/an/address/", go = "back" (GOES)
                                    # "Continue the one …" is the link that begins with what stands before the dots
leaves_for = "https://…"            # where that button leads, outside the site; then open = "/an/address/" returns

[[step]]
repeat = 20                         # or each = ["psni", "education-authority"]
[[step.step]]                       # steps that are done so many times; {n} is the turn, {each} the word
…

[[email]]
to = "office@sbni.example"
subject = "New: Raise a concern, reference {reference}"

[record]                            # what the office reads, by question; a number counts the items of a group
children = 20
```

`{reference}` stands for the reference of the first receipt they came to, `{minted}` for one that nobody has used, and
`{draft}` for the name of the draft whose page they saw last.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("personas")
MOVES = ("press", "follow", "open", "go")
GOES = ("back", "refresh", "close the browser and come back")
EVENTS = ("the draft expires", "the draft is deleted")


class BadPersona(Exception):
    """A persona file says something that cannot be done; the message names the file and the step."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody sees and does on one page."""

    on: str
    errors: tuple[str, ...] = ()
    status: int = 200
    sees: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    meanwhile: str = ""
    holds: Mapping[str, str] = field(default_factory=dict)
    fill: Mapping[str, Any] = field(default_factory=dict)
    press: str = ""
    follow: str = ""
    leaves_for: str = ""
    open: str = ""
    go: str = ""
    again: bool = False  # a turn between the first and the last: the same page as before, with more of the same on it


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One person, from the first address they open to the emails that follow."""

    name: str
    story: str
    form: str
    starts: str
    steps: tuple[Step, ...]
    emails: tuple[Mapping[str, str], ...]
    record: Mapping[str, Any]


def load(path: Path) -> Persona:
    """The persona of a file. Raises BadPersona."""
    kept = tomllib.loads(path.read_text("utf-8"))
    steps = tuple(_step(path, given) for one in kept.pop("step") for given in _repeated(one))
    emails = tuple(kept.pop("email", ()))
    try:
        return Persona(name=path.stem, steps=steps, emails=emails, record=kept.pop("record", {}), **kept)
    except TypeError as wrong:
        raise BadPersona(f"{path.name}: {wrong}") from wrong


def _repeated(given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The step itself, or the steps inside it as often as it says."""
    if "step" not in given:
        yield dict(given)
        return
    words = given.get("each", [""] * given.get("repeat", 1))
    for turn, word in enumerate(words):
        for inner in given["step"]:
            step: dict[str, Any] = with_words(inner, n=str(turn + given.get("first", 1)), each=word)
            yield step | {"again": 0 < turn < len(words) - 1}


def with_words(given: Any, **words: str) -> Any:
    """The same with `{n}` and the like put in, however deep; a mapping's keys stay as they are."""
    if isinstance(given, str):
        for name, word in words.items():
            given = given.replace(f"{{{name}}}", word)
        return given
    if isinstance(given, Mapping):
        return {key: with_words(value, **words) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return type(given)(with_words(one, **words) for one in given)
    return given


def _step(path: Path, given: dict[str, Any]) -> Step:
    try:
        step = Step(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})
    except TypeError as wrong:
        raise BadPersona(f"{path.name}: {wrong}: {given}") from wrong
    moves = [move for move in MOVES if getattr(step, move)]
    possible = moves == ["press", "open"] if step.leaves_for else len(moves) <= 1
    known = step.go in ("", *GOES) and step.meanwhile in ("", *EVENTS)
    if not (possible and known):
        raise BadPersona(f"{path.name}: on '{step.on}' somebody does {moves}, {step.go!r}, {step.meanwhile!r}")
    return step
