"""Method, path and ``comp`` to operation.

The tree of ``pipeline.routing`` does not fit: every slash of a blob's name counts, and headers choose the operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.blob import operations as does
from aksess.cloud.services.blob.authz import AUTHORIZATION
from aksess.cloud.services.blob.records import BLOCK
from aksess.cloud.storage.address import split
from aksess.cloud.storage.errors import not_implemented, render_xml

Table = Mapping[tuple[str, str], Operation]

SERVICE: Mapping[tuple[str, str, str], Operation] = MappingProxyType(
    {
        ("GET", "", "list"): does.LIST_CONTAINERS,
        ("GET", "service", "properties"): does.GET_SERVICE_PROPERTIES,
        ("PUT", "service", "properties"): does.SET_SERVICE_PROPERTIES,
        ("POST", "service", "userdelegationkey"): does.GET_DELEGATION_KEY,
        ("POST", "", "batch"): does.SUBMIT_BATCH,
        ("GET", "account", "properties"): does.GET_ACCOUNT_INFORMATION,
        ("HEAD", "account", "properties"): does.GET_ACCOUNT_INFORMATION,
    }
)
CONTAINER: Table = MappingProxyType(
    {
        ("PUT", ""): does.CREATE_CONTAINER,
        ("GET", ""): does.GET_CONTAINER,
        ("HEAD", ""): does.GET_CONTAINER,
        ("GET", "metadata"): does.GET_CONTAINER,
        ("HEAD", "metadata"): does.GET_CONTAINER,
        ("PUT", "metadata"): does.SET_CONTAINER_METADATA,
        ("GET", "acl"): does.GET_ACCESS_LIST,
        ("HEAD", "acl"): does.GET_ACCESS_LIST,
        ("PUT", "acl"): does.SET_ACCESS_LIST,
        ("DELETE", ""): does.DELETE_CONTAINER,
        ("PUT", "lease"): does.LEASE_CONTAINER,
        ("GET", "list"): does.LIST_BLOBS,
        ("POST", "batch"): does.SUBMIT_BATCH,
    }
)
BLOB: Table = MappingProxyType(
    {
        ("GET", ""): does.GET_BLOB,
        ("HEAD", ""): does.GET_BLOB_PROPERTIES,
        ("PUT", ""): does.PUT_BLOB,
        ("DELETE", ""): does.DELETE_BLOB,
        ("PUT", "properties"): does.SET_BLOB_PROPERTIES,
        ("GET", "metadata"): does.GET_BLOB_METADATA,
        ("HEAD", "metadata"): does.GET_BLOB_METADATA,
        ("PUT", "metadata"): does.SET_BLOB_METADATA,
        ("PUT", "lease"): does.LEASE_BLOB,
        ("PUT", "snapshot"): does.SNAPSHOT_BLOB,
        ("PUT", "tier"): does.SET_BLOB_TIER,
        ("PUT", "copy"): does.ABORT_COPY,
        ("PUT", "block"): does.PUT_BLOCK,
        ("PUT", "blocklist"): does.PUT_BLOCK_LIST,
        ("GET", "blocklist"): does.GET_BLOCK_LIST,
        ("PUT", "appendblock"): does.APPEND_BLOCK,
        ("PUT", "seal"): does.SEAL_BLOB,
        ("PUT", "page"): does.PUT_PAGE,
        ("GET", "pagelist"): does.GET_PAGE_RANGES,
        ("GET", "tags"): does.GET_TAGS,
        ("PUT", "tags"): does.SET_TAGS,
    }
)
FROM_URL: Table = MappingProxyType(
    {
        ("PUT", ""): does.COPY_BLOB,
        ("PUT", "block"): does.PUT_BLOCK_FROM_URL,
        ("PUT", "appendblock"): does.APPEND_BLOCK_FROM_URL,
        ("PUT", "page"): does.PUT_PAGE_FROM_URL,
    }
)

# To pass these over would be to answer something else than what was asked; each with the value that asks for nothing.
_UNSUPPORTED: Mapping[str, str] = MappingProxyType(
    {
        "x-ms-access-tier-if-modified-since": "",
        "x-ms-access-tier-if-unmodified-since": "",
        "x-ms-copy-source-tag-option": "replace",
        "x-ms-default-encryption-scope": "$account-encryption-key",
        "x-ms-encryption-key": "",
        "x-ms-encryption-scope": "",
        "x-ms-immutability-policy-until-date": "",
        "x-ms-legal-hold": "false",
        "x-ms-range-get-content-crc64": "false",
        "x-ms-seal-blob": "false",
        "x-ms-source-content-crc64": "",
        "x-ms-source-encryption-key": "",
    }
)
_UNSUPPORTED_PARAMETERS = ("versionid", "deletetype")


def find(call: Call) -> Operation | None:
    """The operation of a call, its container and blob in ``call.params``."""
    kind, comp = call.query.get("restype", "").lower(), call.query.get("comp", "").lower()
    if _unsupported(call):
        return None
    container, name = split(call.path)
    if not container:
        return SERVICE.get((call.method, kind, comp))
    if kind == "account":
        return SERVICE.get((call.method, kind, comp))
    if kind == "container" and not name:
        call.params = {"container": container}
        return CONTAINER.get((call.method, comp))
    # A path of one segment is a blob of the root container.
    call.params = {"container": container, "blob": name} if name else {"container": "$root", "blob": container}
    if kind:
        return None
    if call.headers.get("x-ms-copy-source"):
        if comp == "" and call.headers.get("x-ms-blob-type") == BLOCK:
            return does.PUT_BLOB_FROM_URL
        return FROM_URL.get((call.method, comp))
    return BLOB.get((call.method, comp))


def operation_not_implemented(call: Call) -> Fault:
    """What an operation that is not there answers."""
    asked = [f"{name}={call.query[name]}" for name in ("restype", "comp") if call.query.get(name)]
    return not_implemented(call, f"the blob operation {' '.join([call.method, *asked, *_unsupported(call)])}")


def _unsupported(call: Call) -> list[str]:
    """The parameters and headers of a call that ask for what is not done here."""
    headers = [name for name, idle in _UNSUPPORTED.items() if _said(call, name) not in ("", idle)]
    return [*headers, *(name for name in _UNSUPPORTED_PARAMETERS if call.query.get(name))]


def _said(call: Call, name: str) -> str:
    return str(call.headers.get(name) or "").lower()


SERVICES = (
    Service(
        "blob",
        ("*.blob.core.windows.net",),
        find,
        AUTHORIZATION.authenticate,
        AUTHORIZATION.authorize,
        operation_not_implemented,
        render_xml,
    ),
)
