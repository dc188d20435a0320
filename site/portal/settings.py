"""What a build can be told from outside: where things are, and what to show."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.origin import SAFE, checked_origin

PREFIX = "PORTAL_"
COMPILED = Path(__file__).with_name("templates") / "__pycache__"
"""Beside the templates, as Python keeps what it compiles: they are as much a part of the program."""
SHOWN = ("ORIGIN", "SHOW_INVENTED", "SHOW_UNVERIFIED_NUMBERS")
"""The settings that pages depend on. The others say where to find and to keep things."""


def read_settings(content: Path, given: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """The settings of a build of `content`: `given`, else those of the environment with the prefix PORTAL_, else these.

    SHOW_UNVERIFIED_NUMBERS (default true): whether to print numbers that nobody has confirmed, marked so.
    SHOW_INVENTED (default false): whether to publish the invented summaries. Never true where the public reads.
    STYLESHEET (default build/styles/site.css beside `content`): what `npm run styles` compiled.
    ORIGIN (default a name that is nobody's): where the site will be served from, for feeds and PDFs.
    FONTS (default in node_modules beside `content`): the PDFs' font.
    BOOKLETS (default build/booklets beside `content`): where PDFs are kept until their words change.
    TEMPLATES (default `COMPILED`): where templates are kept once compiled.
    JINJA (default none): options for Jinja besides those that Flask gives it.

    Raises ValueError for an ORIGIN that is none.
    """
    build = content.parent / "build"
    default = {
        "SHOW_UNVERIFIED_NUMBERS": True,
        "SHOW_INVENTED": False,
        "STYLESHEET": build / "styles" / "site.css",
        "ORIGIN": SAFE,
        "FONTS": content.parent / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files",
        "BOOKLETS": build / "booklets",
        "TEMPLATES": COMPILED,
        "JINJA": {},
    }
    settings = {**default, **_of_the_environment(), **(given or {})}
    return {**settings, "ORIGIN": checked_origin(settings["ORIGIN"])}


def _of_the_environment() -> Mapping[str, Any]:
    """What starts with the prefix: JSON (true, false) where it is that, and else a text."""
    given = {name.removeprefix(PREFIX): text for name, text in os.environ.items() if name.startswith(PREFIX)}
    return {name: _read(text) for name, text in given.items()}


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
