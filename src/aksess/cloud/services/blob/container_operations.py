"""Containers: create, properties, metadata, access list, delete."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.blob.containers import (
    PUBLIC,
    check_name,
    container_of,
    etag_of,
    find_container,
    lease_of,
    make_container,
    public_access,
    state_of,
    touch,
)
from aksess.cloud.services.blob.leases import check_lease, lease_headers
from aksess.cloud.services.blob.sweeping import sweep
from aksess.cloud.storage.account import account_of
from aksess.cloud.storage.conditions import check_write, conditions_of
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.metadata import metadata_headers, metadata_of
from aksess.cloud.storage.policies import keep, policies_of, read_policies, write_policies


def create_container(call: Call) -> Answer:
    """Create Container."""
    name = call.params["container"]
    check_name(name)
    account = account_of(call)
    if find_container(call, account, name) is not None:
        raise refusal("ContainerAlreadyExists")
    sweep(call.cloud)
    made = make_container(call, account, name, metadata_of(call), _asked_access(call))
    return Answer(201, b"", tuple(_stamp(made)))


def get_container(call: Call) -> Answer:
    """Get Container Properties, and Get Container Metadata, which says less."""
    container = container_of(call)
    check_lease(call, lease_of(container), "Container", writes=False)
    metadata = metadata_headers(container.properties.get("metadata") or {})
    if call.query.get("comp", "").lower() == "metadata":
        return Answer(200, b"", (*_stamp(container), *metadata))
    said = [
        *_stamp(container),
        *metadata,
        *lease_headers(lease_of(container), call.now),
        *_access_header(container),
        ("x-ms-has-immutability-policy", "false"),
        ("x-ms-has-legal-hold", "false"),
        ("x-ms-immutable-storage-with-versioning-enabled", "false"),
        ("x-ms-default-encryption-scope", "$account-encryption-key"),
        ("x-ms-deny-encryption-scope-override", "false"),
    ]
    return Answer(200, b"", tuple(said))


def set_container_metadata(call: Call) -> Answer:
    """Set Container Metadata: all of it at once."""
    container = container_of(call)
    check_write(conditions_of(call), state_of(container))
    check_lease(call, lease_of(container), "Container", writes=False)
    container.properties["metadata"] = metadata_of(call)
    touch(call, container)
    return Answer(200, b"", tuple(_stamp(container)))


def get_access_list(call: Call) -> Answer:
    """Get Container ACL."""
    container = container_of(call)
    check_lease(call, lease_of(container), "Container", writes=False)
    headers = (("content-type", "application/xml"), *_stamp(container), *_access_header(container))
    return Answer(200, write_policies(policies_of(container)), headers)


def set_access_list(call: Call) -> Answer:
    """Set Container ACL: public access and stored access policies, all of them at once."""
    container = container_of(call)
    check_write(conditions_of(call), state_of(container))
    check_lease(call, lease_of(container), "Container", writes=False)
    container.properties["publicAccess"] = PUBLIC[_asked_access(call)]
    keep(container, read_policies(call.body))
    touch(call, container)
    return Answer(200, b"", tuple(_stamp(container)))


def delete_container(call: Call) -> Answer:
    """Delete Container, and every blob in it."""
    container = container_of(call)
    check_write(conditions_of(call), state_of(container))
    check_lease(call, lease_of(container), "Container", writes=True)
    call.cloud.inventory.delete(container.id)
    sweep(call.cloud)
    return Answer(202)


def _asked_access(call: Call) -> str:
    said = str(call.headers.get("x-ms-blob-public-access") or "").lower()
    if said not in PUBLIC:
        raise refusal("InvalidHeaderValue", message=f"x-ms-blob-public-access is {said!r}; expected container or blob.")
    if said and not account_of(call).public_access_allowed:
        raise refusal("PublicAccessNotPermitted")
    return said


def _stamp(container: Resource) -> list[tuple[str, str]]:
    return [("etag", etag_of(container)), ("last-modified", http_date(container.changed or container.created))]


def _access_header(container: Resource) -> list[tuple[str, str]]:
    access = public_access(container)
    return [("x-ms-blob-public-access", access)] if access else []
