"""Azure's regions, and those of its other clouds. Microsoft Learn, "Azure regions list"."""

from __future__ import annotations

from typing import Final

# name: (display name, geography group, whether it has availability zones)
REGIONS: Final[dict[str, tuple[str, str, bool]]] = {
    "australiacentral": ("Australia Central", "Asia Pacific", False),
    "australiacentral2": ("Australia Central 2", "Asia Pacific", False),
    "australiaeast": ("Australia East", "Asia Pacific", True),
    "australiasoutheast": ("Australia Southeast", "Asia Pacific", False),
    "austriaeast": ("Austria East", "Europe", True),
    "belgiumcentral": ("Belgium Central", "Europe", True),
    "brazilsouth": ("Brazil South", "South America", True),
    "brazilsoutheast": ("Brazil Southeast", "South America", False),
    "canadacentral": ("Canada Central", "Canada", True),
    "canadaeast": ("Canada East", "Canada", False),
    "centralindia": ("Central India", "Asia Pacific", True),
    "centralus": ("Central US", "US", True),
    "chilecentral": ("Chile Central", "South America", True),
    "denmarkeast": ("Denmark East", "Europe", True),
    "eastasia": ("East Asia", "Asia Pacific", True),
    "eastus": ("East US", "US", True),
    "eastus2": ("East US 2", "US", True),
    "francecentral": ("France Central", "Europe", True),
    "francesouth": ("France South", "Europe", False),
    "germanynorth": ("Germany North", "Europe", False),
    "germanywestcentral": ("Germany West Central", "Europe", True),
    "indonesiacentral": ("Indonesia Central", "Asia Pacific", True),
    "israelcentral": ("Israel Central", "Middle East", True),
    "italynorth": ("Italy North", "Europe", True),
    "japaneast": ("Japan East", "Asia Pacific", True),
    "japanwest": ("Japan West", "Asia Pacific", True),
    "jioindiacentral": ("Jio India Central", "Asia Pacific", False),
    "jioindiawest": ("Jio India West", "Asia Pacific", False),
    "koreacentral": ("Korea Central", "Asia Pacific", True),
    "koreasouth": ("Korea South", "Asia Pacific", False),
    "malaysiawest": ("Malaysia West", "Asia Pacific", True),
    "mexicocentral": ("Mexico Central", "Mexico", True),
    "newzealandnorth": ("New Zealand North", "Asia Pacific", True),
    "northcentralus": ("North Central US", "US", False),
    "northeurope": ("North Europe", "Europe", True),
    "norwayeast": ("Norway East", "Europe", True),
    "norwaywest": ("Norway West", "Europe", False),
    "polandcentral": ("Poland Central", "Europe", True),
    "qatarcentral": ("Qatar Central", "Middle East", True),
    "southafricanorth": ("South Africa North", "Africa", True),
    "southafricawest": ("South Africa West", "Africa", False),
    "southcentralus": ("South Central US", "US", True),
    "southeastasia": ("Southeast Asia", "Asia Pacific", True),
    "southindia": ("South India", "Asia Pacific", False),
    "spaincentral": ("Spain Central", "Europe", True),
    "swedencentral": ("Sweden Central", "Europe", True),
    "swedensouth": ("Sweden South", "Europe", False),
    "switzerlandnorth": ("Switzerland North", "Europe", True),
    "switzerlandwest": ("Switzerland West", "Europe", False),
    "uaecentral": ("UAE Central", "Middle East", False),
    "uaenorth": ("UAE North", "Middle East", True),
    "uksouth": ("UK South", "Europe", True),
    "ukwest": ("UK West", "Europe", False),
    "westcentralus": ("West Central US", "US", False),
    "westeurope": ("West Europe", "Europe", True),
    "westindia": ("West India", "Asia Pacific", False),
    "westus": ("West US", "US", False),
    "westus2": ("West US 2", "US", True),
    "westus3": ("West US 3", "US", True),
}

# Regions of Azure Government and of Azure in China: clouds of their own, with other host names.
OTHER_CLOUDS: Final = frozenset(
    {
        "chinaeast", "chinaeast2", "chinaeast3", "chinanorth", "chinanorth2", "chinanorth3", "usdodcentral",
        "usdodeast", "usgovarizona", "usgovtexas", "usgovvirginia",
    }
)  # fmt: skip

# Where managed identities may not have federated credentials yet: Microsoft Learn, "Important considerations and
# restrictions for federated identity credentials", where support is rolled out region by region.
WITHOUT_FEDERATED_CREDENTIALS: Final = frozenset(
    {"eastasia", "israelcentral", "italynorth", "malaysiasouth", "mexicocentral", "qatarcentral", "spaincentral"}
)
