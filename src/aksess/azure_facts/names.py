"""The names that Azure allows for resources, as regular expressions for the whole name.

Microsoft Learn, "Naming rules and restrictions for Azure resources". Letters and digits are those of ASCII, except in
the name of a resource group, where Azure takes the letters of every script.
"""

from __future__ import annotations

from typing import Final

RESOURCE_GROUP: Final = r"[\w().-]{0,89}[\w()-]"
CLUSTER: Final = r"[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?"
AGENT_POOL: Final = r"[a-z0-9]{1,12}"
VIRTUAL_NETWORK: Final = r"[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]"
SUBNET: Final = r"[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?"
# Public addresses, application gateways and security groups.
NETWORK_RESOURCE: Final = SUBNET
VAULT: Final = r"(?=.{3,24}$)[a-zA-Z](-?[a-zA-Z0-9])*"
VAULT_OBJECT: Final = r"[a-zA-Z0-9-]{1,127}"
CONFIGURATION_STORE: Final = r"(?!.*---)[a-zA-Z0-9][a-zA-Z0-9-]{3,48}[a-zA-Z0-9]"
STORAGE_ACCOUNT: Final = r"[a-z0-9]{3,24}"
# Blob containers and queues.
CONTAINER: Final = r"(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"
USER_ASSIGNED_IDENTITY: Final = r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}"
WORKSPACE: Final = r"[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]"
