"""A container to try Blob Storage on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.blob.routes import SERVICES
from tests.cloud_fixtures import Ask, Reply
from tests.storage_scene import Shop, open_shop


@dataclass(frozen=True, slots=True)
class Photos:
    """The container ``photos``, asked with the account's key."""

    shop: Shop

    def __call__(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Reply:
        """A request to the container; path: what follows ``/photos``."""
        return self.shop.keyed(method, f"/photos{path}", body, **headers)

    def put(self, name: str, body: bytes = b"hello", /, **headers: str) -> Reply:
        """Put Blob, a block blob."""
        reply = self("PUT", f"/{name}", body, **{"x_ms_blob_type": "BlockBlob", **headers})
        assert 201 == reply.status
        return reply

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        clock = self.shop.ask.cloud.clock
        assert hasattr(clock, "advance")
        clock.advance(seconds)


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """Blob Storage alone."""
    return RequestPipeline(SERVICES)


@pytest.fixture
def shop(ask: Ask) -> Shop:
    """An account that allows nothing in public."""
    return open_shop(ask, "blob")


@pytest.fixture
def photos(shop: Shop) -> Photos:
    """An empty container."""
    assert 201 == shop.keyed("PUT", "/photos?restype=container").status
    return Photos(shop)
