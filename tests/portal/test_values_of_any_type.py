"""A value of another type, in whichever line of whichever file, is told to its editor: nothing ends in a traceback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cmr.contacts import load_contacts
from cmr.derived.traceability import OBLIGATIONS_FILE, read_obligations
from cmr.errors import ContentError
from cmr.files.toml_file import TomlFile
from cmr.flows.flow_files import read_flow
from cmr.forms.catalogue import FORMS_FOLDER
from cmr.forms.definition import read_form
from cmr.forms.option_lists import load_option_lists
from cmr.gate.preconditions import GATE_FILE, read_policy
from cmr.process.meetings import load_calendar
from cmr.process.panel import load_panel
from cmr.process.process import PROCESS_FILE, read_process
from cmr.process.roles import load_roles
from cmr.summaries.vocabulary import load_vocabulary
from complete_summary import CONTENT, TODAY
from portal.pages.changes import load_changes
from portal.pages.glossary import load_glossary
from portal.pages.page_files import load_guidance, load_home, load_pages
from portal.pages.synonyms import load_synonyms
from portal.pages.wording import load_wording
from slips import OF_ANY_TYPE

LISTS = load_option_lists(CONTENT)
WORDING = load_wording(CONTENT)
SAID = re.compile(r'^[ \t]*(?:"?[\w-]+"?) = (?:""".*?"""|.*?)$', re.MULTILINE | re.DOTALL)
HEADER = re.compile(r"^\[+([^\]\n]+)\]+", re.MULTILINE)

Read = Callable[[Path], object]
"""Reads a file, or the folder that it lies in."""

READERS: dict[Path, Read] = {
    **{CONTENT / name: lambda file: load_option_lists(file.parent) for name in ("agencies.toml", "lists.toml")},
    CONTENT / "contacts.toml": lambda file: load_contacts(file.parent),
    CONTENT / "meetings.toml": lambda file: load_calendar(file.parent),
    CONTENT / "roles.toml": lambda file: load_roles(file.parent),
    CONTENT / "panel.toml": lambda file: load_panel(file.parent),
    CONTENT / "site.toml": lambda file: load_wording(file.parent),
    CONTENT / "glossary.toml": lambda file: load_glossary(file.parent),
    CONTENT / "changes.toml": lambda file: load_changes(file.parent, today=TODAY),
    CONTENT / "synonyms.toml": lambda file: load_synonyms(file.parent),
    CONTENT / "summaries.toml": lambda file: load_vocabulary(file.parent),
    CONTENT / "flows" / "must-i-notify.toml": lambda file: read_flow(
        TomlFile.read(file), sections=range(1, 36), lists=LISTS
    ),
    CONTENT / "pages" / "home.md": load_home,
    CONTENT / "pages" / "help.md": lambda file: load_pages(file.parent),
    CONTENT / "guidance" / "01-introduction.md": lambda file: load_guidance(file.parent, WORDING),
    PROCESS_FILE: read_process,
    GATE_FILE: read_policy,
    OBLIGATIONS_FILE: read_obligations,
    **{path: lambda file: read_form(TomlFile.read(file), LISTS) for path in sorted(FORMS_FOLDER.glob("*.toml"))},
}


def spoilt(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a value may stand, and what starts it: in one line of each kind of table for each key, and for a table."""
    seen = set()
    for found in SAID.finditer(text):
        headers = HEADER.findall(text, 0, found.start())
        kind = re.sub(r"^lists\.[^.]+", "lists", headers[-1] if headers else "")  # they are all alike
        key = found.group().partition(" = ")[0]
        if (place := (kind, key.strip())) not in seen:
            seen.add(place)
            yield found.start(), found.end(), f"{key} = "


def without(text: str, header: str) -> str:
    """The text without the tables of that name, but for a mark where the first one stood."""
    starts = [*HEADER.finditer(text)]
    ends = [*(found.start() for found in starts[1:]), len(text)]
    left = text
    for found, end in reversed([*zip(starts, ends, strict=True)]):
        if f"{found[1]}.".startswith(f"{header}."):
            left = left[: found.start()] + left[end:]
    return left


def with_every_value(text: str) -> Iterator[str]:
    """The text with each of the values in each place."""
    matter, fence, body = text.removeprefix("+++\n").partition("+++\n") if text.startswith("+++") else (text, "", "")
    for value in OF_ANY_TYPE:
        texts = [f"{matter[:start]}{key}{value}{matter[end:]}" for start, end, key in spoilt(matter)]
        for header in list(dict.fromkeys(HEADER.findall(matter)))[:12]:
            parent, _, name = header.rpartition(".")
            left, at = without(matter, header), 0
            if parent and (found := re.search(rf"^\[+{re.escape(parent)}\]+[^\n]*\n", left, re.MULTILINE)):
                at = found.end()
            texts.append(f"{left[:at]}{name} = {value}\n{left[at:]}")
        yield from (f"{fence}{one}{fence}{body}" for one in texts)


@pytest.mark.parametrize("path", READERS, ids=[path.name for path in READERS])
def test_a_value_of_another_type_is_told_to_its_editor(tmp_path: Path, path: Path) -> None:
    for beside in CONTENT.glob("*.toml"):
        shutil.copy(beside, tmp_path)
    file = tmp_path / path.name
    shutil.copy(path, file)
    READERS[path](file)
    told = 0
    for text in with_every_value(path.read_text("utf-8")):
        file.write_text(text, "utf-8")
        with suppress(ContentError):  # and of nothing else
            READERS[path](file)
            continue
        told += 1
    assert told > 20
