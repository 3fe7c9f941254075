"""Role definitions, built in and custom, as ``aksess.chain`` reads them."""

from __future__ import annotations

from functools import cache

from aksess.azure_facts.built_in_roles import built_in_roles
from aksess.chain import RoleDefinition
from aksess.cloud.resources.inventory import Resource


@cache
def built_in_role(guid: str) -> RoleDefinition | None:
    """The built-in role of a GUID in lower case, or None. A role is read once, when it is first used."""
    published = built_in_roles().get(guid)
    return RoleDefinition.from_azure(guid, published.properties(), built_in=True) if published else None


def custom_role(resource: Resource) -> RoleDefinition:
    """A ``Microsoft.Authorization/roleDefinitions`` resource as a role of the chain."""
    return RoleDefinition.from_azure(resource.name.lower(), resource.properties, built_in=False)
