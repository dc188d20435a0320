"""Who acts in the process: `content/roles.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marshmallow import Schema, fields

from cmr.schema import checked
from cmr.toml_file import TomlFile


@dataclass(frozen=True, kw_only=True)
class Role:
    """Somebody who has something to do in the process."""

    id: str
    title: str
    plain: str
    plural: str = ""


_RoleSchema = Schema.from_dict(
    {**{key: fields.String(required=True) for key in ("id", "title", "plain")}, "plural": fields.String()}
)
_RolesSchema = Schema.from_dict({"role": fields.List(fields.Nested(_RoleSchema), required=True)})


def load_roles(content: Path) -> Mapping[str, Role]:
    """Every role by id, in the order of the file. Raises ContentError naming file and line."""
    file = TomlFile.read(content / "roles.toml")
    roles = [Role(**row) for row in checked(_RolesSchema(), file, file.data)["role"]]
    return {role.id: role for role in roles}
