"""What must be on record before a summary may be public: `gate.toml`, the policy that `gate.py` applies."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import between, written
from cmr.process.process import process

GATE_FILE = Path(__file__).with_name("gate.toml")


@dataclass(frozen=True, kw_only=True, eq=False)
class Precondition:
    """One of G1 to G18: what must be shown, who may sign it, and what its day has to do with other days."""

    id: str = field(metadata=written(r"G[1-9][0-9]?", "G and a number, as G1"))
    title: str
    shown: str
    todo: str
    source: str
    signed_by: tuple[str, ...]
    signatures: int = field(default=1, metadata=between(1, 3))
    when: str = ""
    not_before: tuple[str, ...] = ()
    wait: str = ""
    because: str = "it was signed"
    renewed: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """All of them by id and in order, the posts that may sign, the other processes, and words that show nothing."""

    file: TomlFile
    posts: Mapping[str, str]
    processes: Mapping[str, str]
    no_evidence: frozenset[str]
    preconditions: Mapping[str, Precondition]


@cache
def policy() -> Policy:
    """The project's policy. Raises ContentError naming file and line."""
    return read_policy(GATE_FILE)


def read_policy(path: Path) -> Policy:
    """The policy that the file at `path` states. Raises ContentError, also where it names what there is not."""
    whole = Row.whole(TomlFile.read(path))
    whole.only({"posts", "processes", "no_evidence", "precondition"})
    posts, processes = whole.texts("posts"), whole.texts("processes")
    preconditions: dict[str, Precondition] = {}
    for row in whole.rows("precondition", "a precondition", at_least=1):
        one = row.made(Precondition)
        _refuse_unknown(row, one, {"signed_by": posts, "not_before": preconditions, "wait": process().limits})
        if one.id in preconditions:
            raise row.wrong(f"{one.id} is there twice", "id")
        preconditions[one.id] = one
    no_evidence = frozenset(whole.words("no_evidence"))
    if not no_evidence:
        raise whole.wrong("say in 'no_evidence' which words show nothing", "no_evidence")
    return Policy(whole.file, posts, processes, no_evidence, preconditions)


def _refuse_unknown(row: Row, one: Precondition, known: Mapping[str, Container[str]]) -> None:
    for key, names in known.items():
        said = getattr(one, key)
        for name in (said,) if isinstance(said, str) else said:
            if name and name not in names:
                raise row.wrong(f"{one.id}: {key}: there is no '{name}' above", key)
