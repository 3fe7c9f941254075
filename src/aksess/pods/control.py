"""The client of a local Azure's control host."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from aksess.pods.errors import LocalAzureGone, Refused
from aksess.wire.cluster import AccessAnswer, AccessQuestion, ClusterAccess, ClusterPlan, ClusterStarted, StartCluster
from aksess.wire.control import (
    HOST,
    Applied,
    EventsSince,
    ListenerInfo,
    ListenerRequest,
    OperatorInfo,
    PodInfo,
    PodRequest,
    Problem,
    Rotated,
    Status,
    Token,
    TokenRequest,
)

T = TypeVar("T")

PATIENCE = 30.0
# For a control plane, on a machine that is busy with other things.
STARTING = 180.0


class Control:
    """A client of the control host. Every method raises Refused for an error response, LocalAzureGone for none.

    Attributes:
        port: Loopback port of any listener of the local Azure.
    """

    def __init__(self, port: int, key: str) -> None:
        self.port = port
        self._key = key

    def status(self) -> Status:
        """Return the current state of the local Azure."""
        return self._ask("GET", "/status", Status)

    def operator(self) -> OperatorInfo:
        """Return the credentials of the subscription's owner."""
        return self._ask("GET", "/operator", OperatorInfo)

    def pod(self, request: PodRequest) -> PodInfo:
        """Return cluster and identity of a pod."""
        return self._ask("POST", "/pods", PodInfo, request)

    def token(self, request: TokenRequest) -> Token:
        """Request a projected token; every call issues a new one."""
        return self._ask("POST", "/tokens", Token, request)

    def open_listener(self, request: ListenerRequest) -> ListenerInfo:
        """Open a listener that ends with a process."""
        return self._ask("POST", "/listeners", ListenerInfo, request)

    def close_listener(self, port: int) -> None:
        """Close such a listener."""
        self._ask("DELETE", f"/listeners/{port}", None)

    def rotate(self, cluster: str) -> Rotated:
        """Give the issuer of a cluster (name or ARM id) a new key."""
        return self._ask("POST", f"/rotate/{quote(cluster)}", Rotated)

    def clusters(self) -> list[ClusterAccess]:
        """How each cluster's API server is reached."""
        return self._ask("GET", "/clusters", list[ClusterAccess])

    def cluster(self, cluster: str) -> ClusterPlan:
        """What the control plane of a cluster (name or ARM id) is made of."""
        return self._ask("GET", f"/clusters/{quote(cluster)}", ClusterPlan)

    def access(self, cluster: str, question: AccessQuestion) -> bool:
        """Whether Azure RBAC allows it in a cluster (name or ARM id)."""
        return self._ask("POST", f"/cluster-access/{quote(cluster)}", AccessAnswer, question).allowed

    def start_cluster(self, cluster: str, asked: StartCluster | None = None) -> ClusterStarted:
        """Start a cluster's control plane, and wait until it is ready."""
        path = f"/start-cluster/{quote(cluster)}"
        return self._ask("POST", path, ClusterStarted, asked or StartCluster(), patience=STARTING)

    def stop_cluster(self, cluster: str) -> bool:
        """End a cluster's control plane; and return whether it ran."""
        return self._ask("POST", f"/stop-cluster/{quote(cluster)}", dict[str, bool], patience=STARTING)["stopped"]

    def simulate(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Change simulation settings and return all of them."""
        return self._ask("PATCH", "/simulation", dict[str, Any], changes)

    def applied(self, source: str) -> Applied:
        """Return what the last application of an aksess.yaml recorded."""
        return self._ask("GET", f"/applied?source={quote(source, safe='')}", Applied)

    def record(self, applied: Applied) -> None:
        """Record an application of an aksess.yaml."""
        self._ask("PUT", "/applied", None, applied)

    def events(self, after: int = 0) -> EventsSince:
        """Return the events from number ``after`` on."""
        return self._ask("GET", f"/events?after={after}", EventsSince)

    def stop(self) -> None:
        """Ask the server to stop."""
        self._ask("POST", "/stop", None)

    def _ask(
        self, method: str, path: str, kind: type[T] | None, content: object = None, patience: float = PATIENCE
    ) -> T:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        body = b"" if content is None else msgspec.json.encode(content)
        try:
            connection.request(method, f"http://{HOST}{path}", body, {"Authorization": f"Bearer {self._key}"})
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            why = str(error) or type(error).__name__
            raise LocalAzureGone(
                f"No local Azure answers at 127.0.0.1:{self.port} ({why}): `aksess up` starts one."
            ) from error
        finally:
            connection.close()
        if response.status >= 300:
            raise _refused(response.status, answer)
        return msgspec.json.decode(answer or b"null", type=kind)


def _refused(status: int, answer: bytes) -> Refused:
    try:
        problem = msgspec.json.decode(answer, type=Problem)
    except msgspec.DecodeError:
        text = answer.decode(errors="replace").strip().removeprefix("aksess: ")
        return Refused(status, "Unknown", f"The local Azure answered {status}: {text}")
    return Refused(status, problem.code, problem.message)
