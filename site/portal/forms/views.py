"""The pages of the forms that are the same for everyone: the one-page forms, the blanks to print, and the frame.

The frame is the same page with marked slots. Functions fill it, and so wear the site's look without importing the site.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, render_template
from markupsafe import Markup

from cmr.contacts import Number
from cmr.forms.form import Form
from cmr.forms.rendering import Renderer
from portal.pages.views import library
from portal.pages.way_out import way_out, way_out_of_frame

forms = Blueprint("forms", __name__, url_prefix="/forms")

SLOTS = ("title", "before", "main")


@forms.get("/<slug>/")
def form_page(slug: str) -> str:
    """The first page of a form, where it is the same for everybody. The others are opened by their function."""
    form = _form(slug)
    if not form.frozen:
        abort(404)
    topic = form.topics[0]
    main = _renderer().form_page(form, topic, action=f"/forms/{slug}/", numbers=_numbers(form))
    return _page(form, form.title if form.single else topic.title, main, form.purpose if form.may_be_found else None)


@forms.get("/<slug>/blank/")
def blank(slug: str) -> str:
    """All the questions of a form, to print."""
    form = _form(slug)
    main = _renderer().blank(form, numbers=_numbers(form))
    return _page(form, f"{form.title}: all the questions", main)


def frame() -> str:
    """The page that functions fill. Needs an application context."""
    slots = {slot: Markup(f"<!--slot:{slot}-->") for slot in SLOTS}  # noqa: S704 - our own words
    return render_template("form.html", way_out=way_out_of_frame(), **slots)


def _page(form: Form, title: str, main: Markup, summary: str | None = None) -> str:
    before = Markup(render_template("before.html", form=form))  # noqa: S704 - the template escapes
    return render_template("form.html", title=title, summary=summary, way_out=way_out(form), before=before, main=main)


def _renderer() -> Renderer:
    # The site's own environment, so that a component is compiled once for all forms.
    return Renderer(current_app.jinja_env)


def _form(slug: str) -> Form:
    form = library().forms.get(slug)
    return form if form else abort(404)


def _numbers(form: Form) -> Sequence[Number]:
    """The numbers that stand before everything else, where the form says so."""
    return library().contacts.group("danger") if form.danger_first else ()
