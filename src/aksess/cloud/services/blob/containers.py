"""Containers: records of the inventory, which ARM shows and writes too."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.blob.records import Lease, Shelf
from aksess.cloud.storage import names
from aksess.cloud.storage.account import Account, account_of
from aksess.cloud.storage.conditions import State
from aksess.cloud.storage.dates import iso
from aksess.cloud.storage.errors import refusal

CONTAINER_TYPE = "Microsoft.Storage/storageAccounts/blobServices/containers"

# Containers that Azure makes for itself, which nobody else could name so.
_SPECIAL = ("$root", "$logs", "$web")
# What ``x-ms-blob-public-access`` says, and how ARM spells it.
PUBLIC = {"container": "Container", "blob": "Blob", "": "None"}


def container_id(account: Account, name: str) -> str:
    """The ARM id of a container."""
    return f"{account.id}/blobServices/default/containers/{name}"


def containers_of(call: Call, account: Account) -> Iterator[Resource]:
    """The containers of an account, by name."""
    return call.cloud.inventory.of_type(CONTAINER_TYPE, account.id)


def find_container(call: Call, account: Account, name: str) -> Resource | None:
    """The container of that name, exactly as it is spelt."""
    found = call.cloud.inventory.get(container_id(account, name))
    return found if found is not None and found.name == name else None


def container_of(call: Call) -> Resource:
    """The container that a call names. Raises Fault: 404, or 400 for a name that no container can have."""
    name = call.params["container"]
    found = find_container(call, account_of(call), name)
    if found is None:
        check_name(name)
        raise refusal("ContainerNotFound")
    return found


def shelf_of(call: Call) -> Shelf:
    """The blobs of the container that a call names. Raises Fault(404)."""
    return Shelf(call.cloud.store, container_of(call))


def check_name(name: str) -> None:
    """Raise Fault 400 for a name that no container can have."""
    names.check_name(name, _SPECIAL)


def make_container(call: Call, account: Account, name: str, metadata: dict[str, str], public: str) -> Resource:
    """Write a new container. public: as ``x-ms-blob-public-access`` says it."""
    made = Resource(
        id=container_id(account, name),
        name=name,
        type=CONTAINER_TYPE,
        properties={
            "publicAccess": PUBLIC[public],
            "metadata": metadata,
            "defaultEncryptionScope": "$account-encryption-key",
            "denyEncryptionScopeOverride": False,
        },
        private={"uid": call.cloud.random_source.uuid()},
        created=call.now,
    )
    touch(call, made)
    return made


def touch(call: Call, container: Resource) -> None:
    """Give a container a new entity tag and time, and write it."""
    container.etag = new_etag(call)
    container.changed = call.now
    container.properties["lastModifiedTime"] = iso(call.now)
    call.cloud.inventory.put(container)


def new_etag(call: Call) -> str:
    """A new entity tag, in quotes, as Storage writes them: ``"0x8DC…"``."""
    return f'"0x{call.cloud.random_source.hex(8)[1:].upper()}"'


def etag_of(container: Resource) -> str:
    """A container's entity tag in quotes; ARM may have written it without."""
    bare = container.etag.removeprefix("W/").strip('"')
    return f'"{bare or "0x0"}"'


def state_of(container: Resource) -> State:
    """What conditions on a container are weighed against."""
    return State(etag_of(container), container.changed or container.created)


def public_access(container: Resource) -> str:
    """``container``, ``blob`` or the empty text for none."""
    said = str(container.properties.get("publicAccess") or "None").lower()
    return said if said in PUBLIC and said else ""


def lease_of(container: Resource) -> Lease:
    """The lease on a container."""
    return msgspec.convert(container.private.get("lease") or {}, Lease)


def keep_lease(container: Resource, lease: Lease, state: str) -> None:
    """Put a lease into a container's record, for the caller to write. state: as ARM shows it."""
    container.private["lease"] = {**msgspec.to_builtins(lease), "state": state}
