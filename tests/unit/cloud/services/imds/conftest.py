"""A machine with two identities, and a way to ask its metadata service."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from aksess.cloud.identity.directory import Principal
from aksess.cloud.resources.origin import Origin
from tests.cloud_fixtures import Ask, Reply
from tests.federation_scene import new_identity

ROOT = "http://169.254.169.254/metadata"


@dataclass(slots=True)
class Machine:
    """A machine. identities: those assigned to it, the default first; stranger: one that is not."""

    ask: Ask
    identities: tuple[Principal, ...]
    stranger: Principal

    def get(self, path: str, headers: dict[str, str] | None = None, /, **query: str) -> Reply:
        """One request, with what IMDS requires unless told otherwise."""
        asked = "&".join(f"{name}={value}" for name, value in {"api-version": "2018-02-01", **query}.items() if value)
        origin = Origin("node", "10.0.0.4", identities=tuple(each.object_id for each in self.identities))
        sent = {"Metadata": "true"} if headers is None else headers
        return self.ask("GET", f"{ROOT}{path}?{asked}", headers=sent, origin=origin)

    def token(self, **query: str) -> Reply:
        """One token request for Key Vault, unless told otherwise."""
        return self.get("/identity/oauth2/token", None, **{"resource": "https://vault.azure.net", **query})


@pytest.fixture
def machine(ask: Ask) -> Machine:
    """A machine with two identities."""
    first, second, stranger = (new_identity(ask.cloud, name) for name in ("first", "second", "stranger"))
    return Machine(ask, (first, second), stranger)
