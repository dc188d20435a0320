"""What the front matter of a summary may say, checked by marshmallow.

Only what is wrong whatever the day is refused here. What has yet to be filled in is the gate's business: a draft on
which nobody has signed anything is well formed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from marshmallow import Schema, fields

from cmr.files import quick_schema
from cmr.files.lines import Trail
from cmr.files.toml_file import TomlFile
from cmr.gate.preconditions import policy
from cmr.summaries.approvals import NO_SUCH_KEY, Approvals
from cmr.summaries.fields import Day, MonthOfYear, Several, Truth, WordsField
from cmr.summaries.vocabulary import Vocabulary
from cmr.summary import CLOSED, OPEN, OtherProcess, Recommendation, Summary

Problem = tuple[Trail, str]
_MESSAGES: dict[str, str] = {"unknown": NO_SUCH_KEY, "type": "write it as a table"}


class _Strict(Schema):
    error_messages = _MESSAGES


class _RecommendationSchema(_Strict):
    text = WordsField(required=True)
    agencies = Several(required=True)
    regional = Truth(required=True)
    themes = Several()
    specific = WordsField()
    measurable = WordsField()
    achievable = WordsField()
    relevant = WordsField()
    timed = WordsField()


class _ProcessSchema(_Strict):
    what = WordsField(required=True)
    status = WordsField(required=True)
    evidence = WordsField()


def _rows(schema: type[Schema], name: str) -> fields.Nested:
    return fields.Nested(schema, many=True, error_messages={"type": f"write each as a [[{name}]] table"})


class _SummarySchema(_Strict):
    title = WordsField(required=True)
    summary = WordsField(required=True)
    pseudonym = WordsField(required=True)
    pseudonyms = Several()
    invented = Truth()
    kind = WordsField(required=True)
    age_band = WordsField(required=True)
    published = MonthOfYear(required=True)
    themes = Several(required=True)
    agencies = Several(required=True)
    learning = Several()
    content_warning = WordsField()
    support = Several()
    review = Day()
    publish_on = Day()
    withdrawn = Day()
    restrictions = Several()
    area_may_be_named = WordsField()
    recommendations = _rows(_RecommendationSchema, "recommendations")
    processes = _rows(_ProcessSchema, "processes")
    gate = Approvals()


_SCHEMA = _SummarySchema()


def read_matter(matter: TomlFile) -> dict[str, Any]:
    """The front matter as the fields of a Summary. Raises ValidationError with everything that is of the wrong type."""
    data = quick_schema.load(_SCHEMA, matter.data)
    rows = data.get("recommendations", ())
    data["recommendations"] = tuple(Recommendation(**{"themes": data["themes"], **row}) for row in rows)
    data["processes"] = tuple(OtherProcess(**row) for row in data.get("processes", ()))
    return data


def complaints(messages: Any) -> Iterator[Problem]:
    """Everything in marshmallow's nested messages, with the steps that lead to it."""
    if not isinstance(messages, dict):
        yield (), " ".join(messages if isinstance(messages, list) else [messages])
        return
    for step, inner in messages.items():
        yield from (((step, *trail) if step != "" else trail, problem) for trail, problem in complaints(inner))


def unlisted(summary: Summary, known: Vocabulary) -> Iterator[Problem]:
    """Every name that the summary gives and no list has."""
    lists: dict[str, Any] = {
        "kind": known.kinds, "age_band": known.age_bands, "themes": known.themes, "agencies": known.agencies,
        "support": known.support,
    }  # fmt: skip
    for key, names in lists.items():
        yield from _not_in(names, (key,), getattr(summary, key))
    for at, one in enumerate(summary.recommendations):
        yield from _not_in(known.agencies, ("recommendations", at, "agencies"), one.agencies)
        if one.themes is not summary.themes:
            yield from _not_in(known.themes, ("recommendations", at, "themes"), one.themes)
    for at, process in enumerate(summary.processes):
        yield from _not_in(policy().processes, ("processes", at, "what"), process.what)
        yield from _not_in((OPEN, CLOSED), ("processes", at, "status"), process.status)


def _not_in(known: Collection[str], trail: Trail, said: str | tuple[str, ...]) -> Iterator[Problem]:
    for name in (said,) if isinstance(said, str) else said:
        if name not in known:
            yield trail, f"'{name}' is not in the list: choose from {', '.join(sorted(known))}"


def misdated(summary: Summary, today: date) -> Iterator[Problem]:
    """Every day that cannot be: nobody has approved anything in the future."""
    for name, approval in summary.gate.items():
        if approval.when and approval.when > today:
            yield ("gate", name, "when"), f"{approval.when.isoformat()} is in the future: write the day it was signed"
    if summary.withdrawn and summary.withdrawn < summary.published.first_day:
        yield ("withdrawn",), f"it cannot be withdrawn before {summary.published}, the month in which it was published"
