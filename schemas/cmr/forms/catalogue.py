"""Every form there is, by slug."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cmr.errors import UnknownForm
from cmr.files.toml_file import TomlFile
from cmr.forms.definition import read_form
from cmr.forms.form import Form
from cmr.forms.option_lists import OptionList, load_option_lists

FORMS_FOLDER = Path(__file__).parent


def slugs() -> tuple[str, ...]:
    """The slugs of all forms, in the order of their names."""
    return tuple(sorted(path.stem for path in FORMS_FOLDER.glob("*.toml")))


def form_file(slug: str) -> TomlFile:
    """The file that declares the form with this slug. Raises ContentError where it cannot be read."""
    return TomlFile.read(FORMS_FOLDER / f"{slug}.toml")


@cache
def load_form(slug: str, content: Path) -> Form:
    """The form with this slug, its lists taken from `content`. Raises UnknownForm; ContentError where it is broken."""
    if slug not in slugs():
        raise UnknownForm(slug)
    return read_form(form_file(slug), _lists(content))


def load_forms(content: Path) -> Mapping[str, Form]:
    """Every form by slug. Raises ContentError where one is broken."""
    return {slug: load_form(slug, content) for slug in slugs()}


@cache
def title_of(slug: str) -> str:
    """What a form is called, its slug where there is none any more: for lists, which need nothing else of it."""
    return str(form_file(slug).data["title"]) if slug in slugs() else slug


@cache
def _lists(content: Path) -> Mapping[str, OptionList]:
    return load_option_lists(content)
