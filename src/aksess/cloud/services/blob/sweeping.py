"""What containers that ARM deleted have left: swept when a container is made or deleted here.

ARM deletes a container's record and knows nothing of blobs. Nobody can reach them any more, because they are keyed
by the GUID that the container had; but their bytes would stay in the file.
"""

from __future__ import annotations

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.blob.containers import CONTAINER_TYPE
from aksess.cloud.services.blob.records import TABLES, Shelf
from aksess.cloud.services.blob.writing import empty_shelf
from aksess.cloud.storage.account import uid_of


def sweep(cloud: Cloud) -> None:
    """Delete the blobs of every container that is gone. Must be inside ``store.transaction()``."""
    alive = {uid_of(container) for container in cloud.inventory.of_type(CONTAINER_TYPE)}
    held = {key.partition("/")[0] for name, kind in TABLES for key in cloud.store.table(name, kind).keys()}
    for uid in held - alive:
        empty_shelf(Shelf(cloud.store, Resource("", "", "", private={"uid": uid})))
