"""App Configuration stores, their key-values and feature flags."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from aksess.apply.context import VERSIONS, ApplyContext
from aksess.apply.errors import ApplyFailed
from aksess.apply.vaults import secret_url
from aksess.model import ConfigurationStore, Feature, KeyValue, VaultReference

API = "1.0"
OWNER = "App Configuration Data Owner"
REFERENCE = "application/vnd.microsoft.appconfig.keyvaultref+json;charset=utf-8"
FLAG = "application/vnd.microsoft.appconfig.ff+json;charset=utf-8"


def stores(context: ApplyContext) -> None:
    """The stores; one that was deleted before comes back."""
    for store in context.model.configuration_stores:
        path = context.provider(f"Microsoft.AppConfiguration/configurationStores/{store.name}")
        properties: dict[str, Any] = {"disableLocalAuth": True, "publicNetworkAccess": "Enabled"}
        body = context.tracked({"sku": {"name": store.sku}, "properties": properties})
        try:
            context.put(f"configuration store {store.name}", path, "store", body)
        except ApplyFailed as failed:
            if failed.status != 409:
                raise
            properties["createMode"] = "Recover"
            context.put(f"configuration store {store.name}, recovered", path, "store", body)


def settings(context: ApplyContext) -> None:
    """Key-values and feature flags: assign the role that writing needs, then write those that differ."""
    for store in context.model.configuration_stores:
        if not (store.keys or store.features):
            continue
        scope = context.provider(f"Microsoft.AppConfiguration/configurationStores/{store.name}")
        context.assign_named(f"{OWNER} on {store.name}, to write settings", scope, OWNER, context.azure.object_id)
        for entry in store.keys:
            _write(context, store, entry.key, entry.label, _content(entry))
        for feature in store.features:
            _write(context, store, f".appconfig.featureflag/{feature.name}", feature.label, _flag(feature))


def _write(
    context: ApplyContext, store: ConfigurationStore, key: str, label: str | None, content: dict[str, str]
) -> None:
    host = f"https://{store.name}.azconfig.io"
    named = f"{host}/kv/{quote(key, safe='')}" + (f"?label={quote(label, safe='')}" if label else "")
    url = f"{named}{'&' if label else '?'}api-version={API}"
    context.ids.append(named)
    kept = context.azure.data("GET", url, host, allowed=(404,))
    known = kept.json() if kept.status_code == 200 else {}
    if all(known.get(name) == value for name, value in content.items()):
        return
    context.say(f"setting {store.name}/{key}")
    context.azure.data(
        "PUT", url, host, content, headers={"Content-Type": "application/vnd.microsoft.appconfig.kv+json"}
    )


def _content(entry: KeyValue) -> dict[str, str]:
    if isinstance(entry.content, VaultReference):
        url = secret_url(entry.content.vault, entry.content.secret)
        return {"value": json.dumps({"uri": url}, separators=(",", ":")), "content_type": REFERENCE}
    return {"value": entry.content.value, "content_type": entry.content.content_type}


def _flag(feature: Feature) -> dict[str, str]:
    value = {
        "id": feature.name,
        "description": feature.description,
        "enabled": feature.enabled,
        "conditions": {"client_filters": []},
    }
    return {"value": json.dumps(value, separators=(",", ":")), "content_type": FLAG}


def remove_store(context: ApplyContext, resource_id: str) -> None:
    """Delete a store, and purge it where it was kept, so that its name is free again."""
    shown = context.azure.arm("GET", resource_id, VERSIONS["store"], allowed=(404,))
    context.delete(resource_id, "store")
    if shown.status_code == 200:
        location, name = shown.json()["location"], resource_id.rpartition("/")[2]
        kept = f"Microsoft.AppConfiguration/locations/{location}/deletedConfigurationStores/{name}/purge"
        context.azure.arm(
            "POST", f"{context.subscription}/providers/{kept}", VERSIONS["store"], allowed=(403, 404, 409)
        )


def remove_setting(context: ApplyContext, url: str) -> None:
    """Delete a key-value."""
    query = f"{'&' if '?' in url else '?'}api-version={API}"
    host = "/".join(url.split("/")[:3])
    context.azure.data("DELETE", url + query, host, allowed=(404,))
