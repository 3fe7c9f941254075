"""Resources as ARM shows them."""

from __future__ import annotations

from typing import Any

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.kind import Placement, ResourceType


def render_resource(call: Call, kind: ResourceType, resource: Resource) -> dict[str, Any]:
    """The JSON object of one resource."""
    shown = kind.to_wire(call, resource)
    content: dict[str, Any] = {"id": shown.id, "name": shown.name, "type": shown.type}
    if kind.etag:
        content["etag"] = f'W/"{shown.etag}"'
    if shown.location is not None:
        content["location"] = shown.location
    if shown.tags is not None or kind.placement is Placement.TRACKED:
        content["tags"] = shown.tags or {}
    content.update(shown.body)
    properties = shown.properties
    if kind.provisioning:
        properties = {**properties, "provisioningState": "Succeeded"}
    content["properties"] = properties
    return content
