"""Service account tokens of pods, by TokenRequest, each kept until 80 % of its life is over.

kubernetes/kubernetes, pkg/kubelet/token/token_manager.go: bound to the pod, renewed at 80 %, at least once a day. A
token that cannot be renewed stays in place as long as it is valid.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from aksess.clock import Clock
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.api_client import ApiClient
from aksess.cluster.node.pod import Json, PodKey, key_of
from aksess.cluster.node.timestamp import parse_time
from aksess.cluster.node.volume_files import TokenWanted, VolumeFailed

SPENT: Final = 0.8
OLDEST: Final = 24 * 3600.0
FORBIDDEN: Final = 403
FORBIDDEN_PAUSE: Final = 0.05
FORBIDDEN_ATTEMPTS: Final = 20


@dataclass(frozen=True, slots=True)
class _Held:
    token: str
    renew_at: float
    expires: float

    def __repr__(self) -> str:
        return f"_Held(renew_at={self.renew_at})"


class Tokens:
    """The tokens of the pods of this node."""

    def __init__(self, api: ApiClient, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._held: dict[PodKey, dict[TokenWanted, _Held]] = {}

    async def get(self, pod: Json, wanted: TokenWanted) -> str:
        """A token for a pod, new where the one that is held is due.

        Raises:
            VolumeFailed: the API server refuses; the text is its own.
            ApiGone: it does not answer, and there is no token that is still valid.
        """
        held = self._held.setdefault(key_of(pod), {})
        now = self._clock.now()
        found = held.get(wanted)
        if found is None or now >= found.renew_at:
            try:
                found = held[wanted] = await self._request(pod, wanted)
            except (ApiError, ApiGone) as error:
                if found is None or now >= found.expires:
                    raise VolumeFailed(f"failed to fetch token: {error}") from error
        return found.token

    def next_renewal(self, pod: PodKey) -> float | None:
        """When the first token of a pod is due."""
        return min((each.renew_at for each in self._held.get(pod, {}).values()), default=None)

    def forget(self, pod: PodKey) -> None:
        """A pod is gone."""
        self._held.pop(pod, None)

    async def _request(self, pod: Json, wanted: TokenWanted) -> _Held:
        key = key_of(pod)
        account = pod["spec"].get("serviceAccountName") or "default"
        content: dict[str, Any] = {
            "apiVersion": "authentication.k8s.io/v1",
            "kind": "TokenRequest",
            "spec": {
                "audiences": [wanted.audience] if wanted.audience else [],
                "expirationSeconds": wanted.expiration,
                "boundObjectRef": {"apiVersion": "v1", "kind": "Pod", "name": key.name, "uid": key.uid},
            },
        }
        now = self._clock.now()
        status = await self._post(f"/api/v1/namespaces/{key.namespace}/serviceaccounts/{account}/token", content)
        # Counted from now and for as long as was asked: the server may serve a longer token than it says.
        life = min(parse_time(status["expirationTimestamp"]) - now, float(wanted.expiration))
        return _Held(status["token"], now + min(SPENT * life, OLDEST), now + life)

    async def _post(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        for _ in range(FORBIDDEN_ATTEMPTS):
            try:
                return dict((await self._api.create(path, content))["status"])
            except ApiError as error:
                # The Node authorizer learns of a pod a moment after the node does.
                if error.status != FORBIDDEN:
                    raise
            await asyncio.sleep(FORBIDDEN_PAUSE)
        return dict((await self._api.create(path, content))["status"])
