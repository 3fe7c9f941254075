"""What a file declares, by the names that references use."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.model.cursor import At


@dataclass(frozen=True, slots=True)
class Declared:
    """Each by name. subnets as ``network/subnet``, secrets as ``vault/secret``. targets: every possible ``to``."""

    clusters: dict[str, At]
    subnets: tuple[str, ...]
    vaults: dict[str, At]
    secrets: tuple[str, ...]
    targets: tuple[str, ...]


def declared_in(root: At) -> Declared:
    """Everything that can be referred to."""
    network = root.inner("network")
    vaults = _named(root, "vaults")
    return Declared(
        clusters=_named(root, "clusters"),
        subnets=tuple(f"{network.name}/{each.name}" for each in network.records("subnets")) if network else (),
        vaults=vaults,
        secrets=tuple(f"{name}/{secret.name}" for name, vault in vaults.items() for secret in vault.records("secrets")),
        targets=tuple(_targets(root)),
    )


def _named(root: At, key: str) -> dict[str, At]:
    return {each.name: each for each in root.records(key) if each.name}


def _targets(root: At) -> list[str]:
    found = []
    for name, vault in _named(root, "vaults").items():
        found.append(f"vault/{name}")
        found += [f"vault/{name}/secrets/{secret.name}" for secret in vault.records("secrets")]
    found += [f"configuration/{name}" for name in _named(root, "configurationStores")]
    for name, account in _named(root, "storageAccounts").items():
        found.append(f"storage/{name}")
        found += [f"storage/{name}/containers/{each}" for each, _ in account.texts("containers")]
        found += [f"storage/{name}/queues/{each}" for each, _ in account.texts("queues")]
    return [*found, "resourceGroup", "subscription"]
