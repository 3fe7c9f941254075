"""The built-in roles that Azure publishes. Microsoft Learn, "Azure built-in roles"; the data is in the JSON file.

The file has Azure's own shape of a role definition. ``tools/refresh_roles.py`` writes it. Reading the file decodes
the name and the GUID of each role; the permissions of a role are decoded when a caller needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

_FILE: Final = Path(__file__).with_name("built_in_roles.json")


class BuiltInRole(msgspec.Struct, frozen=True, gc=False):
    """One built-in role.

    Attributes:
        id: The GUID in lower case, which is the same in every tenant. Azure calls it ``name``.
        name: The role's name, such as ``Key Vault Secrets User``. Azure calls it ``roleName``.
        description: Azure's description.
        permissions: The JSON text of the permissions, not decoded.
        assignable_scopes: The scopes at which the role may be assigned.
    """

    id: str = msgspec.field(name="name")
    name: str = msgspec.field(name="roleName")
    description: str
    permissions: msgspec.Raw
    assignable_scopes: tuple[str, ...] = msgspec.field(name="assignableScopes", default=("/",))

    def properties(self) -> dict[str, Any]:
        """The ``properties`` of the role definition, in the shape that ARM uses."""
        return {
            "roleName": self.name,
            "type": "BuiltInRole",
            "description": self.description,
            "assignableScopes": list(self.assignable_scopes),
            "permissions": msgspec.json.decode(self.permissions),
        }


@cache
def built_in_roles() -> Mapping[str, BuiltInRole]:
    """Every built-in role by its GUID in lower case."""
    roles = msgspec.json.decode(_FILE.read_bytes(), type=list[BuiltInRole])
    return {role.id: role for role in roles}


@cache
def built_in_role_names() -> Mapping[str, BuiltInRole]:
    """Every built-in role by its name in lower case; Azure compares role names without case."""
    return {role.name.lower(): role for role in built_in_roles().values()}
