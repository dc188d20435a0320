"""`docs/forms.md`: every form, its questions, what is kept and how long, for people who do not read TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmr.forms.form import Form
from cmr.forms.question import Question


def forms_document(forms: Mapping[str, Form]) -> str:
    """The document, as Markdown."""
    lines = [
        "# The forms",
        "",
        "Made from `schemas/cmr/forms/` by `cmr generate`. Change a form there, not here.",
        "",
        *retention_rows(forms),
    ]
    for form in forms.values():
        lines += ["", *_form(form)]
    return "\n".join(lines) + "\n"


def retention_rows(forms: Mapping[str, Form]) -> list[str]:
    """How long each form's answers are kept, as a Markdown table: the privacy notice shows the same."""
    rows = ["| Form | Until it is sent | After it is sent |", "|---|---|---|"]
    return rows + [f"| {form.title} | {form.retention.draft} | {form.retention.record} |" for form in forms.values()]


def _form(form: Form) -> Iterator[str]:
    yield f"## {form.title}"
    yield ""
    yield f"{form.purpose}. Address `/forms/{form.slug}/`, start page `{form.start}`."
    yield f"For: {form.audience}. Owner: {form.owner}. Version: {form.version}. About {form.minutes} minutes."
    if form.limits:
        yield f"Time limits on its receipt: {', '.join(limit.rule for limit in form.limits)}."
    yield from _proof(form)
    for topic in form.topics:
        yield ""
        yield f"### {topic.letter + '. ' if topic.letter else ''}{topic.title}"
        yield ""
        yield "| Field | Question | Kind | Required | Asked only if |"
        yield "|---|---|---|---|---|"
        for question in topic.questions:
            yield from _rows(form, question)


def _proof(form: Form) -> Iterator[str]:
    """What of the answers is kept in clear beside the receipt."""
    named = [form.question(question_id).title for question_id in vars(form.proof).values() if question_id]
    if named:
        yield f"Kept with its receipt and shown in the desk's list, in clear: {', '.join(named)}. Nothing else is."


def _rows(form: Form, question: Question, indent: str = "") -> Iterator[str]:
    required = "yes" if question.required else "no"
    unknown = ", or not known" if question.not_known else ""
    label = indent + question.label.replace("|", "\\|")
    cells = (question.code, label, question.kind.name + unknown, required, _condition(form, question))
    yield f"| {' | '.join(cells)} |"
    for inner in question.questions:
        yield from _rows(form, inner, f"{question.item}: ")


def _condition(form: Form, question: Question) -> str:
    parts = []
    for earlier_id, values in question.when.wanted.items():
        earlier = form.question(earlier_id)
        parts.append(f"{earlier.title}: {' or '.join(earlier.label_of(value) for value in values)}")
    return "; ".join(parts)
