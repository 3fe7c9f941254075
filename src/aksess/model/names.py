"""What Azure and Kubernetes allow as names.

Sources: Microsoft Learn, "Naming rules and restrictions for Azure resources"; Kubernetes documentation, "Object Names
and IDs"; ``azure-mgmt-msi`` for the names of federated credentials.
"""

from __future__ import annotations

from typing import Final

from aksess.azure_facts import names
from aksess.model.schema_types import Rule

LOCATION: Final = Rule(r"[a-z0-9]+", "a region's short name, such as westeurope")
RESOURCE_GROUP: Final = Rule(
    r"[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]",
    "1 to 90 letters, digits, underscores, parentheses, hyphens and dots, the last no dot",
)
CLUSTER: Final = Rule(
    names.CLUSTER,
    "1 to 63 letters, digits, hyphens and underscores, a letter or digit at both ends",
)
DNS_PREFIX: Final = Rule(
    r"[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?", "1 to 54 letters, digits and hyphens, no hyphen at either end"
)
NETWORK: Final = Rule(
    names.VIRTUAL_NETWORK,
    "2 to 64 letters, digits, underscores, dots and hyphens, starting with a letter or digit",
)
SUBNET: Final = Rule(
    names.SUBNET,
    "1 to 80 letters, digits, underscores, dots and hyphens, starting with a letter or digit",
)
VAULT: Final = Rule(
    names.VAULT,
    "3 to 24 letters, digits and single hyphens, starting with a letter, ending with a letter or digit",
)
SECRET: Final = Rule(names.VAULT_OBJECT, "1 to 127 letters, digits and hyphens")
STORE: Final = Rule(
    names.CONFIGURATION_STORE,
    "5 to 50 letters, digits and hyphens, no hyphen at either end, no three hyphens in a row",
)
ACCOUNT: Final = Rule(names.STORAGE_ACCOUNT, "3 to 24 lower-case letters and digits")
CONTAINER: Final = Rule(
    names.CONTAINER,
    "3 to 63 lower-case letters, digits and single hyphens, no hyphen at either end",
)
IDENTITY: Final = Rule(
    names.USER_ASSIGNED_IDENTITY,
    "3 to 128 letters, digits, hyphens and underscores, starting with a letter or digit",
)
SERVICE_ACCOUNT: Final = Rule(
    r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*",
    "NAMESPACE/NAME in lower-case letters, digits and hyphens; the name may have dots",
)
SUBNET_REFERENCE: Final = Rule(r"[^/\s]+/[^/\s]+", "NETWORK/SUBNET")
SECRET_REFERENCE: Final = Rule(r"[^/\s]+/[^/\s]+", "VAULT/SECRET")
TAG_NAME: Final = Rule(r"[^<>%&\\?/]{1,512}", r"1 to 512 characters, none of < > % & \ ? /")
TAG_VALUE: Final = Rule(r"[\s\S]{0,256}", "text of at most 256 characters")
KUBERNETES_VERSION: Final = Rule(r"[0-9]+\.[0-9]+(\.[0-9]+)?", 'a version in quotes, such as "1.33" or "1.33.2"')
NODE_SIZE: Final = Rule(r"(Standard|Basic)_[A-Za-z0-9_-]+", "a VM size, such as Standard_D2s_v5")
# Microsoft Learn, "Azure App Configuration keys and key-values": any character but %, and neither . nor ..
KEY: Final = Rule(r"(?!\.{1,2}$)[^%\u0000]{1,10000}", "text without %, neither . nor ..")
FEATURE: Final = Rule(r"[^%:\u0000]{1,1000}", "text without % and colon")
LABEL: Final = Rule(r"[^*,\\\u0000]{1,1000}", r"text without *, comma and \ ")
# Prefix length or none; whether the numbers are an address is checked apart.
PREFIX: Final = Rule(r"[0-9.]+/[0-9]{1,2}", "an IPv4 range, such as 10.40.0.0/16")
ADDRESS: Final = Rule(
    r"caller|[0-9.]+(/[0-9]{1,2})?", "`caller`, an IPv4 address or an IPv4 range, such as 203.0.113.0/24"
)
