"""What stands in place of `{{ duties }}`, `{{ numbers: danger }}`, `{{ start: concern }}` and other inserts of a page.

Each insert is a template of its own in `templates/inserts/`, and a function here that finds what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from jinja2 import Environment

from portal.pages.library import Library
from portal.pages.page_files import GuidancePage, Page
from portal.words.prose import Insert

Context = Mapping[str, Any]
Finder = Callable[[Library, Page, str], Context]


def inserts_for(page: Page, library: Library, jinja: Environment) -> Insert:
    """Draws the inserts of `page`. The returned function raises ValueError for one that it does not know."""
    return partial(_draw, page, library, jinja)


def _draw(page: Page, library: Library, jinja: Environment, name: str, argument: str) -> str:
    finder = FINDERS.get(name)
    if finder is None:
        raise ValueError(f"there is no insert '{name}'; there are {', '.join(FINDERS)}")
    return jinja.get_template(f"inserts/{name}.html").render(finder(library, page, argument))


def _duties(library: Library, page: Page, group: str) -> Context:
    duties = [duty for duty in getattr(page, "duties", ()) if not group or duty.group == group]
    if not duties:
        raise ValueError(f"the front matter has no duties{f' in the group {group!r}' if group else ''}")
    return {"duties": duties, "roles": library.wording.roles}


def _numbers(library: Library, page: Page, group: str) -> Context:
    return {"numbers": library.contacts.group(group)}


def _nearest(library: Library, page: Page, argument: str) -> Context:
    return {"numbers": library.contacts.group("danger")}


def _start(library: Library, page: Page, slug: str) -> Context:
    if slug not in library.forms:
        raise ValueError(f"there is no form '{slug}'; there are {', '.join(library.forms)}")
    return {"form": library.forms[slug]}


def _retention(library: Library, page: Page, argument: str) -> Context:
    return {"forms": library.forms.values()}


def _contact(library: Library, page: Page, argument: str) -> Context:
    return {"office": library.contacts.office}


def _glossary(library: Library, page: Page, argument: str) -> Context:
    return {"terms": library.wording.glossary.terms}


FINDERS: Mapping[str, Finder] = {
    "duties": _duties,
    "numbers": _numbers,
    "nearest": _nearest,
    "start": _start,
    "retention": _retention,
    "contact": _contact,
    "glossary": _glossary,
}


def duties_not_shown(page: Page, shown: tuple[tuple[str, str], ...]) -> list[str]:
    """The duties of `page` that none of its inserts shows: written in the front matter, and never read by anybody."""
    groups = {argument for name, argument in shown if name == "duties"}
    duties = page.duties if isinstance(page, GuidancePage) else ()
    return [duty.text for duty in duties if "" not in groups and duty.group not in groups]
