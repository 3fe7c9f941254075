"""The address rules of a firewall. Each must be an address or a range, because a wrong one would admit no caller."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Final

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request

# Several at once are separated by commas; a type may know fewer.
_BYPASSES: Final = frozenset({"none", "azureservices", "logging", "metrics"})


def check_address_rules(properties: BodyReader) -> None:
    """``networkAcls``: its defaults filled in, its words and addresses checked. Raises Fault 400."""
    reader = properties.object("networkAcls")
    rules = reader.content
    rules["bypass"] = reader.text("bypass") or "AzureServices"
    rules["defaultAction"] = reader.text("defaultAction") or "Allow"
    if any(each.strip().lower() not in _BYPASSES for each in rules["bypass"].split(",")):
        raise bad_request("BadRequest", f"networkAcls.bypass has the invalid value '{rules['bypass']}'.")
    if rules["defaultAction"].lower() not in ("allow", "deny"):
        raise bad_request("BadRequest", f"networkAcls.defaultAction has the invalid value '{rules['defaultAction']}'.")
    for name in ("ipRules", "virtualNetworkRules"):
        rules[name] = reader.objects(name)
    for rule in reader.readers("ipRules"):
        _check_address(rule.text("value"))


def _check_address(text: str) -> None:
    try:
        IPv4Network(text, strict=False)
    except ValueError as error:
        raise bad_request(
            "InvalidValuesForRequestParameters",
            f"Values for request parameters are invalid: networkAcls.ipRule[*].value. For more information, see - "
            f"https://aka.ms/storagenetworkruleset (found '{text}', expected an IPv4 address or CIDR range)",
        ) from error
