"""How long the providers wait by themselves, whatever a cloud answers, in seconds.

Read in the sources of hashicorp/terraform-provider-azurerm (``StateChangeConf`` and pollers with fixed delays). What a
resource takes beyond these is ours.
"""

from __future__ import annotations

from typing import Final

# Ten requests to the new vault, the first after 30 seconds, then every ten.
VAULT: Final = 120
# Of create, update and delete; a type that is not here waits for nothing.
WAITS: Final[dict[str, dict[str, int]]] = {
    "azurerm_key_vault": {"create": VAULT},
    # Three looks before and three after, five seconds apart, at the deletion and at the purge.
    "azurerm_key_vault_secret": {"delete": 20},
    "azurerm_key_vault_key": {"delete": 20},
    "azurerm_key_vault_certificate": {"delete": 20},
    "azurerm_key_vault_access_policy": {"create": 5, "update": 5, "delete": 5},
    # Three looks before, ten seconds apart, and four after, five seconds apart.
    "azurerm_app_configuration_key": {"create": 35},
    "azurerm_app_configuration_feature": {"create": 35},
    "azurerm_app_configuration": {"delete": 20},
    # Five looks, five seconds apart.
    "azurerm_role_assignment": {"create": 20},
    # Twelve looks after a minute, twenty at the deletion, ten seconds apart.
    "azurerm_role_definition": {"create": 0, "update": 170, "delete": 190},
}
# What 3.x waits beyond that: it takes no hint to skip its polling delays.
WAITS_3: Final[dict[str, dict[str, int]]] = {
    "azurerm_resource_group": {"create": 10, "delete": 10},
    "azurerm_virtual_network": {"create": 10, "delete": 10},
    "azurerm_subnet": {"create": 10, "delete": 10},
    "azurerm_public_ip": {"delete": 10},
    "azurerm_application_gateway": {"delete": 10},
    "azurerm_kubernetes_cluster": {"delete": 10},
    "azurerm_kubernetes_cluster_node_pool": {"delete": 10},
    "azurerm_log_analytics_workspace": {"delete": 10},
    "azurerm_storage_account": {"create": 50},
    "azurerm_storage_container": {"create": 10, "update": 10},
    "azurerm_key_vault": {"create": VAULT, "delete": 20},
    "azurerm_app_configuration": {"delete": 30},
}


def fixed(folder: str, kind: str, action: str) -> int:
    """What a provider waits for a type in create, update or delete. folder: of the configuration."""
    newer = WAITS.get(kind, {}).get(action, 0)
    return max(newer, WAITS_3.get(kind, {}).get(action, 0)) if folder == "azurerm-3" else newer
