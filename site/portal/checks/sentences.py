"""The sentences of a written page in the order in which they are read, each with its file and line.

Titles are left out: a title is a name. The list of a page's duties is read where the page shows it; other inserts show
what other files say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cmr.files.lines import line_of
from cmr.markdown.parsing import CODE, HEADING, Run, parse, words_of
from cmr.process.roles import Role
from portal.pages.page_files import Duty, HomePage, Page
from portal.words.prose import insert_of

END = re.compile(r"(?<=[.?!])[”’\")]*\s+(?=[\"“(]?[A-Z0-9])")
SHORTENED = re.compile(r"\b(?:No|Sch|Art|e\.g|i\.e)\.$")


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item of a list or a cell of a table. Its lines are those of the file."""

    path: Path
    line: int
    text: str
    heading: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence, or an item of a list that is less than one."""

    path: Path
    line: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has; "17(2)(a)" and "well-kept" are one each."""
        return len([word for word in self.text.split() if re.search(r"\w", word)])


def blocks(page: Page, roles: Mapping[str, Role]) -> Iterator[Block]:
    """What is read of `page`, from its summary on. `roles` have the titles of those with duties."""
    path, matter = page.file.path, page.file.matter
    yield Block(path, line_of(matter, ("summary",)), page.summary)
    text = parse(page.file)
    for run in text.runs():
        name, argument = insert_of(run) or ("", "")
        if name == "duties":
            yield from _duties(page, argument, roles)
        elif not name:
            yield Block(path, text.line(run.block), spoken(run), heading=run.block.name == HEADING)
    for number, door in enumerate(page.doors if isinstance(page, HomePage) else ()):
        yield Block(path, line_of(matter, ("doors", number, "text")), door.text)


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of `block`."""
    start = 0
    for end in END.finditer(block.text):
        if not SHORTENED.search(block.text, start, end.start()):
            yield _sentence(block, start, end.end())
            start = end.end()
    yield _sentence(block, start, len(block.text))


def _sentence(block: Block, start: int, end: int) -> Sentence:
    line = block.line + block.text.count("\n", 0, start)
    return Sentence(block.path, line, " ".join(block.text[start:end].split()))


def _duties(page: Page, group: str, roles: Mapping[str, Role]) -> Iterator[Block]:
    duties: Sequence[Duty] = getattr(page, "duties", ())
    for number, duty in enumerate(duties):
        if not group or duty.group == group:
            who = " and ".join(", ".join(roles[one].title for one in duty.who).rsplit(", ", 1))
            line = line_of(page.file.matter, ("duties", number, "text"))
            yield Block(page.file.path, line, f"{who} {duty.strength} {duty.text}")


def spoken(run: Run) -> str:
    """The words of a paragraph, with a line break where the file has one. Code is left out: nobody says it."""
    return words_of(piece for piece in run.pieces if piece.name != CODE)
