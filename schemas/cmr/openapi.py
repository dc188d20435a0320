"""`infra/openapi.json`: the addresses of the forms, what each takes and what a record holds, from the definitions.

The inputs of a page are what a browser posts. The answers of a record are described by the same marshmallow fields
that check them, turned into JSON Schema by apispec.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import fields

from cmr.form import Form
from cmr.kinds.address import PARTS, AddressField
from cmr.kinds.choice import Choices
from cmr.kinds.date import DateField
from cmr.kinds.hc_number import HcNumberField
from cmr.question import Question
from cmr.validation import answer_field

POSTED = "application/x-www-form-urlencoded"
PAGE = {"text/html": {"schema": {"type": "string"}}}
REFERENCE = {"name": "reference", "in": "path", "required": True, "schema": {"type": "string"}}
ITEM = {"name": "item", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{8}$"}}
NOT_KNOWN = {"type": "object", "properties": {"not_known": {"const": True}}, "required": ["not_known"]}


def openapi(forms: Mapping[str, Form]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of all forms."""
    plugin = MarshmallowPlugin()
    spec = APISpec("Learning from Practice: forms", "1", "3.1.0", plugins=[plugin])
    converter = plugin.converter
    if converter is None:  # it is made by APISpec, above
        raise RuntimeError("apispec did not initialise its plugin")
    _describe_kinds(converter)
    for form in forms.values():
        spec.components.schema(_component(form), _record(form, converter))
        for path, operations in _paths(form).items():
            spec.path(path, operations=operations)
    return spec.to_dict()


def _describe_kinds(converter: OpenAPIConverter) -> None:
    """The kinds whose answers are made of parts, as JSON has them."""
    parts = {part[1:]: {"type": "string"} for part in PARTS}
    shapes: Mapping[type[fields.Field[Any]], dict[str, Any]] = {
        DateField: {"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"},
        AddressField: {"type": "object", "properties": parts, "additionalProperties": False},
        HcNumberField: {"type": "object", "properties": {"number": {"type": "string"}, "reason": {"type": "string"}}},
    }

    def shape_of(_: object, field: fields.Field[Any], **_settings: Any) -> dict[str, Any]:
        return next((shape for kind, shape in shapes.items() if isinstance(field, kind)), {})

    converter.add_attribute_function(shape_of)  # type: ignore[no-untyped-call] # apispec leaves it untyped


def _component(form: Form) -> str:
    return "".join(word.capitalize() for word in form.slug.split("-"))


def _record(form: Form, converter: OpenAPIConverter) -> dict[str, Any]:
    """What the record of a form holds, as `cmr desk export` gives it."""
    questions = [question for topic in form.topics for question in topic.questions]
    return {
        "type": "object",
        "description": form.purpose,
        "properties": {
            "reference": {"type": "string"},
            "form": {"const": form.slug},
            "version": {"type": "string"},
            "received": {"type": "string", "format": "date-time"},
            "answers": {
                "type": "object",
                "properties": {question.id: _answer(question, converter) for question in questions},
            },
        },
        "required": ["reference", "form", "version", "received", "answers"],
    }


def _answer(question: Question, converter: OpenAPIConverter) -> dict[str, Any]:
    if question.questions:
        items = {inner.id: _answer(inner, converter) for inner in question.questions}
        return {
            "description": question.label,
            "type": "object",
            "properties": {
                "items": {"type": "array", "maxItems": question.most, "items": {"type": "object", "properties": items}},
                "absent": {"enum": [absence.value for absence in question.absences]},
            },
        }
    shape = converter.field2property(answer_field(question))
    described = {"description": question.label}
    return (
        {"anyOf": [shape, NOT_KNOWN], **described} if question.kind.asks_not_known(question) else {**shape, **described}
    )


def _inputs(questions: Sequence[Question]) -> dict[str, Any]:
    """What a page with these questions posts. Nothing is required: the page says what is missing."""
    properties: dict[str, Any] = {}
    for question in questions:
        for name in question.kind.inputs(question):
            properties[name] = {"type": "string", "description": question.label}
        if isinstance(question.kind, Choices):
            properties[question.id] = {"type": "array", "items": {"type": "string"}, "description": question.label}
    return {"content": {POSTED: {"schema": {"type": "object", "properties": properties}}}}


def _answers(**by_status: str) -> dict[str, Any]:
    return {status[1:]: {"description": words, "content": PAGE} for status, words in by_status.items()}


def _paths(form: Form) -> dict[str, dict[str, Any]]:
    base = f"/forms/{form.slug}/"
    sent = {
        "get": {
            "summary": "The receipt",
            "parameters": [REFERENCE],
            "responses": _answers(_200="The receipt", _404="No such reference"),
        }
    }
    confirm = {
        "post": {
            "summary": "Confirm and send",
            "requestBody": {"content": {POSTED: {"schema": {"type": "object", "properties": _DRAFT}}}},
            "responses": _answers(
                _303="Stored; on to the receipt",
                _409="Sent before with other answers, or changed since it was shown",
                _422="Something is still missing",
                _503="Not stored; the draft is kept",
            ),
        }
    }
    first = _post_single(form) if form.single else _post_first(form)
    paths = {base: first, f"{base}confirm/": confirm, f"{base}sent/{{reference}}/": sent}
    return paths if form.single else paths | _topic_paths(form)


_DRAFT = {"draft": {"type": "string"}, "answers": {"type": "string"}}
_CHECKED = {"_200": "Check your answers", "_422": "Mistakes to correct; everything typed is kept", "_503": "Not saved"}


def _post_single(form: Form) -> dict[str, Any]:
    questions = form.topics[0].questions
    return {"post": {"summary": form.title, "requestBody": _inputs(questions), "responses": _answers(**_CHECKED)}}


def _post_first(form: Form) -> dict[str, Any]:
    return {
        "get": {"summary": "The task list", "responses": _answers(_200="The task list", _410="The draft expired")},
        "post": {"summary": "Open a draft", "responses": _answers(_303="On to the task list", _503="Not opened")},
    }


def _topic_paths(form: Form) -> dict[str, dict[str, Any]]:
    paths = {}
    for topic in form.topics:
        paths[f"/forms/{form.slug}/{topic.id}/"] = _page(topic.title, _inputs(topic.questions))
        for group in topic.groups:
            item = _page(f"{group.title}: one {group.item}", _inputs(group.questions), parameters=[ITEM])
            paths[f"/forms/{form.slug}/{topic.id}/{group.id}/{{item}}/"] = item
    return paths


def _page(title: str, body: dict[str, Any], *, parameters: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    saved = _answers(
        _303="Saved; on to the next page", _422="Saved; mistakes to correct", _503="Not saved; nothing is lost"
    )
    shown = _answers(_200=title, _404="No draft", _410="The draft expired")
    both = {"parameters": list(parameters)} if parameters else {}
    return {
        "get": {"summary": title, "responses": shown, **both},
        "post": {"summary": f"Save: {title}", "requestBody": body, "responses": saved, **both},
    }
