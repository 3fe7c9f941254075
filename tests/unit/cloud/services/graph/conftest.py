"""A client of Graph: the operator, and others with the permissions that they were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from aksess.cloud.identity.directory import Kind, Principal
from tests.cloud_fixtures import Ask, Reply

ROOT = "https://graph.microsoft.com/"


@dataclass(slots=True)
class Graph:
    """Requests with one token. version: of the API."""

    ask: Ask
    token: str
    version: str = "v1.0"

    def __call__(self, method: str, path: str, content: Any = None, **more: Any) -> Reply:
        """One request. more: what ``Ask`` takes."""
        return self.ask(method, f"{ROOT}{self.version}{path}", token=self.token, content=content, **more)

    def made(self, path: str, **content: Any) -> dict[str, Any]:
        """What a POST created."""
        reply = self("POST", path, content)
        assert reply.status == 201, reply.body
        return dict(reply.json())

    def listed(self, path: str) -> list[dict[str, Any]]:
        """The values of a list."""
        reply = self("GET", path)
        assert reply.status == 200, reply.body
        return list(reply.json()["value"])

    def application(self, name: str = "app", **content: Any) -> dict[str, Any]:
        """A new application."""
        return self.made("/applications", displayName=name, **content)

    def group(self, name: str = "admins", **content: Any) -> dict[str, Any]:
        """A new security group."""
        usual = {"mailEnabled": False, "mailNickname": "nick", "securityEnabled": True}
        return self.made("/groups", displayName=name, **usual, **content)

    def ref(self, object_id: str) -> dict[str, str]:
        """A reference to a directory object."""
        return {"@odata.id": f"{ROOT}{self.version}/directoryObjects/{object_id}"}

    def as_holder_of(self, *roles: str) -> Graph:
        """Another caller, with these application permissions and no others."""
        object_id = self.ask.cloud.random_source.uuid()
        with self.ask.cloud.store.transaction():
            self.ask.cloud.directory.put(Principal(object_id, Kind.APPLICATION, "caller", object_id))
        return Graph(self.ask, self.ask.token(object_id, ROOT.rstrip("/"), roles=list(roles)))


@pytest.fixture
def graph(ask: Ask) -> Graph:
    """The operator at Graph."""
    return Graph(ask, ask.operator("https://graph.microsoft.com"))
