"""The steps that every write of a blob shares, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.chain import Allowed
from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.blob import content, pages
from aksess.cloud.services.blob.containers import container_id, container_of, new_etag
from aksess.cloud.services.blob.leases import after_write, check_lease
from aksess.cloud.services.blob.records import ARCHIVE, PAGE, Blob, Lease, Shelf
from aksess.cloud.services.blob.requirements import WRITE_BLOB
from aksess.cloud.storage.account import account_of
from aksess.cloud.storage.callers import AnonymousCaller, SharedKeyCaller, SignatureCaller
from aksess.cloud.storage.conditions import check_write, conditions_of
from aksess.cloud.storage.errors import refusal

LONGEST_NAME = 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where a write goes: the container's blobs, and the blob that is there already, if one is."""

    shelf: Shelf
    name: str
    before: Blob | None


def place_of(call: Call) -> Place:
    """Where a call writes a blob that may be new. Raises Fault: container, archived, conditions, lease.

    Microsoft Learn, "Put Blob": the container is looked for, then the conditions are weighed, then the lease.
    """
    shelf = Shelf(call.cloud.store, container_of(call))
    name = call.params["blob"]
    if not name or len(name) > LONGEST_NAME:
        raise refusal("InvalidResourceName" if name else "InvalidUri")
    before = shelf.get(name)
    if before is not None and before.tier == ARCHIVE:
        raise refusal("BlobArchived")
    check_write(conditions_of(call), before.state if before else None)
    if before is not None:
        check_lease(call, before.lease, "Blob", writes=True)
    elif call.headers.get("x-ms-lease-id"):
        raise refusal("LeaseNotPresentWithBlobOperation")
    return Place(shelf, name, before)


def blob_to_change(call: Call, *, snapshots: bool = False) -> tuple[Shelf, Blob]:
    """The blob that a call changes. snapshots: or a snapshot, which can only be deleted.

    Raises Fault: 400 for a snapshot, 404, conditions, lease.
    """
    snapshot = call.query.get("snapshot", "")
    if snapshot and not snapshots:
        raise refusal("InvalidQueryParameterValue", message="A snapshot cannot be changed.")
    shelf = Shelf(call.cloud.store, container_of(call))
    blob = shelf.get(call.params["blob"], snapshot)
    if blob is None:
        raise refusal("BlobNotFound")
    check_write(conditions_of(call), blob.state)
    if not blob.snapshot:
        check_lease(call, blob.lease, "Blob", writes=True)
    return shelf, blob


def check_overwrite(call: Call, before: Blob | None) -> None:
    """Raise Fault(403) where something is there and the caller may only add.

    ``blobs/add/action`` and the letters ``a`` and ``c`` make new blobs; to replace one takes ``write``.
    """
    if before is None:
        return
    match call.caller:
        case SharedKeyCaller() | AnonymousCaller():
            return
        case SignatureCaller(grant=grant):
            if "w" not in grant.permissions:
                raise refusal("UnauthorizedBlobOverwrite")
            if not grant.delegator:
                return
            principals = call.cloud.directory.principals_of(grant.delegator)
        case caller:
            principals = caller.principals
    scope = container_id(account_of(call), call.params["container"])
    verdict = call.cloud.authorization.decide(principals, WRITE_BLOB.action, scope, data=True)
    if not isinstance(verdict, Allowed):
        raise refusal("UnauthorizedBlobOverwrite")


def new_blob(call: Call, place: Place, kind: str) -> Blob:
    """A blob to be written, with what stays of the one before it: its lease and the time it was made.

    Raises Fault(409, InvalidBlobType): the type of a blob cannot be changed.
    """
    before = place.before
    if before is not None and before.kind != kind:
        raise refusal("InvalidBlobType")
    return Blob(
        name=place.name,
        kind=kind,
        etag=new_etag(call),
        created=before.created if before else call.now,
        changed=call.now,
        lease=after_write(before.lease, call.now) if before else Lease(),
    )


def save(call: Call, shelf: Shelf, blob: Blob) -> None:
    """Write a changed blob with a new entity tag and time."""
    blob.etag = new_etag(call)
    blob.changed = call.now
    blob.lease = after_write(blob.lease, call.now)
    shelf.put(blob)


def drop_content(shelf: Shelf, blob: Blob) -> None:
    """Delete the bytes of a blob or snapshot."""
    if blob.kind == PAGE:
        pages.erase(shelf.store, blob)
    else:
        content.erase(shelf.store, blob.pieces)


def drop_staged(shelf: Shelf, name: str) -> None:
    """Delete the uncommitted blocks of a blob and their bytes."""
    for block in shelf.unstage(name):
        content.erase(shelf.store, block.pieces)


def empty_shelf(shelf: Shelf) -> None:
    """Delete every blob, snapshot and uncommitted block of a container, and their bytes."""
    doomed = [shelf.get(name) for name in shelf.names()]
    doomed += [shelf.get(name, time) for name, time in shelf.snapshot_names()]
    for blob in doomed:
        if blob is not None:
            drop_content(shelf, blob)
            shelf.remove(blob)
    for name in shelf.staged_names():
        drop_staged(shelf, name)
