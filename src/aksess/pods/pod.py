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
from aksess.pods.environment import ProxySettings, pod_environment
from aksess.pods.listeners import close_listener, open_listener
from aksess.pods.projection import Projection
from aksess.pods.trust import Trust
from aksess.random_source import RandomSource
from aksess.wire.control import ListenerInfo, PodInfo, PodRequest, Token, TokenRequest


@dataclass(frozen=True, slots=True)
class PodOptions:
    """The pod to run.

    Attributes:
        namespace: Of the service account.
        service_account: Its name.
        cluster: Name or ARM ID; empty if the local Azure has one cluster.
        client_id: Of the identity; empty if one identity trusts the service account.
        annotations: Of the service account, if a manifest declares it.
    """

    namespace: str
    service_account: str
    cluster: str = ""
    client_id: str = ""
    annotations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PodHost:
    """The machine that a pod runs on.

    Attributes:
        user_environment: The environment that the user started the command from.
        trust: Certificate files for the pod's program.
        clock: Tells when tokens must be refreshed.
        random_source: Makes the pod's name and UID.
    """

    user_environment: Mapping[str, str]
    trust: Trust
    clock: Clock
    random_source: RandomSource


class Pod:
    """A pod that exists inside a ``with`` block. Entering raises CannotRun if it could not start in a cluster either.

    facts: cluster and identity. warnings: what admission warned of. environment: what the program sees.
    """

    def __init__(self, control: Control, options: PodOptions, host: PodHost) -> None:
        self._control = control
        self._options = options
        self._host = host
        self._name = f"{options.service_account}-{host.random_source.hex(3)}"
        self._uid = host.random_source.uuid()
        self.facts: PodInfo
        self.admitted: Admitted
        self.listener: ListenerInfo | None = None
        self._folder: tempfile.TemporaryDirectory[str]
        self.projection: Projection

    def __enter__(self) -> Pod:
        options = self._options
        client_id = options.client_id or options.annotations.get(CLIENT_ID, "")
        self.facts = self._control.pod(
            PodRequest(options.namespace, options.service_account, cluster=options.cluster, client_id=client_id)
        )
        annotations = {**self.facts.annotations, **options.annotations, CLIENT_ID: self.facts.client_id}
        self.admitted = admit(
            options.namespace, options.service_account, annotations, self.facts.tenant_id, self._name, self._uid
        )
        # The program may leave a process that still writes to its folder: no reason to fail.
        self._folder = tempfile.TemporaryDirectory(prefix="aksess-pod-", ignore_cleanup_errors=True)
        self.projection = Projection(self.admitted.tokens, self._root, self._request, self._host.clock)
        try:
            self.projection.start()
            self.listener = open_listener(self._control, self._name, self._host.user_environment, self.facts.cluster_id)
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
            raise RuntimeError("a pod has an environment only inside its `with` block")
        empty = _made(self._root / "empty")
        proxy = ProxySettings(port=self.listener.port, trust=self._host.trust, empty_config_directory=empty)
        return pod_environment(self._host.user_environment, proxy, self.admitted.rooted_at(self._root))

    @property
    def folder(self) -> Path:
        """The folder that stands for ``/`` of the container; its token volumes are in it."""
        return self._root

    @property
    def service_account(self) -> tuple[str, str]:
        """Namespace and name of its service account."""
        return self._options.namespace, self._options.service_account

    @property
    def _root(self) -> Path:
        return Path(self._folder.name)

    def _request(self, token: Projected) -> Token:
        return self._control.token(
            TokenRequest(
                cluster_id=self.facts.cluster_id,
                namespace=self._options.namespace,
                service_account=self._options.service_account,
                audience=token.audience,
                expiration=token.expiration,
                pod=self._name,
                pod_uid=self._uid,
            )
        )


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
