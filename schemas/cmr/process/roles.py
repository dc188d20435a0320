"""Who acts in the process: `content/roles.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cmr.files.rows import Row
from cmr.files.toml_file import TomlFile
from cmr.files.written_addresses import Id


@dataclass(frozen=True, kw_only=True)
class Role:
    """Somebody who has something to do in the process."""

    id: Id
    title: str
    plain: str


def load_roles(content: Path) -> Mapping[str, Role]:
    """Every role by id, in the order of the file. Raises ContentError naming file and line, also for an id twice."""
    whole = Row.whole(TomlFile.read(content / "roles.toml"))
    whole.only({"role"})
    roles: dict[str, Role] = {}
    for row in whole.rows("role", "a role", at_least=1):
        role = row.made(Role)
        if role.id in roles:
            raise row.wrong(f"the id '{role.id}' is written twice", "id")
        roles[role.id] = role
    return roles
