"""The regions that ARM accepts for a resource."""

from __future__ import annotations

from aksess.azure_facts.regions import REGIONS
from aksess.cloud.services.arm.errors import bad_request


def normal_region(text: str) -> str:
    """``"West Europe"`` as ``"westeurope"``."""
    return text.replace(" ", "").lower()


def known_region(text: str, kind: str) -> str:
    """The name of a region that exists. Raises Fault 400 LocationNotAvailableForResourceType or …Group."""
    name = normal_region(text)
    if name in REGIONS:
        return name
    regions = ",".join(sorted(REGIONS))
    if kind.lower() == "microsoft.resources/resourcegroups":
        raise bad_request(
            "LocationNotAvailableForResourceGroup",
            f"The provided location '{text}' is not available for resource group. List of available regions is "
            f"'{regions}'.",
        )
    raise bad_request(
        "LocationNotAvailableForResourceType",
        f"The provided location '{text}' is not available for resource type '{kind}'. List of available "
        f"regions for the "
        f"resource type is '{regions}'.",
    )
