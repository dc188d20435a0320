"""The way out of a form that somebody may have to leave at once: "Exit this page", and the script for Shift.

It stands before everything else on the page. In the frame it is a slot between two marks, script included: functions
fill the slot on a form that can be left, and take out all between the marks on any other.
"""

from __future__ import annotations

from flask import Flask, current_app
from markupsafe import Markup

from cmr.forms.form import Form
from portal.look.script import build

NAME = "exit"
"""The folder of `scripts/` with its module."""
SLOT = "<!--slot:exit-->"
MARKS = ("<!--exit-->", "<!--/exit-->")


def furnish_leaving(app: Flask) -> None:
    """Give the site the script of the pages that can be left."""
    app.extensions.setdefault("scripts", {})[NAME] = build(NAME, {})


def way_out(form: Form | None) -> Markup:
    """The way out of `form`; nothing where there is no form, or no need to leave it."""
    if form is None or not form.can_leave:
        return Markup()
    return _drawn(current_app.jinja_env.get_template("cmr/parts/exit.html").render(form=form))


def way_out_of_frame() -> Markup:
    """What the frame has in its place."""
    opens, closes = MARKS
    return Markup(f"{opens}{_drawn(SLOT)}{closes}")  # noqa: S704 - our own words


def _drawn(leaving: str) -> Markup:
    script = current_app.extensions["scripts"][NAME].address
    return Markup(f'<script type="module" src="{script}"></script>\n{leaving}')  # noqa: S704 - the template escapes
