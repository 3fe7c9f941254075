"""Custom role definitions as the chain reads them."""

from __future__ import annotations

from aksess.chain import Permissions, RoleDefinition
from aksess.cloud.resources.inventory import Resource


def custom_role(resource: Resource) -> RoleDefinition:
    """A ``Microsoft.Authorization/roleDefinitions`` resource as a role of the chain."""
    properties = resource.properties
    return RoleDefinition(
        id=resource.name.lower(),
        name=properties.get("roleName", ""),
        description=properties.get("description") or "",
        permissions=tuple(
            Permissions(
                actions=tuple(each.get("actions") or ()),
                not_actions=tuple(each.get("notActions") or ()),
                data_actions=tuple(each.get("dataActions") or ()),
                not_data_actions=tuple(each.get("notDataActions") or ()),
            )
            for each in properties.get("permissions") or ()
        ),
        assignable_scopes=tuple(properties.get("assignableScopes") or ()),
        built_in=False,
    )
