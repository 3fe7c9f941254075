"""A faultless document as the types of the model. Validation has filled in every default."""

from __future__ import annotations

from typing import Any

from aksess.model.problem import Problem
from aksess.model.targets import parse_target
from aksess.model.types import (
    AccountName,
    Authorization,
    Cluster,
    ConfigurationStore,
    DefaultAction,
    Feature,
    KeyValue,
    Model,
    Network,
    NetworkRules,
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

Data = dict[str, Any]


def build_model(data: Data, warnings: tuple[Problem, ...]) -> Model:
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
    return Cluster(
        name=data["name"],
        subnet=data.get("subnet"),
        kubernetes_version=data.get("kubernetesVersion"),
        node_count=data["nodeCount"],
        node_size=data["nodeSize"],
        dns_prefix=data["dnsPrefix"],
        sku_tier=data["skuTier"],
    )


def _rules(data: Data) -> NetworkRules | None:
    rules = data.get("network")
    if rules is None:
        return None
    default = DefaultAction(rules["default"])
    return NetworkRules(default, tuple(rules.get("addresses", ())), tuple(rules.get("subnets", ())))


def _vault(data: Data) -> Vault:
    return Vault(
        name=data["name"],
        authorization=Authorization(data["authorization"]),
        sku=data["sku"],
        purge_protection=data["purgeProtection"],
        retention_days=data["retentionDays"],
        network=_rules(data),
        secrets=tuple(Secret(each["name"], each["contentType"], each.get("value")) for each in data.get("secrets", ())),
    )


def _store(data: Data) -> ConfigurationStore:
    features = (
        Feature(each["name"], each.get("label"), each["description"], each["enabled"])
        for each in data.get("features", ())
    )
    keys = tuple(map(_key_value, data.get("keys", ())))
    return ConfigurationStore(data["name"], data["sku"], keys, tuple(features))


def _key_value(data: Data) -> KeyValue:
    content: PlainValue | VaultReference
    if "secret" in data:
        vault, _, secret = data["secret"].partition("/")
        content = VaultReference(vault, secret)
    else:
        content = PlainValue(data["value"], data["contentType"])
    return KeyValue(data["key"], data.get("label"), content)


def _storage(data: Data) -> StorageAccount:
    return StorageAccount(
        name=data["name"],
        replication=data["replication"],
        containers=tuple(data.get("containers", ())),
        queues=tuple(data.get("queues", ())),
        network=_rules(data),
    )


def _workload(data: Data, everywhere: tuple[str, ...]) -> Workload:
    accounts = data.get("serviceAccounts") or [data["serviceAccount"]]
    return Workload(
        name=data["name"],
        identity=data["identity"],
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
