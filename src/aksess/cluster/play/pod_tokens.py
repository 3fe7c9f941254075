"""Service account tokens of played pods, from the issuer of a cluster in the local Azure."""

from __future__ import annotations

import asyncio
from typing import Any

from aksess.cluster.errors import ApiError
from aksess.cluster.node.timestamp import to_second
from aksess.cluster.play.manifests import ObjectName
from aksess.pods.control import Control
from aksess.pods.errors import CannotRun
from aksess.wire.control import ClusterInfo, TokenRequest

Json = dict[str, Any]
UNAVAILABLE = 503


class PodTokens:
    """Asks the control host for tokens.

    Args:
        control: of the local Azure.
        cluster: whose issuer signs.
    """

    def __init__(self, control: Control, cluster: ClusterInfo) -> None:
        self._control = control
        self._cluster = cluster

    async def request(self, account: ObjectName, content: Json) -> Json:
        """Answer a TokenRequest with its status. Raises ApiError where the control host refuses."""
        spec = content["spec"]
        bound = spec["boundObjectRef"]
        # Without an audience a token is for the API server, whose audience on AKS is the issuer.
        asked = TokenRequest(
            cluster_id=self._cluster.id,
            namespace=account.namespace,
            service_account=account.name,
            audience=next(iter(spec["audiences"]), self._cluster.issuer),
            expiration=spec["expirationSeconds"],
            pod=bound["name"],
            pod_uid=bound["uid"],
        )
        try:
            token = await asyncio.to_thread(self._control.token, asked)
        except CannotRun as error:
            raise ApiError(UNAVAILABLE, "ServiceUnavailable", str(error)) from error
        return {"token": token.token, "expirationTimestamp": to_second(token.expires)}
