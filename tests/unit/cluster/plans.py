"""Plans of clusters for tests, with a certificate authority as ARM makes one."""

from functools import cache
from typing import Any

import msgspec

from aksess.cloud.services.arm.types.cluster_keys import make_keys
from aksess.cluster.certificates import Signer
from aksess.random_source import SeededRandomSource
from aksess.wire.cluster import ClusterPlan, KeyPair

NOW = 1_760_000_000.0
CLUSTER_ID = (
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/widemo/providers"
    "/Microsoft.ContainerService/managedClusters/widemo-aks"
)


@cache
def authority() -> KeyPair:
    return KeyPair(**make_keys(SeededRandomSource(), NOW)["ca"])


def signer() -> Signer:
    return Signer(authority(), SeededRandomSource("certificates"), NOW)


def plan(**changes: Any) -> ClusterPlan:
    made = ClusterPlan(
        id=CLUSTER_ID,
        name="widemo-aks",
        hosts=["widemo-aks-1.hcp.westeurope.azmk8s.io"],
        version="1.33.6",
        running=True,
        issuer="https://westeurope.oic.prod-aks.azure.com/tenant/guid/",
        signing_keys=["old key", "new key"],
        authority=authority(),
        tokens=["secret-token"],
        tenant_id="22222222-2222-2222-2222-222222222222",
        workload_identity=True,
        service_cidr="10.0.0.0/16",
        dns_service_ip="10.0.0.10",
        pod_cidr="10.244.0.0/16",
        node="aks-default-00000001-vmss000000",
    )
    return msgspec.structs.replace(made, **changes)
