"""A queue to try Queue Storage on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.queue.routes import SERVICES
from aksess.cloud.storage.xml_documents import Element
from tests.cloud_fixtures import Ask, Reply
from tests.storage_scene import Shop, markup, open_shop


@dataclass(frozen=True, slots=True)
class Jobs:
    """The queue ``jobs``, asked with the account's key."""

    shop: Shop

    def __call__(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Reply:
        """A request to the queue; path: what follows ``/jobs``."""
        return self.shop.keyed(method, f"/jobs{path}", body, **headers)

    def put(self, text: str, query: str = "") -> Element:
        """Put Message; the message as it is answered."""
        body = f"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>".encode()
        reply = self("POST", f"/messages{query}", body)
        assert 201 == reply.status
        return markup(reply).children[0]

    def get(self, query: str = "") -> list[Element]:
        """Get Messages."""
        return markup(self("GET", f"/messages{query}")).children

    def peek(self) -> list[str]:
        """The texts of the messages that are visible."""
        found = markup(self("GET", "/messages?peekonly=true&numofmessages=32"))
        return [each.text_of("MessageText") for each in found.children]

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        clock = self.shop.ask.cloud.clock
        assert hasattr(clock, "advance")
        clock.advance(seconds)


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """Queue Storage alone."""
    return RequestPipeline(SERVICES)


@pytest.fixture
def shop(ask: Ask) -> Shop:
    """An account."""
    return open_shop(ask, "queue")


@pytest.fixture
def jobs(shop: Shop) -> Jobs:
    """An empty queue."""
    assert 201 == shop.keyed("PUT", "/jobs").status
    return Jobs(shop)
