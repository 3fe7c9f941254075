"""Method and path to operation.

Not the tree of ``aksess.cloud.pipeline.routing``: a key is all that follows ``/kv/``, decoded once, every slash of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.appconfig import operations as does
from aksess.cloud.services.appconfig.authn import authenticate
from aksess.cloud.services.appconfig.authz import authorize
from aksess.cloud.services.appconfig.errors import invalid_parameter, not_implemented, render_error

Table = Mapping[tuple[str, str], Operation]

LISTS: Table = MappingProxyType(
    {
        (method, path): operation
        for method in ("GET", "HEAD")
        for path, operation in (
            ("kv", does.LIST_SETTINGS),
            ("keys", does.LIST_KEYS),
            ("labels", does.LIST_LABELS),
            ("revisions", does.LIST_REVISIONS),
            ("snapshots", does.LIST_SNAPSHOTS),
            ("operations", does.GET_OPERATION),
        )
    }
)
ITEMS: Table = MappingProxyType(
    {
        ("GET", "kv"): does.GET_SETTING,
        ("HEAD", "kv"): does.GET_SETTING,
        ("PUT", "kv"): does.PUT_SETTING,
        ("DELETE", "kv"): does.DELETE_SETTING,
        ("PUT", "locks"): does.LOCK_SETTING,
        ("DELETE", "locks"): does.UNLOCK_SETTING,
        ("GET", "snapshots"): does.GET_SNAPSHOT,
        ("HEAD", "snapshots"): does.GET_SNAPSHOT,
        ("PUT", "snapshots"): does.CREATE_SNAPSHOT,
        ("PATCH", "snapshots"): does.UPDATE_SNAPSHOT,
    }
)


def find(call: Call) -> Operation | None:
    """The operation of a call, its key or name in ``call.params``."""
    kind, _, rest = call.path.removeprefix("/").partition("/")
    if not rest:
        return LISTS.get((call.method, kind.lower()))
    try:
        name = unquote_to_bytes(rest).decode()
    except UnicodeDecodeError as error:
        raise invalid_parameter("key", "not UTF-8") from error
    call.params = {"key": name, "name": name}
    return ITEMS.get((call.method, kind.lower()))


SERVICES = (Service("appconfig", ("*.azconfig.io",), find, authenticate, authorize, not_implemented, render_error),)
