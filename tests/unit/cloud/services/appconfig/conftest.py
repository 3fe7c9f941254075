"""A store, people with grants at it, and requests to it, signed or with a token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any
from urllib.parse import quote

import pytest

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.routes import SERVICES
from tests.cloud_fixtures import Ask, Reply
from tests.configuration_stores import put_store
from tests.storage_scene import grant

HOST = "conf.azconfig.io"
AUDIENCE = "https://azconfig.io"
READER = "11111111-1111-4111-8111-111111111111"
OWNER = "22222222-2222-4222-8222-222222222222"


@dataclass(frozen=True, slots=True)
class Conf:
    """The store ``conf`` of one cloud."""

    ask: Ask
    store: Resource

    def __call__(self, method: str, path: str, content: Any = None, /, **headers: str) -> Reply:
        """A request signed with the primary key. path: without the version; content: sent as JSON."""
        body = b"" if content is None else json.dumps(content).encode()
        return self.bare(method, path, self.signed(method, path, body, spelt(headers)), body=body)

    def by(self, object_id: str, method: str, path: str, audience: str = AUDIENCE, **request: Any) -> Reply:
        """A request with a token of that principal."""
        return self.bare(method, path, token=self.ask.token(object_id, audience), **request)

    def bare(self, method: str, path: str, headers: Mapping[str, str] | None = None, **request: Any) -> Reply:
        """A request with no proof of its own."""
        return self.ask(method, f"https://{HOST}{versioned(path)}", headers=dict(headers or {}), **request)

    def put(self, key: str, value: str = "v", label: str = "", **more: Any) -> dict[str, Any]:
        """Set a key-value; what is answered."""
        reply = self("PUT", f"/kv/{quote(key, safe='')}?label={quote(label)}", {"value": value, **more})
        assert 200 == reply.status
        found: dict[str, Any] = reply.json()
        return found

    def keys(self, path: str) -> list[str]:
        """The keys of a list, in order, each with its label behind a colon where it has one."""
        return [each["key"] + (f":{each['label']}" if each["label"] else "") for each in self.items(path)]

    def items(self, path: str) -> list[dict[str, Any]]:
        """Every entry of a list, page by page."""
        found: list[dict[str, Any]] = []
        target = versioned(path)
        while target:
            page = self("GET", target)
            assert 200 == page.status
            found += page.json()["items"]
            target = page.json().get("@nextLink", "")
        return found

    def signed(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str] | None = None, key: int = 0
    ) -> dict[str, str]:
        """The headers of a request with its HMAC, made as a client makes it."""
        secret = self.store.private["keys"][key]
        date = formatdate(self.ask.cloud.clock.now(), usegmt=True)
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        text = f"{method}\n{versioned(path)}\n{date};{HOST};{digest}"
        made = base64.b64encode(hmac.digest(base64.b64decode(secret["value"]), text.encode(), "sha256")).decode()
        names = "x-ms-date;host;x-ms-content-sha256"
        return {
            "x-ms-date": date,
            "x-ms-content-sha256": digest,
            "authorization": f"HMAC-SHA256 Credential={secret['id']}&SignedHeaders={names}&Signature={made}",
            **(headers or {}),
        }

    def grant(self, role: str, object_id: str) -> None:
        """Give a principal a built-in role at the store."""
        grant(self.ask.cloud, role, object_id, self.store.id)

    def change(self, **properties: Any) -> None:
        """Change the store's properties, as ARM would."""
        self.store.properties.update(properties)
        with self.ask.cloud.store.transaction():
            self.ask.cloud.inventory.put(self.store)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        clock = self.ask.cloud.clock
        assert hasattr(clock, "advance")
        clock.advance(seconds)


def open_store(ask: Ask, name: str = "conf", sku: str = "standard") -> Conf:
    """A store, and two people of the tenant."""
    store = put_store(ask.cloud, name, sku)
    with ask.cloud.store.transaction():
        for object_id in (READER, OWNER):
            ask.cloud.directory.put(Principal(object_id, Kind.MANAGED_IDENTITY, "somebody", app_id=object_id))
    return Conf(ask, store)


def versioned(path: str) -> str:
    """A path with the version that every request must name."""
    return path if "api-version=" in path else f"{path}{'&' if '?' in path else '?'}api-version=2023-11-01"


def spelt(headers: Mapping[str, str]) -> dict[str, str]:
    """``if_match`` as ``if-match``."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """App Configuration alone."""
    return RequestPipeline(SERVICES)


@pytest.fixture
def conf(ask: Ask) -> Conf:
    """An empty standard store."""
    return open_store(ask)
