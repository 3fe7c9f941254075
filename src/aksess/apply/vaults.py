"""Vaults and their secrets."""

from __future__ import annotations

from typing import Any

from aksess.apply.errors import ApplyFailed
from aksess.apply.rules import rules
from aksess.apply.work import VERSIONS, Work
from aksess.model import Authorization, PolicyGrant, Secret, Vault

AUDIENCE = "https://vault.azure.net"
API = "7.4"
OFFICER = "Key Vault Secrets Officer"
# What whoever writes the secrets needs where a vault has access policies.
DEPLOYER = ("get", "list", "set", "delete", "purge", "recover")


def vaults(work: Work) -> None:
    """The vaults, each with its policies; one that was deleted before comes back."""
    for vault in work.model.vaults:
        path = work.provider(f"Microsoft.KeyVault/vaults/{vault.name}")
        body = work.tracked({"properties": _properties(work, vault)})
        try:
            work.put(f"vault {vault.name}", path, "vault", body)
        except ApplyFailed as failed:
            if failed.status != 409:
                raise
            recovered = {"properties": {**_properties(work, vault), "createMode": "recover"}}
            work.put(f"vault {vault.name}, recovered", path, "vault", work.tracked(recovered))
            work.put(f"vault {vault.name}", path, "vault", body)


def secrets(work: Work) -> None:
    """The secrets: whoever applies gets what is needed to write them, and writes those that are not so yet."""
    for vault in work.model.vaults:
        if vault.secrets and vault.authorization is Authorization.RBAC:
            scope = work.provider(f"Microsoft.KeyVault/vaults/{vault.name}")
            work.assign_named(f"{OFFICER} on {vault.name}, to write secrets", scope, OFFICER, work.azure.object_id)
        for secret in vault.secrets:
            _secret(work, vault, secret)


def secret_url(vault: str, secret: str) -> str:
    """Where a secret is."""
    return f"https://{vault}.vault.azure.net/secrets/{secret}"


def _secret(work: Work, vault: Vault, secret: Secret) -> None:
    url = f"{secret_url(vault.name, secret.name)}?api-version={API}"
    wanted = work.values.get(secret.variable) or secret.value
    kept = work.azure.data("GET", url, AUDIENCE, allowed=(404,))
    known = kept.json() if kept.status_code == 200 else {}
    work.ids.append(secret_url(vault.name, secret.name))
    if wanted is None and not known:
        # Nobody said a value: something is there to be read, and nobody takes it for a real one.
        wanted = f"placeholder-{work.random_source.hex(8)}"
        work.invented.append(f"{vault.name}/{secret.name}")
    if wanted is None or (wanted == known.get("value") and secret.content_type == known.get("contentType", "")):
        return
    work.say(f"secret {vault.name}/{secret.name}")
    body = {"value": wanted, "contentType": secret.content_type}
    written = work.azure.data("PUT", url, AUDIENCE, body, allowed=(409,))
    if written.status_code == 409:
        deleted = url.replace("/secrets/", "/deletedsecrets/").replace("?", "/recover?")
        work.azure.data("POST", deleted, AUDIENCE)
        work.azure.data("PUT", url, AUDIENCE, body)


def _properties(work: Work, vault: Vault) -> dict[str, Any]:
    tenant = work.azure.principal.tenant
    by_role = vault.authorization is Authorization.RBAC
    properties: dict[str, Any] = {
        "tenantId": tenant,
        "sku": {"family": "A", "name": vault.sku},
        "enableRbacAuthorization": by_role,
        "accessPolicies": [] if by_role else _policies(work, vault),
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": vault.retention_days,
        "publicNetworkAccess": "Enabled",
        "networkAcls": rules(work, vault.network),
    }
    if vault.purge_protection:
        properties["enablePurgeProtection"] = True
    return properties


def _policies(work: Work, vault: Vault) -> list[dict[str, Any]]:
    granted: dict[str, tuple[str, ...]] = {work.azure.object_id: DEPLOYER}
    for workload in work.model.workloads:
        for grant in workload.access:
            if isinstance(grant, PolicyGrant) and grant.vault == vault.name:
                principal = work.principals[workload.identity]
                granted[principal] = tuple(dict.fromkeys((*granted.get(principal, ()), *grant.secrets)))
    return [
        {
            "tenantId": work.azure.principal.tenant,
            "objectId": principal,
            "permissions": {"secrets": [each.title() for each in secrets]},
        }
        for principal, secrets in granted.items()
    ]


def remove_vault(work: Work, resource_id: str) -> None:
    """Delete a vault, and purge it where that is allowed, so that its name is free again."""
    shown = work.azure.arm("GET", resource_id, VERSIONS["vault"], allowed=(404,))
    work.delete(resource_id, "vault")
    if shown.status_code == 200 and not shown.json()["properties"].get("enablePurgeProtection"):
        location, name = shown.json()["location"], resource_id.rpartition("/")[2]
        path = f"{work.subscription}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{name}/purge"
        work.azure.arm("POST", path, VERSIONS["vault"], allowed=(404,))


def remove_secret(work: Work, url: str) -> None:
    """Delete a secret, and purge it where that is allowed, so that its name is free again."""
    query = f"?api-version={API}"
    deleted = url.replace("/secrets/", "/deletedsecrets/")
    if work.azure.data("DELETE", url + query, AUDIENCE, allowed=(404,)).status_code == 200:
        work.azure.data("DELETE", deleted + query, AUDIENCE, allowed=(403, 404, 409))
