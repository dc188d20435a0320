"""A page for each role: its duties, gathered from the guidance, each with its section and time limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from cmr.process.process import TimeLimit, process
from cmr.process.roles import Role
from portal.pages.library import Library
from portal.pages.page_files import STRENGTHS, Duty, GuidancePage
from portal.pages.short_forms import short_forms
from portal.pages.views import library

roles = Blueprint("roles", __name__, url_prefix="/guidance/roles")

ADDRESS = "/guidance/roles/"


@dataclass(frozen=True)
class RoleTask:
    """One duty of a role: where the guidance says it, and by when it is to be done."""

    duty: Duty
    page: GuidancePage
    limit: TimeLimit | None


def address_of(role: Role) -> str:
    """Where a role's page is."""
    return f"{ADDRESS}{role.id}/"


def tasks(library: Library, role: Role) -> Sequence[RoleTask]:
    """A role's duties in the order of the guidance."""
    return [
        RoleTask(duty, page, process().limits.get(duty.limit))
        for page in library.guidance.values()
        for duty in page.duties
        if role.id in duty.who
    ]


def limits_without_a_duty(library: Library, role: Role) -> Sequence[TimeLimit]:
    """The counted limits that name a role and that none of its duties carries."""
    carried = {task.duty.limit for task in tasks(library, role)}
    own = (limit for limit in process().limits.values() if limit.who == role.id and limit.counted)
    return [limit for limit in own if limit.id not in carried]


@roles.get("/")
def index() -> str:
    """Every role, with what it is."""
    return render_template("roles/index.html", roles=[(role, address_of(role)) for role in library().acting])


@roles.get("/<role_id>/")
def page(role_id: str) -> str:
    """What one role has to do."""
    role = library().wording.roles.get(role_id)
    if role is None or role not in library().acting:
        abort(404)
    found, limits = tasks(library(), role), limits_without_a_duty(library(), role)
    by_strength = [(strength, [task for task in found if task.duty.strength == strength]) for strength in STRENGTHS]
    return render_template(
        "roles/page.html",
        role=role,
        by_strength=[(strength, some) for strength, some in by_strength if some],
        others=library().wording.roles,
        short=short_forms(_words(role, found, limits), library().wording.glossary),
        limits=limits,
        sections={page.section: page.address for page in library().guidance.values() if page.section},
    )


def _words(role: Role, found: Sequence[RoleTask], limits: Sequence[TimeLimit]) -> Iterator[str]:
    """What the page of a role says, from the top."""
    yield role.plain
    titles = library().wording.roles
    for task in found:
        yield from (task.duty.text, *(titles[who].title for who in task.duty.who), task.limit.how if task.limit else "")
    for limit in limits:
        yield from (limit.title, limit.how)
