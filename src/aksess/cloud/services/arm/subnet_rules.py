"""Rules of a firewall that name subnets: checked when they are written, as on Azure.

Microsoft Learn, "Virtual Network service endpoints": the subnet must have the endpoint of the service, and who writes
the rule must be allowed to join it.
"""

from __future__ import annotations

from typing import Any

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.arm.authz import require_linked
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write

JOIN = "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action"


def check_subnet_rules(write: Write, endpoint: str) -> None:
    """Every subnet of ``networkAcls.virtualNetworkRules`` that is new. endpoint: ``Microsoft.KeyVault``.

    Raises Fault 400 for a subnet that is not there or has no endpoint, Fault 403 where the caller may not join it.
    """
    rules = write.reader.object("networkAcls").content
    known = {
        BodyReader(each).text("id").lower()
        for each in BodyReader(write.kept).object("networkAcls").objects("virtualNetworkRules")
    }
    for rule in BodyReader(rules).objects("virtualNetworkRules"):
        if BodyReader(rule).text("id").lower() not in known:
            _check(write, rule, endpoint)


def _check(write: Write, rule: dict[str, Any], endpoint: str) -> None:
    subnet_id = BodyReader(rule).text("id")
    require_linked(write.call, write.kind.action("write"), write.resource.id, JOIN, subnet_id)
    subnet = write.call.cloud.inventory.get(subnet_id)
    if subnet is None or subnet.type != "Microsoft.Network/virtualNetworks/subnets":
        raise bad_request(
            "NetworkAclsValidationFailure",
            f"Validation of network acls failure: SubnetNotFound: The subnet '{subnet_id}' was not found.",
        )
    if BodyReader(rule).flag("ignoreMissingVnetServiceEndpoint"):
        return
    if not _has_endpoint(write.call, subnet.properties, endpoint):
        raise bad_request(
            "NetworkAclsValidationFailure",
            f"Validation of network acls failure: SubnetsHaveNoServiceEndpointsConfigured: Subnets {subnet.name} of "
            f"virtual network {subnet_id.split('/')[8]} do not have ServiceEndpoints for {endpoint} "
            f"resources configured. "
            f"Add {endpoint} to subnet's ServiceEndpoints collection before trying to ACL {endpoint} "
            f"resources to these "
            "subnets.",
        )


def _has_endpoint(call: Call, subnet: dict[str, Any], endpoint: str) -> bool:
    services = {str(each.get("service", "")).lower() for each in subnet.get("serviceEndpoints") or ()}
    # "Microsoft.Storage.Global" serves Microsoft.Storage from every region.
    return bool(services & {endpoint.lower(), f"{endpoint.lower()}.global"})
