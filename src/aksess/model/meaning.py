"""A faultless document as nouns: every default filled in."""

from __future__ import annotations

from typing import Any

from aksess.model.nouns import (
    AccountName,
    Authorization,
    Cluster,
    ConfigurationStore,
    Feature,
    KeyValue,
    Model,
    Network,
    NetworkRules,
    Otherwise,
    PlainValue,
    PolicyGrant,
    RoleGrant,
    Secret,
    StorageAccount,
    Subnet,
    Vault,
    VaultReference,
    Workload,
)
from aksess.model.problem import Problem
from aksess.model.targets import parse_target

Data = dict[str, Any]


def meaning(data: Data, warnings: tuple[Problem, ...]) -> Model:
    """The model that a document declares. data: conformed and checked, without an error."""
    clusters = tuple(map(_cluster, data.get("clusters", ())))
    everywhere = tuple(cluster.name for cluster in clusters)
    return Model(
        location=data["location"],
        resource_group=data["resourceGroup"],
        tags=data.get("tags", {}),
        network=_network(data["network"]) if "network" in data else None,
        clusters=clusters,
        vaults=tuple(map(_vault, data.get("vaults", ()))),
        configuration_stores=tuple(map(_store, data.get("configurationStores", ()))),
        storage_accounts=tuple(map(_storage, data.get("storageAccounts", ()))),
        workloads=tuple(_workload(each, everywhere) for each in data.get("workloads", ())),
        warnings=warnings,
    )


def _network(data: Data) -> Network:
    subnets = tuple(Subnet(each["name"], each["prefix"]) for each in data.get("subnets", ()))
    return Network(data["name"], tuple(data["addressSpace"]), subnets)


def _cluster(data: Data) -> Cluster:
    name: str = data["name"]
    return Cluster(
        name=name,
        subnet=data.get("subnet"),
        kubernetes_version=data.get("kubernetesVersion"),
        node_count=data.get("nodeCount", 1),
        node_size=data.get("nodeSize", "Standard_D2s_v5"),
        dns_prefix=data.get("dnsPrefix", name),
        sku_tier=data.get("skuTier", "Free"),
    )


def _rules(data: Data) -> NetworkRules | None:
    rules = data.get("network")
    if rules is None:
        return None
    default = Otherwise(rules.get("default", "deny"))
    return NetworkRules(default, tuple(rules.get("addresses", ())), tuple(rules.get("subnets", ())))


def _vault(data: Data) -> Vault:
    return Vault(
        name=data["name"],
        authorization=Authorization(data.get("authorization", "rbac")),
        sku=data.get("sku", "standard"),
        purge_protection=data.get("purgeProtection", False),
        retention_days=data.get("retentionDays", 90),
        network=_rules(data),
        secrets=tuple(
            Secret(each["name"], each.get("contentType", "text/plain"), each.get("value"))
            for each in data.get("secrets", ())
        ),
    )


def _store(data: Data) -> ConfigurationStore:
    features = (
        Feature(each["name"], each.get("label"), each.get("description", ""), each.get("enabled", False))
        for each in data.get("features", ())
    )
    keys = tuple(map(_key_value, data.get("keys", ())))
    return ConfigurationStore(data["name"], data.get("sku", "standard"), keys, tuple(features))


def _key_value(data: Data) -> KeyValue:
    content: PlainValue | VaultReference
    if "secret" in data:
        vault, _, secret = data["secret"].partition("/")
        content = VaultReference(vault, secret)
    else:
        content = PlainValue(data["value"], data.get("contentType", ""))
    return KeyValue(data["key"], data.get("label"), content)


def _storage(data: Data) -> StorageAccount:
    return StorageAccount(
        name=data["name"],
        replication=data.get("replication", "LRS"),
        containers=tuple(data.get("containers", ())),
        queues=tuple(data.get("queues", ())),
        network=_rules(data),
    )


def _workload(data: Data, everywhere: tuple[str, ...]) -> Workload:
    accounts = data.get("serviceAccounts") or [data["serviceAccount"]]
    name: str = data["name"]
    return Workload(
        name=name,
        identity=data.get("identity", name),
        accounts=tuple(AccountName(*account.split("/")) for account in accounts),
        clusters=tuple(data["clusters"]) if "clusters" in data else everywhere,
        token_expiration=data.get("tokenExpiration"),
        access=tuple(map(_access, data.get("access", ()))),
    )


def _access(data: Data) -> RoleGrant | PolicyGrant:
    if "secrets" in data:
        return PolicyGrant(data["to"].split("/")[1], tuple(data["secrets"]))
    target = parse_target(data["to"])
    if target is None:
        raise ValueError(f"an unchecked target: {data['to']!r}")
    return RoleGrant(target, tuple(data["as"]))
