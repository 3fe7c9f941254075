"""One local cloud: its state and the parts that decide, put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from aksess.chance import Chance
from aksess.clock import Clock
from aksess.cloud.access_tokens import AccessTokens
from aksess.cloud.authorization import Authorization
from aksess.cloud.caller import Origin
from aksess.cloud.controls import Controls
from aksess.cloud.directory import Directory
from aksess.cloud.events import Events
from aksess.cloud.inventory import Inventory
from aksess.cloud.issuers import Issuers
from aksess.cloud.keyring import KeyStock
from aksess.cloud.providers import Providers
from aksess.cloud.seed import seed_operator, seed_owner
from aksess.cloud.settings import Settings, new_settings
from aksess.cloud.weather import Switches, Weather
from aksess.cloud.world import World

P = TypeVar("P")


class Cloud:
    """A tenant with one subscription. Every operation reaches its state through this object.

    folder: the data directory (``state.db``, ``events.jsonl``), or None to keep all in memory. settings: of a cloud
    that is new, its own by default.
    """

    def __init__(
        self,
        clock: Clock,
        chance: Chance,
        stock: KeyStock,
        folder: Path | None = None,
        switches: Switches | None = None,
        tenant: str = "",
    ) -> None:
        self._parts: dict[Callable[[Cloud], Any], Any] = {}
        self.clock = clock
        self.chance = chance
        self.stock = stock
        self.weather = Weather(switches or Switches())
        self.world = World(folder / "state.db" if folder else None)
        self.events = Events(folder / "events.jsonl" if folder else None)
        self.settings = self._settings(tenant)
        self.inventory = Inventory(self.world)
        self.directory = Directory(self.world, self.inventory)
        tenant_id = self.settings.tenant
        self.authorization = Authorization(clock, self.inventory, self.weather, tenant_id)
        self.tokens = AccessTokens(clock, stock, self.world, self.directory, tenant_id)
        self.issuers = Issuers(clock, chance, stock, self.world, tenant_id)
        self.providers = Providers(clock, self.weather, self.tokens, self.issuers)
        self.controls = Controls(chance.urlsafe(32), clock.now())
        with self.world.change():
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
        self.events.flush()
        self.world.close()

    def _seed(self) -> None:
        """Once in the life of a data directory: who deletes the operator has deleted it."""
        done, now = self.world.table("seeded", bool), self.clock.now()
        if "operator" not in done:
            seed_operator(self.settings, self.directory, self.chance, now)
            seed_owner(self.settings, self.inventory, self.chance, now)
            done.put("operator", True)

    def _settings(self, tenant: str) -> Settings:
        table = self.world.table("settings", Settings)
        kept = table.get("cloud")
        if kept is None:
            kept = new_settings(self.chance, tenant)
            with self.world.change():
                table.put("cloud", kept)
        return kept
