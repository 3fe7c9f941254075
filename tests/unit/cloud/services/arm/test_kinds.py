"""The table of types, against what clients accept."""

import pytest

from aksess.cloud.services.arm.kind import Codes, Placement, ResourceType, Verb
from aksess.cloud.services.arm.kinds import TYPES, table

# Type: status codes that every known client accepts of PUT (created, replaced), PATCH, DELETE.
# hashicorp/go-azure-sdk, resource-manager/*/method_*.go (ExpectedStatusCodes), of the API versions of azurerm 3 to 5.
ACCEPTED = {
    "Microsoft.Resources/resourceGroups": ({200, 201}, {200}, {200, 202}),
    "Microsoft.ManagedIdentity/userAssignedIdentities": ({200, 201}, {200}, {200, 204}),
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials": ({200, 201}, set(), {200, 204}),
    "Microsoft.KeyVault/vaults": ({200, 201}, {200, 201}, {200, 204}),
    "Microsoft.ContainerService/managedClusters": ({200, 201}, {200, 202}, {202, 204}),
    "Microsoft.ContainerService/managedClusters/agentPools": ({200, 201}, set(), {202, 204}),
    "Microsoft.ContainerService/managedClusters/maintenanceConfigurations": ({200, 201}, set(), {200, 204}),
    "Microsoft.Network/virtualNetworks": ({200, 201}, {200}, {200, 202, 204}),
    "Microsoft.Network/virtualNetworks/subnets": ({200, 201}, set(), {200, 202, 204}),
    "Microsoft.Network/publicIPAddresses": ({200, 201}, {200}, {200, 202, 204}),
    "Microsoft.Network/applicationGateways": ({200, 201}, {200}, {200, 202, 204}),
    "Microsoft.OperationalInsights/workspaces": ({200, 201, 202}, {200}, {200, 202, 204}),
    "Microsoft.Storage/storageAccounts": ({200, 202}, {200}, {200, 204}),
    "Microsoft.Storage/storageAccounts/blobServices/containers": ({200, 201}, {200}, {200, 204}),
    "Microsoft.Storage/storageAccounts/queueServices/queues": ({200}, {200}, {204}),
    "Microsoft.AppConfiguration/configurationStores": ({200, 201}, {200, 201}, {200, 202, 204}),
    "Microsoft.AppConfiguration/configurationStores/replicas": ({200, 201}, set(), {200, 202, 204}),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_type_answers_what_clients_accept(name: str) -> None:
    """Another code of the 200s is an error to them."""
    kind = table()[name.lower()]
    put, patch, delete = ACCEPTED[name]

    assert {kind.codes.created, kind.codes.replaced} <= put
    assert Verb.PATCH not in kind.verbs or kind.codes.patched in patch
    assert {kind.codes.deleted} <= delete


def test_a_type_is_in_the_table_once() -> None:
    """Case aside."""
    twin = ResourceType("microsoft.keyvault/VAULTS", ("2024-01-01",), Placement.TRACKED, Codes())

    with pytest.raises(ValueError, match="twice"):
        table((*TYPES, twin))


def test_a_child_is_below_a_type_of_the_table() -> None:
    """Or it could never be made."""
    names = set(table())
    children = [kind.name for kind in TYPES if kind.placement is Placement.CHILD]

    assert [] == [name for name in children if name.lower().rpartition("/")[0] not in names]


def test_every_type_has_versions_for_clients_that_look_them_up() -> None:
    """Newest first."""
    assert {} == {kind.name: kind.versions for kind in TYPES if not kind.versions}
