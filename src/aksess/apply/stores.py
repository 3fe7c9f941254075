"""App Configuration stores, their key-values and feature flags."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from aksess.apply.errors import ApplyFailed
from aksess.apply.vaults import secret_url
from aksess.apply.work import VERSIONS, Work
from aksess.model import ConfigurationStore, Feature, KeyValue, VaultReference

API = "1.0"
OWNER = "App Configuration Data Owner"
REFERENCE = "application/vnd.microsoft.appconfig.keyvaultref+json;charset=utf-8"
FLAG = "application/vnd.microsoft.appconfig.ff+json;charset=utf-8"


def stores(work: Work) -> None:
    """The stores; one that was deleted before comes back."""
    for store in work.model.configuration_stores:
        path = work.provider(f"Microsoft.AppConfiguration/configurationStores/{store.name}")
        properties: dict[str, Any] = {"disableLocalAuth": True, "publicNetworkAccess": "Enabled"}
        body = work.tracked({"sku": {"name": store.sku}, "properties": properties})
        try:
            work.put(f"configuration store {store.name}", path, "store", body)
        except ApplyFailed as failed:
            if failed.status != 409:
                raise
            properties["createMode"] = "Recover"
            work.put(f"configuration store {store.name}, recovered", path, "store", body)


def settings(work: Work) -> None:
    """Key-values and feature flags: whoever applies gets what is needed to write them."""
    for store in work.model.configuration_stores:
        if not (store.keys or store.features):
            continue
        scope = work.provider(f"Microsoft.AppConfiguration/configurationStores/{store.name}")
        work.assign_named(f"{OWNER} on {store.name}, to write settings", scope, OWNER, work.azure.object_id)
        for entry in store.keys:
            _write(work, store, entry.key, entry.label, _content(entry))
        for feature in store.features:
            _write(work, store, f".appconfig.featureflag/{feature.name}", feature.label, _flag(feature))


def _write(work: Work, store: ConfigurationStore, key: str, label: str | None, content: dict[str, str]) -> None:
    host = f"https://{store.name}.azconfig.io"
    named = f"{host}/kv/{quote(key, safe='')}" + (f"?label={quote(label, safe='')}" if label else "")
    url = f"{named}{'&' if label else '?'}api-version={API}"
    work.ids.append(named)
    kept = work.azure.data("GET", url, host, allowed=(404,))
    known = kept.json() if kept.status_code == 200 else {}
    if all(known.get(name) == value for name, value in content.items()):
        return
    work.say(f"setting {store.name}/{key}")
    work.azure.data("PUT", url, host, content, headers={"Content-Type": "application/vnd.microsoft.appconfig.kv+json"})


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


def remove_store(work: Work, resource_id: str) -> None:
    """Delete a store, and purge it where it was kept, so that its name is free again."""
    shown = work.azure.arm("GET", resource_id, VERSIONS["store"], allowed=(404,))
    work.delete(resource_id, "store")
    if shown.status_code == 200:
        location, name = shown.json()["location"], resource_id.rpartition("/")[2]
        kept = f"Microsoft.AppConfiguration/locations/{location}/deletedConfigurationStores/{name}/purge"
        work.azure.arm("POST", f"{work.subscription}/providers/{kept}", VERSIONS["store"], allowed=(403, 404, 409))


def remove_setting(work: Work, url: str) -> None:
    """Delete a key-value."""
    query = f"{'&' if '?' in url else '?'}api-version={API}"
    host = "/".join(url.split("/")[:3])
    work.azure.data("DELETE", url + query, host, allowed=(404,))
