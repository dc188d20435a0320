"""Who acts in the process: `content/roles.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marshmallow import Schema, fields

from cmr.errors import ContentError
from cmr.files.address_fields import IdField
from cmr.files.checked_table import checked
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile


@dataclass(frozen=True, kw_only=True)
class Role:
    """Somebody who has something to do in the process."""

    id: str
    title: str
    plain: str
    plural: str = ""


class _RoleSchema(Schema):
    id = IdField(required=True)
    title = fields.String(required=True)
    plain = fields.String(required=True)
    plural = fields.String()


_RolesSchema = Schema.from_dict({"role": fields.List(fields.Nested(_RoleSchema), required=True)})


def load_roles(content: Path) -> Mapping[str, Role]:
    """Every role by id, in the order of the file. Raises ContentError naming file and line, also for an id twice."""
    file = TomlFile.read(content / "roles.toml")
    roles: dict[str, Role] = {}
    for number, row in enumerate(checked(_RolesSchema(), file, file.data)["role"]):
        if row["id"] in roles:
            line = line_of(file, ("role", number, "id"))
            raise ContentError(file.path, line, f"the id '{row['id']}' is written twice")
        roles[row["id"]] = Role(**row)
    return roles
