"""One local cloud: its state and the parts that decide, put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from aksess.clock import Clock
from aksess.cloud.administration import Administration
from aksess.cloud.identity.access_tokens import AccessTokens
from aksess.cloud.identity.directory import Directory
from aksess.cloud.identity.issuer_keys import IssuerKeys
from aksess.cloud.identity.seed import new_settings, seed_operator, seed_owner
from aksess.cloud.identity.token_claims import AccessTokenClaims
from aksess.cloud.oidc.cluster_issuers import ClusterIssuers
from aksess.cloud.oidc.signing_keys import SigningKeyPool
from aksess.cloud.resources.authorization import Authorization
from aksess.cloud.resources.inventory import Inventory
from aksess.cloud.resources.origin import Origin
from aksess.cloud.state.activity_log import ActivityLog
from aksess.cloud.state.settings import Settings
from aksess.cloud.state.simulation import Simulation, SimulationSettings
from aksess.cloud.state.store import Store
from aksess.random_source import RandomSource

P = TypeVar("P")


class Cloud:
    """A tenant with one subscription. Every operation reaches its state through this object.

    folder: the data directory (``state.db``, ``events.jsonl``), or None to keep all in memory. settings: of a cloud
    that is new, its own by default.
    """

    def __init__(
        self,
        clock: Clock,
        random_source: RandomSource,
        key_pool: SigningKeyPool,
        folder: Path | None = None,
        simulation: SimulationSettings | None = None,
        tenant: str = "",
    ) -> None:
        self._parts: dict[Callable[[Cloud], Any], Any] = {}
        self.clock = clock
        self.random_source = random_source
        self.key_pool = key_pool
        self.simulation = Simulation(simulation or SimulationSettings())
        self.store = Store(folder / "state.db" if folder else None)
        self.activity_log = ActivityLog(folder / "events.jsonl" if folder else None)
        self.settings = self._settings(tenant)
        self.inventory = Inventory(self.store)
        self.directory = Directory(self.store, self.inventory)
        tenant_id = self.settings.tenant
        self.authorization = Authorization(clock, self.inventory, self.simulation, tenant_id)
        self.tokens = AccessTokens(clock, key_pool, self.store, self.directory, tenant_id)
        self.token_claims = AccessTokenClaims(
            clock, random_source, self.settings, self.simulation, self.directory, self.tokens
        )
        self.cluster_issuers = ClusterIssuers(clock, random_source, key_pool, self.store, tenant_id)
        self.issuer_keys = IssuerKeys(clock, self.simulation, self.tokens, self.cluster_issuers)
        self.administration = Administration(random_source.urlsafe(32), clock.now())
        with self.store.transaction():
            self._seed()

    @property
    def operator(self) -> Origin:
        """Where the operator's programs call from: a machine to which the operator itself is assigned."""
        me = self.settings
        return Origin("operator", me.operator_address, identities=(me.operator_object_id,))

    def part(self, kind: Callable[[Cloud], P]) -> P:
        """A service's own view of this cloud (what it has read and remembers): ``kind(cloud)``, made once."""
        found = self._parts.get(kind)
        if found is None:
            found = self._parts[kind] = kind(self)
        return cast(P, found)

    def close(self) -> None:
        """Write what waits and close the files."""
        self.tokens.close()
        self.activity_log.flush()
        self.store.close()

    def _seed(self) -> None:
        """Once in the life of a data directory: who deletes the operator has deleted it."""
        done, now = self.store.table("seeded", bool), self.clock.now()
        if "operator" not in done:
            seed_operator(self.settings, self.directory, self.random_source, now)
            seed_owner(self.settings, self.inventory, self.random_source, now)
            done.put("operator", True)

    def _settings(self, tenant: str) -> Settings:
        table = self.store.table("settings", Settings)
        kept = table.get("cloud")
        if kept is None:
            kept = new_settings(self.random_source, tenant)
            with self.store.transaction():
                table.put("cloud", kept)
        return kept
