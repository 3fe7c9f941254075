"""A local Azure in the process of a test."""

from __future__ import annotations

import os
import ssl
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from aksess.apply import ApplyOptions, ApplyResult, Azure, Principal, apply_model
from aksess.clock import AheadClock, Clock
from aksess.cloud.cloud import Cloud
from aksess.cloud.edge.proxy_listener import ProxyListener
from aksess.cloud.edge.proxy_route import UpstreamProxy
from aksess.cloud.state.settings import Settings
from aksess.cloud.state.simulation import SimulationSettings, changed
from aksess.model import Problems, load, parse
from aksess.pods.control import Control
from aksess.pods.environment import Operator, ProxySettings, operator_environment
from aksess.pods.pod import Pod, PodHost, PodOptions
from aksess.pods.trust import Trust, trust
from aksess.random_source import RandomSource, SystemRandomSource
from aksess.testing.late_trust import trust_late
from aksess.testing.server import PATIENCE, ServerThread
from aksess.wire.control import Rotated
from aksess.wire.events import Event

T = TypeVar("T")

# The same for every test: the SDKs remember a vault's tenant by its host name for as long as their process lives.
# What one cloud signs no other takes, because each has keys of its own.
TENANT = "7e57a715-0000-4000-8000-0000a4ce5500"


