"""An App Configuration store as ARM writes it, for tests that are not about ARM."""

from __future__ import annotations

import base64

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.stores import STORE_TYPE


def put_store(cloud: Cloud, name: str = "conf", sku: str = "standard") -> Resource:
    """A store with two access keys, the second of which may not write."""
    secrets = [
        {
            "id": f"id{at}",
            "name": name,
            "value": base64.b64encode(cloud.random_source.bytes(32)).decode(),
            "readOnly": bool(at),
        }
        for at in range(2)
    ]
    store = Resource(
        id=f"/subscriptions/{cloud.settings.subscription}/resourceGroups/widemo/providers/{STORE_TYPE}/{name}",
        name=name,
        type=STORE_TYPE,
        location="westeurope",
        body={"sku": {"name": sku}},
        properties={"disableLocalAuth": False},
        private={"uid": cloud.random_source.uuid(), "keys": secrets},
    )
    with cloud.store.transaction():
        cloud.inventory.put(store)
    return store


def connection_string(store: Resource, key: int = 0) -> str:
    """What ARM shows as the connection string of an access key."""
    secret = store.private["keys"][key]
    return f"Endpoint=https://{store.name}.azconfig.io;Id={secret['id']};Secret={secret['value']}"
