"""Network rules of vaults and storage accounts."""

from __future__ import annotations

from typing import Any

from aksess.apply.context import ApplyContext
from aksess.apply.platform import subnet_id
from aksess.model import CALLER, DefaultAction, NetworkRules

# A service that answers with the address it sees; inside the local Azure that is the caller's listener.
OWN_ADDRESS = "https://api.ipify.org"
# The rules are always sent: an update without them keeps the current ones.
OPEN = NetworkRules(DefaultAction.ALLOW, (), ())


def rules(context: ApplyContext, network: NetworkRules | None, *, mask: str = "/32") -> dict[str, Any]:
    """The ``networkAcls`` of a vault or an account. mask: what a single address carries: nothing for storage."""
    network = network or OPEN
    return {
        "bypass": "AzureServices",
        "defaultAction": network.default.value.title(),
        "ipRules": [{"value": _address(context, each, mask)} for each in network.addresses],
        "virtualNetworkRules": [{"id": subnet_id(context, each)} for each in network.subnets],
    }


def _address(context: ApplyContext, address: str, mask: str) -> str:
    if address == CALLER:
        return context.azure.text(OWN_ADDRESS) + mask
    return address if mask else address.removesuffix("/32")
