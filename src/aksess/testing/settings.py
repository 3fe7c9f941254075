"""Tenants lent to clouds and taken back: one test's SDKs remember what another test's services said.

The Key Vault clients of a process keep the tenant that a vault once named, by the vault's host name and for as long as
the process lives. Clouds that are open one after the other are therefore the same tenant; two that are open at once
never are.
"""

from __future__ import annotations

from aksess.chance import Chance
from aksess.cloud.settings import Settings, new_settings


class SettingsLender:
    """Every tenant that was ever made for a test, lent to one cloud at a time."""

    def __init__(self) -> None:
        self._free: list[Settings] = []

    def lend(self, chance: Chance) -> Settings:
        """Settings that no open cloud has. chance: makes new ones where none are free."""
        return self._free.pop(0) if self._free else new_settings(chance)

    def take_back(self, settings: Settings) -> None:
        """Lend these again, first."""
        self._free.insert(0, settings)
