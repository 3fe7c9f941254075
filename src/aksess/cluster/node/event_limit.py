"""How many events an object may have: a burst, and then one every few minutes, as client-go's recorder allows.

kubernetes/client-go, tools/record/events_cache.go: defaultSpamBurst and defaultSpamQPS. A probe that fails each second
would otherwise be a request to the API server each second.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

BURST: Final = 25.0
PER_SECOND: Final = 1 / 300
# Objects that are remembered.
REMEMBERED: Final = 4096


class EventLimit:
    """A token bucket for each object."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, uid: str, now: float) -> bool:
        """Whether one more event of an object may be sent. uid: of the object."""
        tokens, since = self._buckets.pop(uid, (BURST, now))
        tokens = min(tokens + (now - since) * PER_SECOND, BURST)
        allowed = tokens >= 1
        self._buckets[uid] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed
