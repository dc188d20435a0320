"""The look of the site, worn by what a function answers: the build's frozen frame, with a page put in its slots."""

from __future__ import annotations

import functools
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cmr import clock
from cmr.contacts import Contacts, load_contacts
from cmr.forms.form import Form
from web.http import Response
from web.settings import settings

if TYPE_CHECKING:
    from cmr.forms.rendering import Renderer

TITLE, BEFORE, MAIN, EXIT = "<!--slot:title-->", "<!--slot:before-->", "<!--slot:main-->", "<!--slot:exit-->"
_WAY_OUT = re.compile(r"<!--exit-->.*<!--/exit-->", re.DOTALL)
"""What only the pages of a form have that somebody may have to leave at once, its script included."""


TEMPLATED = ("web", "intake")
"""The rooms that have templates of their own, which are named by them: "intake/check.html"."""


class BrokenFrame(Exception):
    """The frozen frame lacks a slot: the build and the functions do not fit each other."""


@functools.cache
def frame() -> str:
    """The frozen frame. Raises BrokenFrame where a slot is missing."""
    text = settings().frame.read_text(encoding="utf-8")
    for slot in (TITLE, BEFORE, MAIN, EXIT):
        if text.count(slot) != 1:
            raise BrokenFrame(slot)
    if not _WAY_OUT.search(text):
        raise BrokenFrame(EXIT)
    return text


@functools.cache
def renderer() -> Renderer:
    """The templates: compiled ahead where a bundle carries them so, else from their sources."""
    from cmr.forms.rendering import Renderer, environment  # brings Jinja, which costs as much as boto3: only to draw

    compiled = settings().compiled_templates
    if compiled:
        return Renderer(environment(compiled=compiled))
    from jinja2 import PackageLoader

    return Renderer(environment(beside={room: PackageLoader(room) for room in TEMPLATED}))


@functools.cache
def contacts() -> Contacts:
    """The numbers to call and the office's details."""
    return load_contacts(settings().content)


def page(
    status: HTTPStatus,
    title: str,
    main: Markup,
    *,
    form: Form | None = None,
    sent: bool = False,
    carried: str = "",
) -> Response:
    """A whole page: `main` in the frame, `title` before the site's own, "Exit this page" above a form that has it.

    `sent` says that what the page is about has been sent, so that leaving it deletes nothing of it. `carried` is the
    hidden input with the draft's token, where no cookie carries it: leaving has to know what to delete.
    """
    if form and form.can_leave:
        text = frame().replace(EXIT, str(renderer().page("cmr/parts/exit.html", form=form, sent=sent, hidden=carried)))
    else:
        text = _WAY_OUT.sub("", frame())
    return Response(status, text.replace(TITLE, str(escape(title))).replace(BEFORE, "").replace(MAIN, str(main)))


def drawn(status: HTTPStatus, title: str, template: str, *, form: Form | None = None, **context: Any) -> Response:
    """A page from a template: "web/problem.html"."""
    main = renderer().page(
        template,
        form=form,
        **{"title": title, "contacts": contacts(), "in_words": clock.instant_in_words, **context},
    )
    return page(
        status, title, main, form=form, sent=bool(context.get("sent")), carried=context.get("carried", Markup())
    )
