"""The access keys of an App Configuration store. Microsoft Learn, "Configuration Stores - List Keys"."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader, read_body

_NAMES: Final = (
    ("Primary", False),
    ("Secondary", False),
    ("Primary Read Only", True),
    ("Secondary Read Only", True),
)


def new_keys(call: Call) -> list[dict[str, Any]]:
    """Four keys, two of them read-only."""
    return [_key(call, name, read_only) for name, read_only in _NAMES]


def list_keys(call: Call, store: Resource) -> Answer:
    """``listKeys``."""
    return json_answer(200, {"value": [_shape(store, each) for each in store.private["keys"]]})


def regenerate_key(call: Call, store: Resource) -> Answer:
    """``regenerateKey``: a new key in the place of the one whose id is given. Raises Fault 404."""
    wanted = BodyReader(read_body(call)).text("id")
    for at, key in enumerate(store.private["keys"]):
        if key["id"] == wanted:
            store.private["keys"][at] = _key(call, key["name"], key["readOnly"])
            call.cloud.inventory.put(store)
            return json_answer(200, _shape(store, store.private["keys"][at]))
    raise Fault(404, "KeyNotFound", "The store has no access key with the id that was given.")


def _key(call: Call, name: str, read_only: bool) -> dict[str, Any]:
    random_source = call.cloud.random_source
    return {
        "id": base64.b64encode(random_source.bytes(3)).decode(),
        "name": name,
        "value": base64.b64encode(random_source.bytes(64)).decode(),
        "readOnly": read_only,
        "lastModified": datetime.fromtimestamp(call.now, UTC).isoformat(),
    }


def _shape(store: Resource, key: dict[str, Any]) -> dict[str, Any]:
    connection = f"Endpoint={store.properties['endpoint']};Id={key['id']};Secret={key['value']}"
    return {**key, "connectionString": connection}
