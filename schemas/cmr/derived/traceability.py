"""What serves each obligation of the guidance (`traceability.toml`): a page, a question, code, a rule, or people.

An obligation without a home, or with one that does not exist, is a problem with file and line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from cmr.errors import ContentError
from cmr.files.lines import line_of
from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.values import written
from cmr.files.written_addresses import Here
from cmr.forms.catalogue import load_forms
from cmr.process.process import process
from cmr.process.roles import load_roles
from cmr.process.time_limits import time_limits

OBLIGATIONS_FILE = Path(__file__).with_name("traceability.toml")
BUILT = ("pages", "questions", "code", "rules")
"""The kinds of home that somebody built, and that can therefore be missing."""
PLACE = r"[1-9]|[12][0-9]|3[0-5]|SO(?:[1-9]|10)"


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """Something the guidance asks of somebody, and what serves it."""

    id: str = field(metadata=written(r"O[1-9][0-9]?", "O and a number, as O1"))
    where: tuple[str, ...] = field(metadata=written(PLACE, "a section, as 9, or a standing order, as SO4"))
    who: tuple[str, ...]
    text: str
    pages: tuple[Here, ...] = ()
    questions: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    people: str = ""


@dataclass(frozen=True)
class Obligations:
    """All of them, and the file that says so."""

    file: TomlFile
    all: tuple[Obligation, ...]

    def unknown(self, key: str, known: Collection[str]) -> Iterator[ContentError]:
        """A problem for every name under `key`, such as "pages", that is not in `known`."""
        for number, obligation in enumerate(self.all):
            for name in getattr(obligation, key):
                if name not in known:
                    line = line_of(self.file, ("obligation", number, key))
                    yield ContentError(self.file.path, line, f"{obligation.id}: {key}: there is no '{name}'")


def read_obligations(path: Path | None = None) -> Obligations:
    """Every obligation in `path`, the product's own file where none is given.

    Raises ContentError naming file and line, also where an obligation has no home.
    """
    whole = Row.whole(TomlFile.read(path or OBLIGATIONS_FILE))
    whole.only({"obligation"})
    obligations: dict[str, Obligation] = {}
    for row in whole.rows("obligation", "an obligation", at_least=1):
        one = _obligation(row)
        if one.id in obligations:
            raise row.wrong(f"{one.id} is there twice", "id")
        obligations[one.id] = one
    return Obligations(whole.file, tuple(obligations.values()))


def _obligation(row: Row) -> Obligation:
    """An obligation that has a home, and says nothing twice and nothing empty. Raises ContentError."""
    one = row.made(Obligation)
    for key, said in row.data.items():
        if not said:
            raise row.wrong(f"'{key}' of an obligation must not be empty", key)
        for name in said if isinstance(said, list) else ():
            if said.count(name) > 1:
                raise row.wrong(f"'{name}' stands here twice", key)
    if not any(key in row.data for key in (*BUILT, "people")):
        raise row.wrong(f"it has no home: give {', '.join(BUILT)} or people", "id")
    return one


def wrong_obligations(content: Path) -> Iterator[ContentError]:
    """What `traceability.toml` names and there is not. Pages are the site's to know: it checks those itself."""
    try:
        obligations = read_obligations()
        forms = load_forms(content)
        asked = {f"{form.slug}#{question.id}" for form in forms.values() for question in form.questions()}
        roles = load_roles(content)
    except ContentError as problem:
        yield problem
        return
    yield from obligations.unknown("who", roles)
    yield from obligations.unknown("questions", asked)
    yield from obligations.unknown("rules", time_limits())
    yield from obligations.unknown("code", {name for one in obligations.all for name in one.code if _module(name)})


def idle_rules(_content: Path) -> Iterator[ContentError]:
    """A problem for each rule of the process that serves no obligation."""
    try:
        served = {rule for one in read_obligations().all for rule in one.rules}
    except ContentError:
        return  # `wrong_obligations` says so
    for rule in [rule for rule in time_limits() if rule not in served]:
        yield process().file.wrong(f"the rule {rule} serves no obligation of traceability.toml", key="id", value=rule)


def _module(name: str) -> bool:
    """Whether there is a module of this name. Finding one runs its package's `__init__`, and not the module."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
