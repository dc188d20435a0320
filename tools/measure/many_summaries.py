"""Writes any number of invented summaries, for measuring: `python -m measure.many_summaries FOLDER 5000`.

Every one is complete and public, and the same number gives the same files. From afar they read like summaries: about
900 words, three recommendations, themes, agencies and years that vary. They say nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from cmr.gate.preconditions import policy
from cmr.summaries.vocabulary import Vocabulary, load_vocabulary
from cmr.summary import SMART

FIRST_YEAR, LAST_YEAR = 2000, 2026
LAST_MONTH = 10
PARAGRAPHS = 13
QUALITIES = (
    "quiet", "careful", "early", "shared", "patient", "hidden", "steady", "honest", "partial", "crowded", "hurried",
    "distant", "friendly", "plain",
)  # fmt: skip
THINGS = (
    "plan", "worry", "visit", "record", "meeting", "question", "letter", "family", "worker", "service", "pattern",
    "absence", "promise", "decision", "review", "appointment", "conversation", "threshold", "handover", "note",
    "team", "supervisor", "classroom", "household", "referral", "assessment",
)  # fmt: skip
SUBJECTS = (
    "The health visitor", "A duty worker", "Each agency", "The core group", "A manager", "The school", "The practice",
    "Nobody in the meeting", "The night team", "A community nurse", "The family's worker", "Another service",
    "The conference", "A new worker", "The hospital ward", "The youth worker", "An officer at the door", "The landlord",
)  # fmt: skip
VERBS = (
    "noticed", "wrote down", "did not ask about", "shared", "put aside", "returned to", "weighed", "explained",
    "understood", "overlooked", "tested", "repeated", "closed", "opened again", "could not see", "passed on",
)  # fmt: skip
ENDS = (
    "before anything had changed at home", "while the child waited", "without telling the others",
    "and the review found the reason in the way that work was shared out", "although the signs were on file",
    "because every form asked for the newest event only", "as the guidance of the time allowed",
    "and a second opinion would have helped", "in a week when three posts were vacant",
    "and that is the learning which matters most here", "so that the next person had to begin again",
    "until somebody put the pieces side by side", "with good will and too little time",
)  # fmt: skip
PSEUDONYMS = (
    "Rowan", "Ash", "Wren", "Linden", "Robin", "Hazel", "Finch", "Aspen", "Lark", "Alder", "Sorrel", "Teal", "Heron",
    "Bracken", "Juniper", "Sparrow",
)  # fmt: skip
HEADINGS = ("What happened", "What life was like", "What helped", "What the review found", "What has changed")


def write_many(folder: Path, count: int, known: Vocabulary) -> None:
    """Write `count` summaries into `folder`, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        chance = Random(number)  # noqa: S311 - the same words every time is what is wanted
        title = f"{chance.choice(QUALITIES)} {chance.choice(THINGS)} and the {chance.choice(THINGS)}"
        name = f"{title.replace(' ', '-')}-{number:05d}.md"
        (folder / name).write_text(_summary(chance, title.capitalize(), number, known), encoding="utf-8")


def _summary(chance: Random, title: str, number: int, known: Vocabulary) -> str:
    themes = chance.sample(list(known.themes), chance.randint(1, 4))
    agencies = chance.sample(list(known.agencies), chance.randint(2, 5))
    month = _month(number)
    matter = [
        f'title = "{title}"',
        f'summary = "{_sentence(chance)} {_sentence(chance)}"',
        f'pseudonym = "{chance.choice(PSEUDONYMS)}"',
        "invented = true",
        f'kind = "{chance.choice(list(known.kinds))}"',
        f'age_band = "{chance.choice(list(known.age_bands))}"',
        f'published = "{month:%Y-%m}"',
        f"themes = {_list(themes)}",
        f"agencies = {_list(agencies)}",
        f"learning = {_list([_sentence(chance) for _ in range(3)])}",
        'content_warning = "This summary was made up for measuring."',
        'support = ["danger", "talk"]',
        f"review = {month.year + 2}-01-15",
    ]
    tables = [_recommendation(chance, agencies) for _ in range(3)] + _gate(month)
    return "\n".join(("+++", *matter, *tables, "+++", "", _body(chance))) + "\n"


def _month(number: int) -> date:
    """A month of publication. They go through all the months there are in turn, so that every year has its share."""
    at = number % ((LAST_YEAR - FIRST_YEAR) * 12 + LAST_MONTH)
    return date(FIRST_YEAR + at // 12, at % 12 + 1, 1)


def _recommendation(chance: Random, agencies: Sequence[str]) -> str:
    answers = "\n".join(f'{question} = "{_sentence(chance)}"' for question in SMART)
    regional = "true" if chance.random() < 0.4 else "false"
    addressed = _list(chance.sample(list(agencies), chance.randint(1, 2)))
    return (
        f'\n[[recommendations]]\ntext = "{_sentence(chance)}"\nagencies = {addressed}\nregional = {regional}\n{answers}'
    )


def _gate(month: date) -> list[str]:
    """A whole record of approvals, one after the other, the last of them well before the month begins."""
    return [
        f"\n[gate.{one.id}]\nwho = {_list(one.signed_by[: one.signatures])}\n"
        f'when = {month - timedelta(days=120 - at)}\nevidence = "Made up for measuring, {one.id}"'
        for at, one in enumerate(policy().preconditions.values())
    ]


def _body(chance: Random) -> str:
    parts: list[str] = []
    for at in range(PARAGRAPHS):
        if at % 3 == 0:
            parts.append(f"## {HEADINGS[at // 3]}")
        parts.append(" ".join(_sentence(chance) for _ in range(3)))
    points = "\n".join(f"- {_sentence(chance)}" for _ in range(4))
    return "\n\n".join((*parts, points, "[How a summary comes to be published](/guidance/29-publication/)"))


def _sentence(chance: Random) -> str:
    pick = chance.choice
    return f"{pick(SUBJECTS)} {pick(VERBS)} the {pick(QUALITIES)} {pick(THINGS)} and the {pick(THINGS)}, {pick(ENDS)}."


def _list(texts: Sequence[str]) -> str:
    return '["' + '", "'.join(texts) + '"]'


if __name__ == "__main__":
    write_many(Path(sys.argv[1]), int(sys.argv[2]), load_vocabulary(Path("content")))
