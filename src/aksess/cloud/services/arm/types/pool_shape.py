"""Node pools: what is checked, and what AKS fills in where nothing is said.

Microsoft Learn, "Agent Pools - Create Or Update" and "Create node pools for a cluster in AKS" (limitations).
"""

from __future__ import annotations

import re
from typing import Any, Final

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Write
from aksess.cloud.services.arm.references import linked

JOIN: Final = "Microsoft.Network/virtualNetworks/subnets/join/action"
SUBNET: Final = "Microsoft.Network/virtualNetworks/subnets"
_LINUX: Final = re.compile(r"[a-z][a-z0-9]{0,11}")
_WINDOWS: Final = re.compile(r"[a-z][a-z0-9]{0,5}")
_ENUMS: Final[AllowedValues] = {
    "type": ("VirtualMachineScaleSets", "VirtualMachines", "AvailabilitySet"),
    "mode": ("System", "User", "Pipeline", "ManagedSystem"),
    "osType": ("Linux", "Windows"),
    "osDiskType": ("Managed", "Ephemeral"),
    "kubeletDiskType": ("OS", "Temporary"),
    "scaleDownMode": ("Delete", "Deallocate"),
    "scaleSetPriority": ("Regular", "Spot"),
    "scaleSetEvictionPolicy": ("Delete", "Deallocate"),
}
_USUAL: Final[dict[str, Any]] = {
    "count": 1,
    "vmSize": "Standard_D2s_v3",
    "type": "VirtualMachineScaleSets",
    "mode": "User",
    "osType": "Linux",
    "osDiskType": "Managed",
    "kubeletDiskType": "OS",
    "scaleDownMode": "Delete",
    "enableAutoScaling": False,
    "enableNodePublicIP": False,
    "enableEncryptionAtHost": False,
    "enableUltraSSD": False,
    "enableFIPS": False,
}


def fill_pool(pool: dict[str, Any], name: str, version: str, most_pods: int) -> None:
    """Complete the properties of a pool. version: of its cluster; most_pods: of its network. Raises Fault 400."""
    pool.pop("eTag", None)
    check_enums(pool, _ENUMS, "InvalidParameter")
    for key, usual in _USUAL.items():
        if pool.get(key) is None:
            pool[key] = usual
    _check_name(name, BodyReader(pool).text("osType"))
    if not BodyReader(pool).number("osDiskSizeGB"):
        pool["osDiskSizeGB"] = 128
    if not BodyReader(pool).number("maxPods"):
        pool["maxPods"] = most_pods
    pool["osSKU"] = BodyReader(pool).text("osSKU") or ("Windows2022" if pool["osType"] == "Windows" else "Ubuntu")
    pool["orchestratorVersion"] = BodyReader(pool).text("orchestratorVersion") or version
    pool["currentOrchestratorVersion"] = version_of(pool["orchestratorVersion"])
    pool["nodeImageVersion"] = f"AKS{pool['osSKU']}-2204gen2containerd-202509.05.0"
    pool["powerState"] = pool.get("powerState") or {"code": "Running"}
    pool["provisioningState"] = "Succeeded"
    _check_numbers(pool)


def check_pool_subnets(write: Write, pool: dict[str, Any], before: dict[str, Any]) -> None:
    """The subnets of a pool, where they are new: they exist, and the caller may join them. Raises Fault 400 or 403."""
    for key in ("vnetSubnetID", "podSubnetID"):
        subnet = BodyReader(pool).text(key)
        if subnet and subnet.lower() != str(before.get(key) or "").lower():
            linked(write, subnet, SUBNET, JOIN)


def version_of(text: str) -> str:
    """``1.33`` as the newest patch that there is of it, ``1.33.7`` as it is."""
    return text if text.count(".") >= 2 else f"{text}.7"


def _check_name(name: str, system: str) -> None:
    pattern = _WINDOWS if system.lower() == "windows" else _LINUX
    if not pattern.fullmatch(name):
        length = 6 if pattern is _WINDOWS else 12
        raise bad_request(
            "InvalidParameter",
            f"The value of parameter agentPoolProfile.name is invalid: '{name}'. It must begin with a lower "
            f"case letter "
            f"and have lower case letters and digits only, {length} at most.",
        )


def _check_numbers(pool: dict[str, Any]) -> None:
    count = BodyReader(pool).number("count") or 0
    most, least = BodyReader(pool).number("maxCount"), BodyReader(pool).number("minCount")
    if count < 0 or count > 1000:
        raise bad_request("InvalidParameter", f"The value of parameter agentPoolProfile.count is invalid: {count}.")
    if BodyReader(pool).flag("enableAutoScaling"):
        if most is None or least is None or least > most:
            raise bad_request(
                "InvalidParameter",
                f"With enableAutoScaling a pool needs minCount and maxCount, the first no greater than the "
                f"second; found "
                f"{least} and {most}.",
            )
    elif most or least:
        raise bad_request("InvalidParameter", "minCount and maxCount are for pools with enableAutoScaling.")
    if BodyReader(pool).text("mode").lower() == "system" and BodyReader(pool).text("osType").lower() == "windows":
        raise bad_request("InvalidParameter", "A system pool must have Linux nodes.")
