"""What IMDS says of the machine that asks."""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.imds.errors import refusal
from aksess.cloud.services.imds.machine import machine_id

VERSIONS: Final = ("2018-02-01", "2019-08-01", "2020-06-01", "2021-02-01", "2021-12-13", "2023-07-01")


def versions(call: Call) -> Answer:
    """``GET /metadata/versions``."""
    return json_answer(200, {"apiVersions": list(VERSIONS)})


def instance(call: Call) -> Answer:
    """``GET /metadata/instance[/{path}]``: JSON, or one value as text with ``format=text``."""
    found: Any = _describe(call)
    for part in call.params.get("path", "").split("/"):
        if part:
            found = _step(found, part)
    if call.query.get("format", "json").lower() == "text":
        if isinstance(found, dict | list):
            raise refusal("Bad request. format=text is for a single value; leave it out for JSON")
        return Answer(200, str(found).encode(), (("content-type", "text/plain; charset=utf-8"),))
    return json_answer(200, found)


def _step(found: Any, part: str) -> Any:
    if isinstance(found, dict) and part in found:
        return found[part]
    if isinstance(found, list) and part.isdecimal() and int(part) < len(found):
        return found[int(part)]
    raise refusal(f"The requested metadata was not found: {part[:100]!r}", "not_found", 404)


def _describe(call: Call) -> dict[str, Any]:
    settings, name = call.cloud.settings, call.origin.name
    return {
        "compute": {
            "azEnvironment": "AzurePublicCloud",
            "location": "westeurope",
            "name": name,
            "osType": "Linux",
            "provider": "Microsoft.Compute",
            "resourceGroupName": "local",
            "resourceId": machine_id(call),
            "subscriptionId": settings.subscription,
            "tags": "",
            "tagsList": [],
            "vmId": settings.tenant,
            "vmScaleSetName": "",
            "vmSize": "Standard_D2s_v5",
            "zone": "1",
        },
        "network": {
            "interface": [
                {
                    "ipv4": {
                        "ipAddress": [{"privateIpAddress": "10.0.0.4", "publicIpAddress": call.origin.address}],
                        "subnet": [{"address": "10.0.0.0", "prefix": "24"}],
                    },
                    "ipv6": {"ipAddress": []},
                    "macAddress": "000D3A000001",
                }
            ]
        },
    }
