"""The form of aksess.yaml, written down once."""

from __future__ import annotations

from typing import Final

from aksess.model import names
from aksess.model.schema_types import Choice, Field, Flag, Listing, Record, Rule, Table, Text, Whole

VERSION: Final = 1

_ANY: Final = Rule(r"[\s\S]*", "text")
_LINE: Final = Rule(r"[^\n]{0,256}", "one line of text, at most 256 characters")

_NETWORK_RULES: Final = Record(
    "{default: deny, addresses: [caller], subnets: [widemo-vnet/aks]}",
    {
        "default": Field(Choice(("deny", "allow")), "What happens to a caller that no rule names.", default="deny"),
        "addresses": Field(
            Listing(Text("203.0.113.0/24", names.ADDRESS)),
            "IPv4 addresses and ranges that may call. `caller` is the address of whoever applies the file.",
        ),
        "subnets": Field(
            Listing(Text("widemo-vnet/aks", names.SUBNET_REFERENCE)),
            "Subnets of `network` that may call, as NETWORK/SUBNET.",
        ),
    },
)

_NETWORK: Final = Record(
    "{name: widemo-vnet, addressSpace: [10.40.0.0/16], subnets: [{name: aks, prefix: 10.40.0.0/22}]}",
    {
        "name": Field(Text("widemo-vnet", names.NETWORK), "Name of the virtual network.", required=True),
        "addressSpace": Field(
            Listing(Text("10.40.0.0/16", names.PREFIX), least=1), "IPv4 ranges of the network.", required=True
        ),
        "subnets": Field(
            Listing(
                Record(
                    "{name: aks, prefix: 10.40.0.0/22}",
                    {
                        "name": Field(Text("aks", names.SUBNET), "Name of the subnet.", required=True),
                        "prefix": Field(
                            Text("10.40.0.0/22", names.PREFIX), "Its IPv4 range, inside addressSpace.", required=True
                        ),
                    },
                )
            ),
            "Subnets, each with service endpoints for Key Vault and Storage.",
        ),
    },
)

_CLUSTER: Final = Record(
    "{name: widemo-aks}",
    {
        "name": Field(Text("widemo-aks", names.CLUSTER), "Name of the AKS cluster.", required=True),
        "kubernetesVersion": Field(
            Text('"1.33"', names.KUBERNETES_VERSION), "Kubernetes version, in quotes.", absent="Azure's default"
        ),
        "subnet": Field(
            Text("widemo-vnet/aks", names.SUBNET_REFERENCE), "Subnet of the nodes.", absent="a network of AKS's own"
        ),
        "nodeCount": Field(Whole(1, 1000, 1), "Nodes of the system pool.", default=1),
        "nodeSize": Field(Text("Standard_D2s_v5", names.NODE_SIZE), "VM size of the nodes.", default="Standard_D2s_v5"),
        "dnsPrefix": Field(
            Text("widemo-aks", names.DNS_PREFIX),
            "Prefix of the API server's host name.",
            same_as="name",
            absent="the cluster's name",
        ),
        "skuTier": Field(Choice(("Free", "Standard", "Premium")), "Tier of the control plane.", default="Free"),
    },
)

_SECRET: Final = Record(
    "my-secret",
    {
        "name": Field(Text("my-secret", names.SECRET), "Name of the secret.", required=True),
        "contentType": Field(Text("text/plain", _LINE), "Its content type.", default="text/plain"),
        "value": Field(
            Text("Hello", _ANY, secret=True),
            "Its value, for demonstrations only. Leave it out and set AKSESS_SECRET_NAME (upper case, _ for -).",
            absent="the environment variable AKSESS_SECRET_<NAME>",
        ),
    },
    shorthand="name",
)

_VAULT: Final = Record(
    "{name: widemo-kv, secrets: [my-secret]}",
    {
        "name": Field(Text("widemo-kv", names.VAULT), "Name of the Key Vault, unique in all of Azure.", required=True),
        "authorization": Field(
            Choice(("rbac", "policies")),
            "Who may do what: role assignments, or the vault's own access policies. One excludes the other.",
            default="rbac",
        ),
        "sku": Field(Choice(("standard", "premium")), "premium keeps keys in hardware.", default="standard"),
        "purgeProtection": Field(
            Flag(), "true keeps a deleted vault and its name until the retention is over.", default=False
        ),
        "retentionDays": Field(Whole(7, 90, 90), "Days that deleted secrets can be recovered.", default=90),
        "network": Field(_NETWORK_RULES, "Who may reach the vault.", absent="everybody"),
        "secrets": Field(Listing(_SECRET), "Secrets, as names or with more said."),
    },
)

