"""A pod of one container that is a program of this machine: identity, admission, listener, tokens."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aksess.chain.annotations import CLIENT_ID
from aksess.clock import Clock
from aksess.pods.admission import Admitted, Projected, admit
from aksess.pods.control import Control
from aksess.pods.environment import Place, of_pod
from aksess.pods.listeners import close_listener, open_listener
from aksess.pods.projection import Projection
from aksess.pods.trust import Trust
from aksess.random_source import RandomSource
from aksess.wire.control import ListenerInfo, PodInfo, PodRequest, Token, TokenRequest


@dataclass(frozen=True, slots=True)
class Wanted:
    """The pod that somebody wants. cluster, client_id: empty where the local Azure is to find them.

    annotations: of the service account, where a manifest declares it.
    """

    namespace: str
    service_account: str
    cluster: str = ""
    client_id: str = ""
    annotations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """What the pod is started with. own: the environment that the user started it from; trust: its certificates."""

    own: Mapping[str, str]
    trust: Trust
    clock: Clock
    random_source: RandomSource


class Pod:
    """Lives as long as the ``with`` lasts. Raises CannotRun on entry where the pod could not live in a cluster either.

    facts: cluster and identity. warnings: what admission warned of. environment: what the program sees.
    """

    def __init__(self, control: Control, wanted: Wanted, home: Home) -> None:
        self._control = control
        self._wanted = wanted
        self._home = home
        self._name = f"{wanted.service_account}-{home.random_source.hex(3)}"
        self._uid = home.random_source.uuid()
        self.facts: PodInfo
        self.admitted: Admitted
        self.listener: ListenerInfo | None = None
        self._folder: tempfile.TemporaryDirectory[str]
        self.projection: Projection

    def __enter__(self) -> Pod:
        wanted = self._wanted
        client_id = wanted.client_id or wanted.annotations.get(CLIENT_ID, "")
        self.facts = self._control.pod(
            PodRequest(wanted.namespace, wanted.service_account, cluster=wanted.cluster, client_id=client_id)
        )
        annotations = {**self.facts.annotations, **wanted.annotations, CLIENT_ID: self.facts.client_id}
        self.admitted = admit(
            wanted.namespace, wanted.service_account, annotations, self.facts.tenant_id, self._name, self._uid
        )
        self._folder = tempfile.TemporaryDirectory(prefix="aksess-pod-")
        self.projection = Projection(self.admitted.tokens, self._root, self._request, self._home.clock)
        try:
            self.projection.start()
            self.listener = open_listener(self._control, self._name, self._home.own, self.facts.cluster_id)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the listener, stop refreshing and remove every file."""
        if self.listener is not None:
            close_listener(self._control, self.listener)
        self.projection.stop()
        self._folder.cleanup()

    @property
    def environment(self) -> dict[str, str]:
        """The program's whole environment. Raises RuntimeError outside of the ``with``."""
        if self.listener is None:
            raise RuntimeError("a pod has an environment while it lives: use it inside its `with`")
        place = Place(port=self.listener.port, trust=self._home.trust, nobody=_made(self._root / "nobody"))
        return of_pod(self._home.own, place, self.admitted.rooted_at(self._root))

    @property
    def _root(self) -> Path:
        return Path(self._folder.name)

    def _request(self, token: Projected) -> Token:
        return self._control.token(
            TokenRequest(
                cluster_id=self.facts.cluster_id,
                namespace=self._wanted.namespace,
                service_account=self._wanted.service_account,
                audience=token.audience,
                expiration=token.expiration,
                pod=self._name,
                pod_uid=self._uid,
            )
        )


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
