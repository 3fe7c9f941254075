"""Every operation of Blob Storage that is there: what it demands, and what runs it."""

from __future__ import annotations

from typing import Final

from aksess.cloud.call import Answer, Call
from aksess.cloud.services.blob import (
    appending,
    batching,
    blocks,
    changing,
    container_operations,
    copying,
    demands,
    lease_operations,
    listing,
    paging,
    reading,
    service_operations,
    tags,
    uploads,
)
from aksess.cloud.storage.delegation import give_key
from aksess.cloud.storage.faults import refusal
from aksess.cloud.storage.operation import operation
from aksess.cloud.storage.service_properties import BLOB_ELEMENTS, get_properties, set_properties


def _no_copy_to_abort(_: Call) -> Answer:
    # Copies are done when they are answered.
    raise refusal("NoPendingCopyOperation")


GET_SERVICE_PROPERTIES = operation(
    "get blob service properties",
    demands.READ_SERVICE,
    lambda call: get_properties(call, "blob", BLOB_ELEMENTS),
    demands.SIGNED_SERVICE_READ,
)
SET_SERVICE_PROPERTIES = operation(
    "set blob service properties",
    demands.WRITE_SERVICE,
    lambda call: set_properties(call, "blob", BLOB_ELEMENTS),
    demands.SIGNED_SERVICE_WRITE,
)
GET_DELEGATION_KEY = operation(
    "get user delegation key", demands.ASK_DELEGATION_KEY, lambda call: give_key(call, "b"), demands.UNSIGNED
)
LIST_CONTAINERS = operation(
    "list containers", demands.READ_CONTAINER, service_operations.list_containers, demands.SIGNED_LIST_CONTAINERS
)
GET_ACCOUNT_INFORMATION = operation(
    "get account information",
    demands.READ_ACCOUNT_INFO,
    service_operations.account_information,
    demands.SIGNED_SERVICE_READ,
)

CREATE_CONTAINER = operation(
    "create container",
    demands.WRITE_CONTAINER,
    container_operations.create_container,
    demands.SIGNED_CONTAINER_CREATE,
)
GET_CONTAINER = operation(
    "get container properties",
    demands.READ_CONTAINER,
    container_operations.get_container,
    demands.SIGNED_CONTAINER_READ,
)
SET_CONTAINER_METADATA = operation(
    "set container metadata",
    demands.WRITE_CONTAINER,
    container_operations.set_container_metadata,
    demands.SIGNED_CONTAINER_WRITE,
)
GET_ACCESS_LIST = operation(
    "get container access list", demands.READ_ACCESS_LIST, container_operations.get_access_list, demands.UNSIGNED
)
SET_ACCESS_LIST = operation(
    "set container access list", demands.WRITE_ACCESS_LIST, container_operations.set_access_list, demands.UNSIGNED
)
DELETE_CONTAINER = operation(
    "delete container",
    demands.DELETE_CONTAINER,
    container_operations.delete_container,
    demands.SIGNED_CONTAINER_DELETE,
)
LEASE_CONTAINER = operation(
    "lease container", demands.WRITE_CONTAINER, lease_operations.lease_container, demands.SIGNED_CONTAINER_WRITE
)
LIST_BLOBS = operation("list blobs", demands.READ_BLOB, listing.list_blobs, demands.SIGNED_LIST)

GET_BLOB = operation("get blob", demands.READ_BLOB, reading.get_blob, demands.SIGNED_READ)
GET_BLOB_PROPERTIES = operation("get blob properties", demands.READ_BLOB, reading.get_properties, demands.SIGNED_READ)
GET_BLOB_METADATA = operation("get blob metadata", demands.READ_BLOB, reading.get_metadata, demands.SIGNED_READ)
PUT_BLOB = operation("put blob", demands.ADD_BLOB, uploads.put_blob, demands.SIGNED_CREATE)
PUT_BLOB_FROM_URL = operation("put blob from url", demands.ADD_BLOB, copying.put_blob_from_url, demands.SIGNED_CREATE)
COPY_BLOB = operation("copy blob", demands.ADD_BLOB, copying.copy_blob, demands.SIGNED_CREATE)
ABORT_COPY = operation("abort copy blob", demands.ADD_BLOB, _no_copy_to_abort, demands.SIGNED_WRITE)
SET_BLOB_PROPERTIES = operation(
    "set blob properties", demands.WRITE_BLOB, changing.set_properties, demands.SIGNED_WRITE
)
SET_BLOB_METADATA = operation("set blob metadata", demands.WRITE_BLOB, changing.set_metadata, demands.SIGNED_WRITE)
SET_BLOB_TIER = operation("set blob tier", demands.WRITE_BLOB, changing.set_tier, demands.SIGNED_WRITE)
SNAPSHOT_BLOB = operation("snapshot blob", demands.ADD_BLOB, changing.snapshot_blob, demands.SIGNED_CREATE)
DELETE_BLOB = operation("delete blob", demands.DELETE_BLOB, changing.delete_blob, demands.SIGNED_DELETE)
LEASE_BLOB = operation("lease blob", demands.WRITE_BLOB, lease_operations.lease_blob, demands.SIGNED_BREAK)
PUT_BLOCK = operation("put block", demands.WRITE_BLOB, blocks.put_block, demands.SIGNED_CREATE)
PUT_BLOCK_FROM_URL = operation(
    "put block from url", demands.WRITE_BLOB, copying.put_block_from_url, demands.SIGNED_CREATE
)
PUT_BLOCK_LIST = operation("put block list", demands.WRITE_BLOB, blocks.put_block_list, demands.SIGNED_CREATE)
GET_BLOCK_LIST = operation("get block list", demands.READ_BLOB, blocks.get_block_list, demands.SIGNED_READ)
APPEND_BLOCK = operation("append block", demands.ADD_BLOB, appending.append_block, demands.SIGNED_APPEND)
APPEND_BLOCK_FROM_URL = operation(
    "append block from url", demands.ADD_BLOB, appending.append_block_from_url, demands.SIGNED_APPEND
)
SEAL_BLOB = operation("seal append blob", demands.WRITE_BLOB, appending.seal_blob, demands.SIGNED_WRITE)
PUT_PAGE = operation("put page", demands.WRITE_BLOB, paging.put_page, demands.SIGNED_WRITE)
PUT_PAGE_FROM_URL = operation("put page from url", demands.WRITE_BLOB, paging.put_page_from_url, demands.SIGNED_WRITE)
GET_PAGE_RANGES = operation("get page ranges", demands.READ_BLOB, paging.get_page_ranges, demands.SIGNED_READ)
GET_TAGS = operation("get blob tags", demands.READ_TAGS, tags.get_tags, demands.SIGNED_TAGS)
SET_TAGS = operation("set blob tags", demands.WRITE_TAGS, tags.set_tags, demands.SIGNED_TAGS)

# Each part of a batch demands what it would on its own besides.
_BATCHED: Final[batching.Batched] = {("DELETE", ""): DELETE_BLOB, ("PUT", "tier"): SET_BLOB_TIER}
SUBMIT_BATCH = operation(
    "submit blob batch", demands.WRITE_BLOB, lambda call: batching.submit(call, _BATCHED), demands.SIGNED_BATCH
)
