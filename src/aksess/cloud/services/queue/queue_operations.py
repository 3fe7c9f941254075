"""Queues: list, create, metadata, access list, delete."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.queue.messages import Line, sweep
from aksess.cloud.services.queue.queues import (
    QUEUE_TYPE,
    find_queue,
    make_queue,
    metadata_of_queue,
    queue_of,
    queues_of,
)
from aksess.cloud.storage.account import account_of
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.listing import marked, page_of, page_size
from aksess.cloud.storage.metadata import metadata_headers, metadata_of
from aksess.cloud.storage.names import check_name
from aksess.cloud.storage.policies import keep, policies_of, read_policies, write_policies
from aksess.cloud.storage.xml_documents import Element, element, write

XML = (("content-type", "application/xml"),)
_ECHOED = (("Prefix", "prefix"), ("Marker", "marker"), ("MaxResults", "maxresults"))


def list_queues(call: Call) -> Answer:
    """List Queues, by name; ``prefix``, ``marker``, ``maxresults``, ``include=metadata``."""
    prefix = call.query.get("prefix", "")
    queues = {each.name: each for each in queues_of(call, account_of(call)) if each.name.startswith(prefix)}
    page, following = page_of(sorted(queues), marked(call), page_size(call))
    with_metadata = "metadata" in call.query.get("include", "").lower().split(",")
    body = element(
        "EnumerationResults",
        *[element(name, text=call.query[key]) for name, key in _ECHOED if call.query.get(key)],
        element("Queues", *[_listed(queues[name], with_metadata=with_metadata) for name in page]),
        element("NextMarker", text=following),
        attributes={"ServiceEndpoint": f"https://{call.host}/"},
    )
    return Answer(200, write(body), XML)


def create_queue(call: Call) -> Answer:
    """Create Queue: 201, or 204 where it is there with the same metadata."""
    name = call.params["queue"]
    check_name(name)
    account = account_of(call)
    metadata = metadata_of(call)
    before = find_queue(call, account, name)
    if before is None:
        sweep(call, call.cloud.inventory.of_type(QUEUE_TYPE))
        make_queue(call, account, name, metadata)
        return Answer(201)
    if _folded(metadata_of_queue(before)) != _folded(metadata):
        raise refusal("QueueAlreadyExists")
    return Answer(204)


def get_queue(call: Call) -> Answer:
    """Get Queue Metadata, and about how many messages there are."""
    queue = queue_of(call)
    count = ("x-ms-approximate-messages-count", str(len(Line(call, queue))))
    return Answer(200, b"", (count, *metadata_headers(metadata_of_queue(queue))))


def set_queue_metadata(call: Call) -> Answer:
    """Set Queue Metadata: all of it at once."""
    queue = queue_of(call)
    queue.properties["metadata"] = metadata_of(call)
    queue.changed = call.now
    call.cloud.inventory.put(queue)
    return Answer(204)


def get_access_list(call: Call) -> Answer:
    """Get Queue ACL."""
    return Answer(200, write_policies(policies_of(queue_of(call))), XML)


def set_access_list(call: Call) -> Answer:
    """Set Queue ACL: all stored access policies at once."""
    queue = queue_of(call)
    keep(queue, read_policies(call.body))
    call.cloud.inventory.put(queue)
    return Answer(204)


def delete_queue(call: Call) -> Answer:
    """Delete Queue, and every message in it."""
    queue = queue_of(call)
    Line(call, queue).close()
    call.cloud.inventory.delete(queue.id)
    return Answer(204)


def _folded(metadata: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in metadata.items()}


def _listed(queue: Resource, *, with_metadata: bool) -> Element:
    parts = [element("Name", text=queue.name)]
    if with_metadata:
        kept = metadata_of_queue(queue)
        parts.append(element("Metadata", *[element(name, text=value) for name, value in kept.items()]))
    return element("Queue", *parts)
