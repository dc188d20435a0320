"""`infra/openapi.json`: the addresses of the forms, what each takes and what a record holds, from the definitions.

The inputs of a page are what a browser posts. The answers of a record are described by the same marshmallow fields
that check them, turned into JSON Schema by apispec, and by what their kinds add.

Where the forms are is said by the routes of infra/template.yaml, and the addresses here are made from those. Below a
draft's address `functions/intake/` tells the pages apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter

from cmr.errors import ContentError
from cmr.forms.form import Form
from cmr.forms.question import Question
from cmr.forms.validation import answer_field

POSTED = "application/x-www-form-urlencoded"
PAGE = {"text/html": {"schema": {"type": "string"}}}
REFERENCE = {"name": "reference", "in": "path", "required": True, "schema": {"type": "string"}}
ITEM = {"name": "item", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{8}$"}}
NOT_KNOWN = {"type": "object", "properties": {"not_known": {"const": True}}, "required": ["not_known"]}


TEMPLATE = Path("infra/template.yaml")
CONFIRM, RECEIPT = "DraftConfirmRoute", "ReceiptRoute"
"""What the template calls the two routes that are described here."""
NOT_DESCRIBED = {"ConfirmRoute"}
"""What only pages of the version before ask for, which are open somewhere."""
SAME_WITHOUT_SLASH = "WithoutSlash"
"""How the name of a route ends that is another's without the slash at its end."""


def openapi(forms: Mapping[str, Form], routes: Mapping[str, str]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of all forms, for an API with these routes: a path for each name of the template's.

    Raises ContentError where one that is described here is not there, or one that is there is not described.
    """
    _hold_together(routes)
    plugin = MarshmallowPlugin()
    spec = APISpec("Learning from Practice: forms", "1", "3.1.0", plugins=[plugin])
    converter = plugin.converter
    if converter is None:  # it is made by APISpec, above
        raise RuntimeError("apispec did not initialise its plugin")
    for form in forms.values():
        spec.components.schema(_component(form), _record(form, converter))
        for path, operations in _paths(form, routes).items():
            spec.path(path, operations=operations)
    return spec.to_dict()


def _hold_together(routes: Mapping[str, str]) -> None:
    apart = [name for name in routes if not name.endswith(SAME_WITHOUT_SLASH)]
    for name in (CONFIRM, RECEIPT):
        if name not in apart:
            raise ContentError(TEMPLATE, 1, f"has no route {name}, which infra/openapi.json describes")
    for name in sorted({*apart} - {CONFIRM, RECEIPT} - NOT_DESCRIBED):
        what = f"{routes[name]} ({name}) is described nowhere: schemas/cmr/derived/openapi.py says what it answers"
        raise ContentError(TEMPLATE, _line_of(name), what)


def _line_of(route: str) -> int:
    lines = TEMPLATE.read_text("utf-8").splitlines() if TEMPLATE.exists() else []
    return next((number for number, line in enumerate(lines, 1) if line.strip() == f"{route}:"), 1)


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
    def inner(one: Question) -> dict[str, Any]:
        return _answer(one, converter)

    shape = {**converter.field2property(answer_field(question)), **question.kind.shape(question, inner)}
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
        if question.kind.several:
            properties[question.id] = {"type": "array", "items": {"type": "string"}, "description": question.label}
    return {"content": {POSTED: {"schema": {"type": "object", "properties": properties}}}}


def _answers(**by_status: str) -> dict[str, Any]:
    return {status[1:]: {"description": words, "content": PAGE} for status, words in by_status.items()}


def _above(path: str) -> str:
    """The parent of an address (the address without its last step), or of a step with a variable."""
    return f"{path.rstrip('/').rpartition('/')[0]}/"


def _paths(form: Form, routes: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    confirm, receipt = (routes[name].replace("{slug}", form.slug) for name in (CONFIRM, RECEIPT))
    draft = _above(confirm)
    drafts = _above(draft)
    base = _above(drafts)
    first = _inputs(form.topics[0].questions) if form.frozen else _inputs(())
    return {
        base: {"post": {"summary": "Begin a draft", "requestBody": first, "responses": _posted("On to its next page")}},
        drafts: {"get": {"summary": "The drafts of this browser", "responses": _answers(_200="The drafts")}},
        **_leaving(form, base),
        receipt: {
            "get": {
                "summary": "The receipt",
                "parameters": [REFERENCE],
                "responses": _answers(_200="The receipt", _404="No such reference", _503="Not to be read just now"),
            }
        },
        draft: _read("The draft: its task list, or the page on which it goes on"),
        **_topic_paths(form, draft),
        f"{draft}check/": _read("Check your answers"),
        confirm: {
            "post": {
                "summary": "Confirm and send",
                "parameters": [DRAFT],
                "requestBody": {"content": {POSTED: {"schema": {"type": "object", "properties": _CONFIRMED}}}},
                "responses": _posted("Stored, and on to the receipt; or on to what is still to be looked at"),
            }
        },
        f"{draft}copy/": _read("What was sent, for the browser that sent it"),
        f"{draft}leave/": {
            **_read("Ask before the draft is deleted"),
            "post": {"summary": "Delete the draft", "parameters": [DRAFT], "responses": _posted("Deleted")},
        },
    }


def _leaving(form: Form, base: str) -> dict[str, dict[str, Any]]:
    at_once = {"post": {"summary": "Delete every draft and go", "responses": _posted("Gone")}}
    left = {"get": {"summary": "Where leaving leads", "responses": _answers(_200="Deleted, or gone")}}
    return {**({f"{base}leave/": at_once} if form.can_leave else {}), f"{base}left/": left}


DRAFT = {"name": "draft", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z2-7]{16}$"}}
_CONFIRMED = {"draft": {"type": "string"}, "answers": {"type": "string"}}


def _posted(done: str) -> dict[str, Any]:
    """What a POST may be answered with. No page with answers is among them but where nothing else can keep them."""
    return _answers(
        _303=done,
        _400="Another site's page posted it",
        _404="No such page, or no draft that this browser opens",
        _405="The address takes another method",
        _409="A list that was filled up meanwhile; what was typed is on the page",
        _410="The draft's time is over",
        _413="More than can be kept; what was typed is on the page",
        _415="Not a posted form",
        _429="Too many requests",
        _503="Not kept just now; what was typed is on the page",
    )


def _read(title: str) -> dict[str, Any]:
    responses = _answers(
        _200=title,
        _303="On to another page",
        _404="No draft that this browser opens",
        _410="The draft's time is over, or a key is spent",
        _503="Not to be opened just now",
    )
    return {"get": {"summary": title, "parameters": [DRAFT], "responses": responses}}


def _topic_paths(form: Form, draft: str) -> dict[str, dict[str, Any]]:
    paths = {}
    for topic in form.topics:
        paths[f"{draft}{topic.id}/"] = _page(topic.title, _inputs(topic.questions))
        for group in topic.groups:
            item = _page(f"{group.title}: one {group.item}", _inputs(group.questions), parameters=[ITEM])
            paths[f"{draft}{topic.id}/{group.id}/{{item}}/"] = item
    return paths


def _page(title: str, body: dict[str, Any], *, parameters: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    both = {"parameters": [DRAFT, *parameters]}
    return {
        "get": {**_read(title)["get"], **both},
        "post": {
            "summary": f"Save: {title}",
            "requestBody": body,
            "responses": _posted("Saved, right or wrong"),
            **both,
        },
    }