class LocalAzure:
    """A tenant with an empty subscription that exists inside a ``with`` block."""

    def __init__(
        self,
        server: ServerThread | None = None,
        *,
        clock: Clock | None = None,
        random_source: RandomSource | None = None,
        apply: str | Path = "",
        simulation: SimulationSettings | None = None,
    ) -> None:
        """Create a local Azure; entering the ``with`` block starts it.

        Args:
            server: A server that runs already and may serve several; without it, a new one is started.
            clock: A ``FakeClock`` moves only when the test moves it. By default, the machine's clock plus the
                simulation setting ``clock_ahead``.
            random_source: Makes ids and placeholder values.
            apply: An aksess.yaml, as its path or its text.
            simulation: Delays, throttling, outages.

        Raises:
            OSError: No loopback port can be bound.
        """
        self.clock: Clock = clock or AheadClock()
        self._random_source: RandomSource = random_source or SystemRandomSource()
        self._first_settings = simulation or SimulationSettings()
        self._apply = apply
        self._own_server = server is None
        self._thread = server or ServerThread()
        # A tool may leave a process that still writes to its configuration (az uploads telemetry): no reason to fail.
        self._folder = tempfile.TemporaryDirectory(prefix="aksess-", ignore_cleanup_errors=True)
        self._living = ExitStack()
        self._pods: dict[object, Pod] = {}
        self._control: Control
        self._trust: Trust
        self.cloud: Cloud
        self.listener: ProxyListener

    def __enter__(self) -> LocalAzure:
        if self._own_server:
            self._thread.start()
        self._trust = trust(self._thread.server.certificates.root, os.environ)
        self._thread.do(self._open())
        self._control = Control(self.listener.port, self.cloud.administration.key)
        if self._apply:
            self._applied_or_closed(self._apply)
        return self

    def __exit__(self, *_: object) -> None:
        self._pods.clear()
        self._living.close()
        self._thread.do(self._close())
        if self._own_server:
            self._thread.stop()
        self._folder.cleanup()

    def _applied_or_closed(self, file: str | Path) -> None:
        try:
            self.apply(file)
        except BaseException:
            self.__exit__()
            raise

    @property
    def proxy(self) -> str:
        """URL of the operator's proxy listener."""
        return f"http://127.0.0.1:{self.listener.port}"

    @property
    def root_certificate(self) -> Path:
        """PEM file of the root certificate."""
        return self._trust.root

    @property
    def settings(self) -> Settings:
        """Ids of the tenant, the subscription and the operator."""
        return self.cloud.settings

    @property
    def events(self) -> list[Event]:
        """The newest 2000 requests with their decisions, oldest first."""
        return self.cloud.activity_log.recent

    @property
    def operator(self) -> Operator:
        """The credentials of the subscription's owner."""
        settings = self.settings
        return Operator(settings.tenant, settings.subscription, settings.operator_client_id, settings.operator_secret)

    def simulate(self, **changes: object) -> SimulationSettings:
        """Change some fields of ``SimulationSettings`` and return all of them. Raises ValueError."""
        simulation = self.cloud.simulation
        simulation.settings = changed(simulation.settings, changes)
        return simulation.settings

    def apply(self, file: str | Path) -> ApplyResult:
        """Apply an aksess.yaml as ``aksess up --apply`` does; may be repeated.

        Args:
            file: Its path or its text.

        Returns:
            What was applied and removed.

        Raises:
            ValueError: The file has problems; the message lists all of them.
            ApplyFailed: The local Azure refused a request.
        """
        is_text = isinstance(file, str) and "\n" in file
        model = parse(str(file)) if is_text else load(file)
        if isinstance(model, Problems):
            raise ValueError(str(model))
        me = self.operator
        azure = Azure(
            Principal(me.tenant, me.subscription, me.client_id, me.client_secret),
            self.proxy,
            self._trust.root,
            self.clock,
        )
        try:
            source = "text" if is_text else str(Path(file).resolve())
            return apply_model(
                model, azure, self._control, ApplyOptions(source, os.environ, random_source=self._random_source)
            )
        finally:
            azure.close()

    def rotate_keys(self, cluster: str) -> Rotated:
        """Give the issuer of a cluster (name or ARM id) a new key. Raises CannotRun where there is no such cluster."""
        return self._control.rotate(cluster)

    def pod(
        self,
        as_: str,
        *,
        cluster: str = "",
        client_id: str = "",
        annotations: Mapping[str, str] | None = None,
    ) -> Pod:
        """Return a pod with that service account; the same arguments return the same pod.

        Args:
            as_: ``namespace/name`` of the service account.
            cluster: Name or ARM ID, if there are several clusters.
            client_id: Of the identity, if several trust the service account.
            annotations: Of the service account, beside the client ID.

        Raises:
            CannotRun: The pod would not start in a cluster either, or no identity trusts its service account.
        """
        namespace, _, account = as_.partition("/")
        key = (as_, cluster, client_id, tuple(sorted((annotations or {}).items())))
        if key not in self._pods:
            options = PodOptions(namespace, account, cluster, client_id, annotations or {})
            host = PodHost(os.environ, self._trust, self.clock, self._random_source)
            self._pods[key] = self._living.enter_context(Pod(self._control, options, host))
        return self._pods[key]

    def environment(self, as_: str = "", **pod: Any) -> dict[str, str]:
        """Return the whole environment of a program: the operator's, or with ``as_="namespace/name"`` a pod's.

        It is this process's environment without the user's own Azure credentials.
        """
        if as_:
            return self.pod(as_, **pod).environment
        return operator_environment(os.environ, self._place(self.listener), self.operator)

    @contextmanager
    def inside(self, as_: str = "", **pod: Any) -> Iterator[None]:
        """Give this process such an environment inside a ``with`` block, for SDKs that run in the test."""
        trust_late(self._trust.root)
        with _environment(self.environment(as_, **pod)):
            yield

    def on_server(self, work: Callable[[Cloud], T]) -> T:
        """Call a function with the cloud on its event loop, and return what it returns."""

        async def doing() -> T:
            return work(self.cloud)

        return self._thread.do(doing())

    def http(self) -> httpx.Client:
        """Return an HTTP client without credentials that uses the operator's proxy listener."""
        return httpx.Client(
            proxy=self.proxy,
            verify=ssl.create_default_context(cafile=str(self._trust.root)),
            trust_env=False,
            timeout=PATIENCE,
        )

    def _place(self, listener: ProxyListener) -> ProxySettings:
        return ProxySettings(port=listener.port, trust=self._trust, empty_config_directory=Path(self._folder.name))

    async def _open(self) -> None:
        key_pool = self._thread.keys.key_pool()
        self.cloud = Cloud(self.clock, self._random_source, key_pool, simulation=self._first_settings, tenant=TENANT)
        if isinstance(self.clock, AheadClock):
            self.clock.ahead = lambda: self.cloud.simulation.settings.clock_ahead
        self.listener = await self._thread.server.open_listener(
            self.cloud, self.cloud.operator, upstream=UpstreamProxy.of(os.environ)
        )

    async def _close(self) -> None:
        self._thread.server.close_listener(self.listener)
        self.cloud.close()
        self.cloud.key_pool.close()


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