_KEY_VALUE: Final = Record(
    "{key: app:color, label: dev, value: blue}",
    {
        "key": Field(Text("app:color", names.KEY), "The key.", required=True),
        "label": Field(Text("dev", names.LABEL), "Its label.", absent="no label"),
        "value": Field(Text("blue", _ANY), "Its value."),
        "contentType": Field(Text("text/plain", _LINE), "Content type of the value.", default="", absent="none"),
        "secret": Field(
            Text("widemo-kv/my-secret", names.SECRET_REFERENCE),
            "A secret of a vault of this file, as VAULT/SECRET; the value is then a reference to it.",
        ),
    },
    one_of=(("value", "secret"),),
)

_FEATURE: Final = Record(
    "{name: beta, enabled: true}",
    {
        "name": Field(Text("beta", names.FEATURE), "Name of the feature flag.", required=True),
        "label": Field(Text("dev", names.LABEL), "Its label.", absent="no label"),
        "enabled": Field(Flag(), "Whether it is on.", default=False),
        "description": Field(Text("The new look", _ANY), "What it is for.", default="", absent="none"),
    },
)

_STORE: Final = Record(
    "{name: widemo-appcs}",
    {
        "name": Field(Text("widemo-appcs", names.STORE), "Name of the App Configuration store.", required=True),
        "sku": Field(Choice(("standard", "free", "developer", "premium")), "Its tier.", default="standard"),
        "keys": Field(Listing(_KEY_VALUE), "Key-values."),
        "features": Field(Listing(_FEATURE), "Feature flags."),
    },
)

_ACCOUNT: Final = Record(
    "{name: widemostore, containers: [data]}",
    {
        "name": Field(Text("widemostore", names.ACCOUNT), "Name of the storage account.", required=True),
        "replication": Field(
            Choice(("LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS")), "How its data is kept.", default="LRS"
        ),
        "containers": Field(Listing(Text("data", names.CONTAINER)), "Blob containers, all private."),
        "queues": Field(Listing(Text("jobs", names.CONTAINER)), "Queues."),
        "network": Field(_NETWORK_RULES, "Who may reach the account.", absent="everybody"),
    },
)

_ACCESS: Final = Record(
    "{to: vault/widemo-kv, as: Key Vault Secrets User}",
    {
        "to": Field(
            Text("vault/widemo-kv", _LINE),
            "What is reached: vault/NAME, vault/NAME/secrets/SECRET, configuration/NAME, storage/NAME, "
            "storage/NAME/containers/CONTAINER, storage/NAME/queues/QUEUE, resourceGroup or subscription.",
            required=True,
        ),
        "as": Field(
            Listing(Text("Key Vault Secrets User", _LINE), single=True, least=1), "Built-in role, or a list of them."
        ),
        "secrets": Field(
            Listing(
                Choice(("get", "list", "set", "delete", "recover", "backup", "restore", "purge")), single=True, least=1
            ),
            "Secret permissions of an access policy, for a vault with `authorization: policies`.",
        ),
    },
    one_of=(("as", "secrets"),),
)

_WORKLOAD: Final = Record(
    "{name: wi-api, serviceAccount: widemo/wi-demo-sa}",
    {
        "name": Field(Text("wi-api", names.IDENTITY), "Name of the workload.", required=True),
        "identity": Field(
            Text("wi-api", names.IDENTITY),
            "User-assigned identity; workloads may share one.",
            same_as="name",
            absent="the name",
        ),
        "serviceAccount": Field(
            Text("widemo/wi-demo-sa", names.SERVICE_ACCOUNT), "Its Kubernetes service account, as NAMESPACE/NAME."
        ),
        "serviceAccounts": Field(
            Listing(Text("widemo/wi-demo-sa", names.SERVICE_ACCOUNT), least=1), "The same, where there are several."
        ),
        "clusters": Field(Listing(Text("widemo-aks")), "Clusters it runs in.", absent="all clusters of the file"),
        "tokenExpiration": Field(
            Whole(3600, 86400, 3600), "Lifetime of the projected token, in seconds.", absent="3600, by the webhook"
        ),
        "access": Field(Listing(_ACCESS), "What it may reach."),
    },
    one_of=(("serviceAccount", "serviceAccounts"),),
)

DOCUMENT: Final = Record(
    "aksess: 1",
    {
        "aksess": Field(Whole(VERSION, VERSION, VERSION), "Version of this format.", required=True),
        "location": Field(Text("westeurope", names.LOCATION), "Azure region of everything.", required=True),
        "resourceGroup": Field(Text("widemo", names.RESOURCE_GROUP), "Resource group of everything.", required=True),
        "tags": Field(Table(names.TAG_NAME, names.TAG_VALUE, 50), "Tags of every resource."),
        "network": Field(_NETWORK, "A virtual network with subnets."),
        "clusters": Field(Listing(_CLUSTER), "AKS clusters, with OIDC issuer and workload identity on."),
        "vaults": Field(Listing(_VAULT), "Key Vaults."),
        "configurationStores": Field(Listing(_STORE), "App Configuration stores."),
        "storageAccounts": Field(Listing(_ACCOUNT), "Storage accounts."),
        "workloads": Field(
            Listing(_WORKLOAD), "Programs that run in pods: the identity of each, who it is, and what it may reach."
        ),
    },
)
