"""Events of objects that the supervisor looks after, as the cloud provider's controllers write them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from aksess.clock import Clock
from aksess.cluster.api import Api
from aksess.cluster.errors import ApiError, ApiGone
from aksess.random_source import RandomSource

COMPONENT: Final = "aksess"


class Announcer:
    """Writes events; one that cannot be delivered is dropped."""

    def __init__(self, api: Api, clock: Clock, random_source: RandomSource) -> None:
        self._api = api
        self._clock = clock
        self._random_source = random_source

    async def say(self, about: dict[str, Any], kind: str, reason: str, message: str) -> None:
        """An event about an object. kind: ``Normal`` or ``Warning``."""
        metadata = about["metadata"]
        moment = self._clock.utc().strftime("%Y-%m-%dT%H:%M:%SZ")
        event = {
            "metadata": {"name": f"{metadata['name']}.{self._random_source.hex(8)}"},
            "involvedObject": {
                "apiVersion": about["apiVersion"],
                "kind": about["kind"],
                "namespace": metadata["namespace"],
                "name": metadata["name"],
                "uid": metadata["uid"],
            },
            "type": kind,
            "reason": reason,
            "message": message,
            "source": {"component": COMPONENT},
            "firstTimestamp": moment,
            "lastTimestamp": moment,
            "count": 1,
        }
        with suppress(ApiError, ApiGone):
            await self._api.create(f"/api/v1/namespaces/{metadata['namespace']}/events", event)
