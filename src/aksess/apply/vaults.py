"""Vaults and their secrets."""

from __future__ import annotations

from typing import Any

from aksess.apply.context import VERSIONS, ApplyContext
from aksess.apply.errors import ApplyFailed
from aksess.apply.rules import rules
from aksess.model import Authorization, PolicyGrant, Secret, Vault

AUDIENCE = "https://vault.azure.net"
API = "7.4"
OFFICER = "Key Vault Secrets Officer"
# Permissions that the service principal needs to write secrets in a vault with access policies.
DEPLOYER = ("get", "list", "set", "delete", "purge", "recover")


def vaults(context: ApplyContext) -> None:
    """The vaults, each with its policies; one that was deleted before comes back."""
    for vault in context.model.vaults:
        path = context.provider(f"Microsoft.KeyVault/vaults/{vault.name}")
        body = context.tracked({"properties": _properties(context, vault)})
        try:
            context.put(f"vault {vault.name}", path, "vault", body)
        except ApplyFailed as failed:
            if failed.status != 409:
                raise
            recovered = {"properties": {**_properties(context, vault), "createMode": "recover"}}
            context.put(f"vault {vault.name}, recovered", path, "vault", context.tracked(recovered))
            context.put(f"vault {vault.name}", path, "vault", body)


def secrets(context: ApplyContext) -> None:
    """The secrets: assign the role that writing needs, then write those whose value differs."""
    for vault in context.model.vaults:
        if vault.secrets and vault.authorization is Authorization.RBAC:
            scope = context.provider(f"Microsoft.KeyVault/vaults/{vault.name}")
            context.assign_named(
                f"{OFFICER} on {vault.name}, to write secrets", scope, OFFICER, context.azure.object_id
            )
        for secret in vault.secrets:
            _secret(context, vault, secret)


def secret_url(vault: str, secret: str) -> str:
    """URL of a secret."""
    return f"https://{vault}.vault.azure.net/secrets/{secret}"


def _secret(context: ApplyContext, vault: Vault, secret: Secret) -> None:
    url = f"{secret_url(vault.name, secret.name)}?api-version={API}"
    wanted = context.values.get(secret.variable) or secret.value
    kept = context.azure.data("GET", url, AUDIENCE, allowed=(404,))
    known = kept.json() if kept.status_code == 200 else {}
    context.ids.append(secret_url(vault.name, secret.name))
    if wanted is None and not known:
        # No value was given. A placeholder can be read, and its name shows that it is not real.
        wanted = f"placeholder-{context.random_source.hex(8)}"
        context.placeholders.append(f"{vault.name}/{secret.name}")
    if wanted is None or (wanted == known.get("value") and secret.content_type == known.get("contentType", "")):
        return
    context.say(f"secret {vault.name}/{secret.name}")
    body = {"value": wanted, "contentType": secret.content_type}
    written = context.azure.data("PUT", url, AUDIENCE, body, allowed=(409,))
    if written.status_code == 409:
        deleted = url.replace("/secrets/", "/deletedsecrets/").replace("?", "/recover?")
        context.azure.data("POST", deleted, AUDIENCE)
        context.azure.data("PUT", url, AUDIENCE, body)


def _properties(context: ApplyContext, vault: Vault) -> dict[str, Any]:
    tenant = context.azure.principal.tenant
    by_role = vault.authorization is Authorization.RBAC
    properties: dict[str, Any] = {
        "tenantId": tenant,
        "sku": {"family": "A", "name": vault.sku},
        "enableRbacAuthorization": by_role,
        "accessPolicies": [] if by_role else _policies(context, vault),
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": vault.retention_days,
        "publicNetworkAccess": "Enabled",
        "networkAcls": rules(context, vault.network),
    }
    if vault.purge_protection:
        properties["enablePurgeProtection"] = True
    return properties


def _policies(context: ApplyContext, vault: Vault) -> list[dict[str, Any]]:
    granted: dict[str, tuple[str, ...]] = {context.azure.object_id: DEPLOYER}
    for workload in context.model.workloads:
        for grant in workload.access:
            if isinstance(grant, PolicyGrant) and grant.vault == vault.name:
                principal = context.principals[workload.identity]
                granted[principal] = tuple(dict.fromkeys((*granted.get(principal, ()), *grant.secrets)))
    return [
        {
            "tenantId": context.azure.principal.tenant,
            "objectId": principal,
            "permissions": {"secrets": [each.title() for each in secrets]},
        }
        for principal, secrets in granted.items()
    ]


def remove_vault(context: ApplyContext, resource_id: str) -> None:
    """Delete a vault, and purge it where that is allowed, so that its name is free again."""
    shown = context.azure.arm("GET", resource_id, VERSIONS["vault"], allowed=(404,))
    context.delete(resource_id, "vault")
    if shown.status_code == 200 and not shown.json()["properties"].get("enablePurgeProtection"):
        location, name = shown.json()["location"], resource_id.rpartition("/")[2]
        path = f"{context.subscription}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{name}/purge"
        context.azure.arm("POST", path, VERSIONS["vault"], allowed=(404,))


def remove_secret(context: ApplyContext, url: str) -> None:
    """Delete a secret, and purge it where that is allowed, so that its name is free again."""
    query = f"?api-version={API}"
    deleted = url.replace("/secrets/", "/deletedsecrets/")
    if context.azure.data("DELETE", url + query, AUDIENCE, allowed=(404,)).status_code == 200:
        context.azure.data("DELETE", deleted + query, AUDIENCE, allowed=(403, 404, 409))
