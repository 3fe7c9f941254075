"""The operations on keys."""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault import key_use, keys, rotation
from aksess.cloud.services.keyvault.backups import Backups
from aksess.cloud.services.keyvault.lifecycle import Lifecycle
from aksess.cloud.services.keyvault.records import KeyVersion
from aksess.cloud.services.keyvault.requirements import granted, shared_routes


def _operation(name: str, permission: str, action: str, run: Any) -> Operation:
    return Operation(name, granted("keys", permission, action), run)


_GET = _operation("get key", "get", "keys/read", keys.get_key)
_UPDATE = _operation("update key", "update", "keys/update/action", keys.update_key)
_GET_POLICY = _operation("get rotation policy", "getrotationpolicy", "keyrotationpolicies/read", rotation.get_policy)
_PUT_POLICY = _operation("set rotation policy", "setrotationpolicy", "keyrotationpolicies/write", rotation.put_policy)

# Operation of key_ops: the last segment of its dataAction.
_USES: Final = {
    "encrypt": "encrypt",
    "decrypt": "decrypt",
    "wrapKey": "wrap",
    "unwrapKey": "unwrap",
    "sign": "sign",
    "verify": "verify",
}


def _uses() -> list[Route]:
    found = []
    for use, action in _USES.items():
        operation = _operation(f"{use} with key", use, f"keys/{action}/action", key_use.RUNS[use])
        # Without a version the current one is meant; clients then send "/keys/name//sign".
        found += [
            Route("POST", f"/keys/{{name}}/{{version}}/{use}", operation),
            Route("POST", f"/keys/{{name}}/{use}", operation),
        ]
    return found


KEY_ROUTES: Final = (
    Route("GET", "/keys/{name}", _GET),
    Route("GET", "/keys/{name}/{version}", _GET),
    Route("PUT", "/keys/{name}", _operation("import key", "import", "keys/import/action", keys.import_key)),
    Route("PATCH", "/keys/{name}", _UPDATE),
    Route("PATCH", "/keys/{name}/{version}", _UPDATE),
    Route("POST", "/keys/{name}/create", _operation("create key", "create", "keys/create/action", keys.create_key)),
    Route("POST", "/keys/{name}/rotate", _operation("rotate key", "rotate", "keys/rotate/action", keys.rotate_key)),
    Route("GET", "/keys/{name}/rotationpolicy", _GET_POLICY),
    Route("PUT", "/keys/{name}/rotationpolicy", _PUT_POLICY),
    *_uses(),
    *shared_routes("keys", "read", Lifecycle(keys.KEYS), Backups(keys.KEYS, KeyVersion)),
)
