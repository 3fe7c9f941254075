"""What the control host of a local Azure is asked and what it answers, as JSON with camelCase names.

The control host is ours and not Azure's. It is reached at a listener, in plain HTTP, with the key of the run file.
"""

from __future__ import annotations

from typing import Any

import msgspec

from aksess.wire.events import Event

HOST = "control.aksess.internal"


class PodRequest(msgspec.Struct, frozen=True, rename="camel"):
    """A pod to be: its service account; cluster: a name or an ARM id; client_id: a GUID or an identity's name."""

    namespace: str
    service_account: str
    cluster: str = ""
    client_id: str = ""


class PodInfo(msgspec.Struct, frozen=True, rename="camel"):
    """What the cluster and the directory say of such a pod. cluster_id: ARM id; client_id: of its identity.

    annotations: of its service account beside the client id, where an aksess.yaml that was applied declares it.
    """

    cluster_id: str
    cluster: str
    issuer: str
    tenant_id: str
    client_id: str
    identity: str
    node: str
    annotations: dict[str, str] = {}


class TokenRequest(msgspec.Struct, frozen=True, rename="camel"):
    """A TokenRequest for a pod (Kubernetes API, ``authentication.k8s.io/v1``). expiration: seconds."""

    cluster_id: str
    namespace: str
    service_account: str
    audience: str
    expiration: int
    pod: str
    pod_uid: str


class Token(msgspec.Struct, frozen=True, rename="camel"):
    """A projected service account token. issued, expires: Unix seconds."""

    token: str
    issued: float
    expires: float

    def __repr__(self) -> str:
        return f"Token(expires={self.expires})"


class ListenerRequest(msgspec.Struct, frozen=True, rename="camel"):
    """A listener for one program. cluster_id: ARM id for a pod's, empty for the operator's. pid: whose end closes it.

    proxies: the user's own settings for what is not Azure, by the names of their variables.
    """

    name: str
    pid: int
    cluster_id: str = ""
    proxies: dict[str, str] = {}


class ListenerInfo(msgspec.Struct, frozen=True, rename="camel"):
    """A listener on loopback, and who stands behind it."""

    port: int
    name: str
    address: str


class OperatorInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Who owns the subscription."""

    tenant: str
    subscription: str
    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"OperatorInfo(client_id={self.client_id!r})"


class ClusterInfo(msgspec.Struct, frozen=True, rename="camel"):
    """A cluster with an issuer."""

    id: str
    name: str
    issuer: str


class Status(msgspec.Struct, frozen=True, rename="camel"):
    """The current state of the local Azure. resources: how many of each type; requests: since it is up."""

    tenant: str
    subscription: str
    client_id: str
    started: float
    resources: dict[str, int]
    clusters: list[ClusterInfo]
    listeners: list[ListenerInfo]
    simulation: dict[str, Any]
    requests: int


class Rotated(msgspec.Struct, frozen=True, rename="camel"):
    """A cluster's new signing key, and until when (Unix seconds) the one before it stays published."""

    cluster: str
    issuer: str
    kid: str
    before: str
    until: float


class NamedAccount(msgspec.Struct, frozen=True, rename="camel"):
    """A service account's annotations, as somebody declared them. client_id: ``azure.workload.identity/client-id``.

    annotations: the others.
    """

    namespace: str
    service_account: str
    client_id: str
    annotations: dict[str, str] = {}


class Applied(msgspec.Struct, frozen=True, rename="camel"):
    """What an aksess.yaml created. source: its path; ids: ARM ids and URLs, oldest first."""

    source: str
    ids: list[str] = []
    accounts: list[NamedAccount] = []


class EventsSince(msgspec.Struct, frozen=True):
    """Events, and the number to ask from next."""

    next: int
    events: list[Event]


class Problem(msgspec.Struct, frozen=True, rename="camel"):
    """A refusal: a code, and a sentence with the next step."""

    code: str
    message: str
