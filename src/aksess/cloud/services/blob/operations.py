"""Every operation of Blob Storage that is there: what it requires, and what runs it."""

from __future__ import annotations

from typing import Final

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import (
    appending,
    batching,
    blocks,
    changing,
    container_operations,
    copying,
    lease_operations,
    listing,
    paging,
    reading,
    requirements,
    service_operations,
    tags,
    uploads,
)
from aksess.cloud.storage.delegation import give_key
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.operation import operation
from aksess.cloud.storage.service_properties import BLOB_ELEMENTS, get_properties, set_properties


def _no_copy_to_abort(_: Call) -> Answer:
    # Copies are done when they are answered.
    raise refusal("NoPendingCopyOperation")


GET_SERVICE_PROPERTIES = operation(
    "get blob service properties",
    requirements.READ_SERVICE,
    lambda call: get_properties(call, "blob", BLOB_ELEMENTS),
    requirements.SIGNED_SERVICE_READ,
)
SET_SERVICE_PROPERTIES = operation(
    "set blob service properties",
    requirements.WRITE_SERVICE,
    lambda call: set_properties(call, "blob", BLOB_ELEMENTS),
    requirements.SIGNED_SERVICE_WRITE,
)
GET_DELEGATION_KEY = operation(
    "get user delegation key", requirements.ASK_DELEGATION_KEY, lambda call: give_key(call, "b"), requirements.UNSIGNED
)
LIST_CONTAINERS = operation(
    "list containers",
    requirements.READ_CONTAINER,
    service_operations.list_containers,
    requirements.SIGNED_LIST_CONTAINERS,
)
GET_ACCOUNT_INFORMATION = operation(
    "get account information",
    requirements.READ_ACCOUNT_INFO,
    service_operations.account_information,
    requirements.SIGNED_SERVICE_READ,
)

CREATE_CONTAINER = operation(
    "create container",
    requirements.WRITE_CONTAINER,
    container_operations.create_container,
    requirements.SIGNED_CONTAINER_CREATE,
)
GET_CONTAINER = operation(
    "get container properties",
    requirements.READ_CONTAINER,
    container_operations.get_container,
    requirements.SIGNED_CONTAINER_READ,
)
SET_CONTAINER_METADATA = operation(
    "set container metadata",
    requirements.WRITE_CONTAINER,
    container_operations.set_container_metadata,
    requirements.SIGNED_CONTAINER_WRITE,
)
GET_ACCESS_LIST = operation(
    "get container access list",
    requirements.READ_ACCESS_LIST,
    container_operations.get_access_list,
    requirements.UNSIGNED,
)
SET_ACCESS_LIST = operation(
    "set container access list",
    requirements.WRITE_ACCESS_LIST,
    container_operations.set_access_list,
    requirements.UNSIGNED,
)
DELETE_CONTAINER = operation(
    "delete container",
    requirements.DELETE_CONTAINER,
    container_operations.delete_container,
    requirements.SIGNED_CONTAINER_DELETE,
)
LEASE_CONTAINER = operation(
    "lease container",
    requirements.WRITE_CONTAINER,
    lease_operations.lease_container,
    requirements.SIGNED_CONTAINER_WRITE,
)
LIST_BLOBS = operation("list blobs", requirements.READ_BLOB, listing.list_blobs, requirements.SIGNED_LIST)

GET_BLOB = operation("get blob", requirements.READ_BLOB, reading.get_blob, requirements.SIGNED_READ)
GET_BLOB_PROPERTIES = operation(
    "get blob properties", requirements.READ_BLOB, reading.get_properties, requirements.SIGNED_READ
)
GET_BLOB_METADATA = operation(
    "get blob metadata", requirements.READ_BLOB, reading.get_metadata, requirements.SIGNED_READ
)
PUT_BLOB = operation("put blob", requirements.ADD_BLOB, uploads.put_blob, requirements.SIGNED_CREATE)
PUT_BLOB_FROM_URL = operation(
    "put blob from url", requirements.ADD_BLOB, copying.put_blob_from_url, requirements.SIGNED_CREATE
)
COPY_BLOB = operation("copy blob", requirements.ADD_BLOB, copying.copy_blob, requirements.SIGNED_CREATE)
ABORT_COPY = operation("abort copy blob", requirements.ADD_BLOB, _no_copy_to_abort, requirements.SIGNED_WRITE)
SET_BLOB_PROPERTIES = operation(
    "set blob properties", requirements.WRITE_BLOB, changing.set_properties, requirements.SIGNED_WRITE
)
SET_BLOB_METADATA = operation(
    "set blob metadata", requirements.WRITE_BLOB, changing.set_metadata, requirements.SIGNED_WRITE
)
SET_BLOB_TIER = operation("set blob tier", requirements.WRITE_BLOB, changing.set_tier, requirements.SIGNED_WRITE)
SNAPSHOT_BLOB = operation("snapshot blob", requirements.ADD_BLOB, changing.snapshot_blob, requirements.SIGNED_CREATE)
DELETE_BLOB = operation("delete blob", requirements.DELETE_BLOB, changing.delete_blob, requirements.SIGNED_DELETE)
LEASE_BLOB = operation("lease blob", requirements.WRITE_BLOB, lease_operations.lease_blob, requirements.SIGNED_BREAK)
PUT_BLOCK = operation("put block", requirements.WRITE_BLOB, blocks.put_block, requirements.SIGNED_CREATE)
PUT_BLOCK_FROM_URL = operation(
    "put block from url", requirements.WRITE_BLOB, copying.put_block_from_url, requirements.SIGNED_CREATE
)
PUT_BLOCK_LIST = operation("put block list", requirements.WRITE_BLOB, blocks.put_block_list, requirements.SIGNED_CREATE)
GET_BLOCK_LIST = operation("get block list", requirements.READ_BLOB, blocks.get_block_list, requirements.SIGNED_READ)
APPEND_BLOCK = operation("append block", requirements.ADD_BLOB, appending.append_block, requirements.SIGNED_APPEND)
APPEND_BLOCK_FROM_URL = operation(
    "append block from url", requirements.ADD_BLOB, appending.append_block_from_url, requirements.SIGNED_APPEND
)
SEAL_BLOB = operation("seal append blob", requirements.WRITE_BLOB, appending.seal_blob, requirements.SIGNED_WRITE)
PUT_PAGE = operation("put page", requirements.WRITE_BLOB, paging.put_page, requirements.SIGNED_WRITE)
PUT_PAGE_FROM_URL = operation(
    "put page from url", requirements.WRITE_BLOB, paging.put_page_from_url, requirements.SIGNED_WRITE
)
GET_PAGE_RANGES = operation("get page ranges", requirements.READ_BLOB, paging.get_page_ranges, requirements.SIGNED_READ)
GET_TAGS = operation("get blob tags", requirements.READ_TAGS, tags.get_tags, requirements.SIGNED_TAGS)
SET_TAGS = operation("set blob tags", requirements.WRITE_TAGS, tags.set_tags, requirements.SIGNED_TAGS)

# Each part of a batch requires what it would on its own besides.
_BATCHED: Final[batching.Batched] = {("DELETE", ""): DELETE_BLOB, ("PUT", "tier"): SET_BLOB_TIER}
SUBMIT_BATCH = operation(
    "submit blob batch",
    requirements.WRITE_BLOB,
    lambda call: batching.submit(call, _BATCHED),
    requirements.SIGNED_BATCH,
)
