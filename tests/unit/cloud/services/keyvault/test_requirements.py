"""What the operations requirement, against the roles that Azure has."""

from __future__ import annotations

import pytest

from aksess.azure_facts.built_in_roles import built_in_roles
from aksess.chain import RoleDefinition
from aksess.cloud.pipeline.operation import RequiresRole, RequiresVaultPermission
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault.requirements import granted
from aksess.cloud.services.keyvault.routes_certificates import CERTIFICATE_ROUTES
from aksess.cloud.services.keyvault.routes_keys import KEY_ROUTES
from aksess.cloud.services.keyvault.routes_secrets import SECRET_ROUTES
from tests.unit.cloud.services.keyvault.conftest import STRANGER, Bench
from tests.vaults import grant, vault_id

ALL: tuple[Route, ...] = (*SECRET_ROUTES, *KEY_ROUTES, *CERTIFICATE_ROUTES)
NAMED = [pytest.param(route, id=f"{route.method} {route.template}") for route in ALL]


def test_a_requirement_is_a_data_action_with_its_permission() -> None:
    """Under Key Vault's prefix, each of several."""
    requirement = granted("keys", "get", "keys/read", "keys/write")

    role = RequiresRole("Microsoft.KeyVault/vaults/keys/read", True, ("Microsoft.KeyVault/vaults/keys/write",))
    assert RequiresVaultPermission("keys", "get", role) == requirement


@pytest.mark.parametrize("route", NAMED)
def test_its_action_is_one_that_a_role_of_azures_has(route: Route) -> None:
    """Of the data actions of Key Vault Administrator, by name and not only by wildcard."""
    requirement = route.operation.requirement
    assert isinstance(requirement, RequiresVaultPermission)
    assert requirement.role.data
    assert requirement.role.action.startswith("Microsoft.KeyVault/vaults/")
    roles = [
        RoleDefinition.from_azure(role.id, role.properties(), built_in=True)
        for role in built_in_roles().values()
        if role.name.startswith("Key Vault") and role.name != "Key Vault Administrator"
    ]

    assert any(
        entry.contain(requirement.role.action.lower(), data=True) for role in roles for entry in role.permissions
    ) or requirement.role.action.endswith(("certificatecontacts/write",))


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("Key Vault Secrets User", ["GET /secrets/x", "GET /secrets"], ["PUT /secrets/x", "GET /keys"]),
        ("Key Vault Secrets Officer", ["PUT /secrets/x", "DELETE /secrets/x"], ["GET /keys", "GET /certificates"]),
        ("Key Vault Crypto User", ["GET /keys", "POST /keys/x/sign"], ["POST /keys/x/create", "GET /secrets"]),
        ("Key Vault Crypto Officer", ["POST /keys/x/create", "PUT /keys/x/rotationpolicy"], ["GET /secrets"]),
        (
            "Key Vault Certificates Officer",
            ["POST /certificates/x/create", "PUT /certificates/contacts", "PUT /certificates/issuers/ca"],
            ["GET /secrets/x", "GET /keys"],
        ),
        (
            "Key Vault Reader",
            [
                "GET /secrets",
                "GET /keys",
                "GET /certificates",
                "GET /certificates/issuers",
                "GET /keys/x/rotationpolicy",
            ],
            ["GET /secrets/x", "POST /keys/x/sign", "PUT /certificates/contacts"],
        ),
        ("Key Vault Crypto Service Encryption User", ["POST /keys/x/wrapkey"], ["POST /keys/x/sign"]),
    ],
)
def test_the_built_in_roles_are_what_their_names_say(
    bench: Bench, role: str, may: list[str], may_not: list[str]
) -> None:
    """Refused or not; what is behind is another matter."""
    grant(bench.cloud, STRANGER, role, vault_id(bench.cloud))

    for request in (*may, *may_not):
        method, path = request.split(" ")
        refused = bench(method, path, {}, who=STRANGER).status == 403
        assert (request in may_not) is refused, request
