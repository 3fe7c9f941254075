"""The region. Regions are added all the time, so an unknown one is an error only where a known one was surely meant.

Source: Microsoft Learn, "List of Azure regions"; for federated credentials, "Important considerations and restrictions
for federated identity credentials", where support is rolled out region by region.
"""

from __future__ import annotations

from typing import Final

from aksess.model.cursor import At
from aksess.model.findings import Findings
from aksess.model.nearest import nearest

_KNOWN: Final = """
australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth
brazilsoutheast canadacentral canadaeast centralindia centralus chilecentral chinaeast chinaeast2 chinaeast3
chinanorth chinanorth2 chinanorth3 denmarkeast eastasia eastus eastus2 francecentral francesouth germanynorth
germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest
koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast
norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia
spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest
usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia westcentralus westeurope westindia westus westus2
westus3
"""
REGIONS: Final = frozenset(_KNOWN.split())
_NO_CREDENTIALS: Final = frozenset(
    {"eastasia", "israelcentral", "italynorth", "malaysiasouth", "mexicocentral", "qatarcentral", "spaincentral"}
)


def check(root: At, found: Findings) -> None:
    """The location of the file."""
    location = root.text("location")
    if not location or not location.isalnum() or not location.islower():
        return
    path = ("location",)
    if location in _NO_CREDENTIALS:
        says = f"region `{location}` may not support federated credentials on managed identities yet"
        found.warning_at(path, says, "check Microsoft Learn, or put the identities into another region")
    elif location not in REGIONS:
        near = nearest(location, sorted(REGIONS))
        if near and _letters(near) != _letters(location):
            found.error_at(path, f"`{location}` is no region that is known here, wanted one", f"did you mean `{near}`?")
        else:
            says = f"`{location}` is no region that is known here"
            found.warning_at(path, says, "if it is new, ignore this")


def _letters(name: str) -> str:
    """The name without its number: westus4 may be next year's westus3."""
    return name.rstrip("0123456789")
