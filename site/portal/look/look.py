"""How the site looks: templates, GOV.UK components, and the one stylesheet."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from cmr import clock
from portal.look.fragments import Fragments
from portal.look.stylesheet import Stylesheet
from portal.words.short_dates import in_words, instant, month_in_words


class QuickEnvironment(FlaskEnvironment):
    """Jinja as Flask sets it up, except that a template has its globals in one table and not in a chain of two."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template that is loaded now."""
        return {**self.globals, **(d or {})}


class SiteApp(Flask):
    """Flask, drawing with QuickEnvironment."""

    jinja_environment = QuickEnvironment


def bare_app(settings: Mapping[str, Any], wording: object) -> Flask:
    """An application with the site's look and no page yet, whose templates may ask for `wording`.

    Raises FileNotFoundError as Stylesheet.read does.
    """
    app = SiteApp(__name__, static_folder=None, template_folder=None)
    app.config.from_mapping(settings)
    app.jinja_options = {**app.jinja_options, **settings["JINJA"]}
    stylesheet = Stylesheet.read(Path(settings["STYLESHEET"]))
    app.extensions["stylesheet"] = stylesheet
    furnish(app.jinja_env, wording)
    app.jinja_env.globals["once"] = Fragments(app.jinja_env)
    app.jinja_env.globals.update(stylesheet=stylesheet.address, origin=settings["ORIGIN"])
    return app


def furnish(jinja: Environment, wording: object) -> None:
    """Give an environment the site's templates, GOV.UK's components, and what templates may ask for, `wording` too."""
    components = {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"), "cmr": PackageLoader("cmr")}
    jinja.loader = ChoiceLoader([PackageLoader("portal"), PrefixLoader(components)])
    jinja.trim_blocks = True
    jinja.lstrip_blocks = True
    jinja.filters.update(
        in_words=in_words, instant=instant, weekday_in_words=clock.in_words, month_in_words=month_in_words
    )
    jinja.globals["wording"] = wording
