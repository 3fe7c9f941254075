"""A cloud in memory and an ``ask`` that drives the pipeline without sockets.

``ask("GET", "https://v.vault.azure.net/secrets", token=ask.token(object_id, "https://vault.azure.net"))`` gives a
``Reply``. The clock stands still until a test moves it; keys are lent by a key_pool that lives as long as the session.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import pytest

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.resources.origin import Origin
from aksess.cloud.services import every_service
from aksess.random_source import RandomSource, SeededRandomSource
from aksess.testing.keys import Lender

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as a client sees it. headers: names in lower case, the first of each name."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """``error.code`` of a JSON error body, or ``error`` where it is a string."""
        error = self.json()["error"]
        return str(error["code"] if isinstance(error, dict) else error)


class Ask:
    """A client of one cloud, straight at the pipeline. ``origin``: where it calls from, the operator's by default."""

    def __init__(self, cloud: Cloud, pipeline: RequestPipeline, runner: asyncio.Runner) -> None:
        self.cloud = cloud
        self.pipeline = pipeline
        self._runner = runner

    def __call__(self, method: str, url: str, **request: Any) -> Reply:
        """Send one request and wait for its answer; takes what ``send`` takes."""
        return self._runner.run(self.send(method, url, **request))

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Run what sends several requests at once, on the loop of this client."""
        return self._runner.run(work)

    async def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | str = b"",
        content: Any = None,
        form: dict[str, str] | None = None,
        token: str = "",
        headers: dict[str, str] | None = None,
        origin: Origin | None = None,
    ) -> Reply:
        """One request. content: sent as JSON; form: urlencoded; token: as a bearer; else ``body`` as it is."""
        parts = urlsplit(url)
        raw, kind = _encoded(body, content, form)
        sent = {"host": parts.netloc, **kind, **{name.lower(): each for name, each in (headers or {}).items()}}
        if token:
            sent["authorization"] = f"Bearer {token}"
        if raw:
            sent.setdefault("content-length", str(len(raw)))
        call = Call(
            self.cloud, origin or self.cloud.operator, method, str(parts.hostname), parts.path or "/", parts.query, sent
        )

        async def read_body() -> bytes:
            return raw

        answer = await self.pipeline.handle(call, read_body)
        found: dict[str, str] = {}
        for name, value in answer.headers:
            found.setdefault(name.lower(), value)
        return Reply(answer.status, found, answer.body)

    def token(self, object_id: str, audience: str, **claims: Any) -> str:
        """An access token for anybody, for an hour. claims: beside or in place of the usual ones."""
        now = int(self.cloud.clock.now())
        settings = self.cloud.settings
        usual = {
            "aud": audience,
            "iss": self.cloud.tokens.issuer_v1,
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "oid": object_id,
            "sub": object_id,
            "tid": settings.tenant,
            "appid": settings.operator_client_id if object_id == settings.operator_object_id else object_id,
            "idtyp": "app",
            "uti": self.cloud.random_source.urlsafe(16),
            "ver": "1.0",
        }
        return self._runner.run(self.cloud.tokens.issue({**usual, **claims}))

    def operator(self, audience: str = "https://management.azure.com", **claims: Any) -> str:
        """An access token for the operator."""
        return self.token(self.cloud.settings.operator_object_id, audience, **claims)


def _encoded(body: bytes | str, content: Any, form: dict[str, str] | None) -> tuple[bytes, dict[str, str]]:
    if content is not None:
        return json.dumps(content).encode(), {"content-type": "application/json"}
    if form is not None:
        return urlencode(form).encode(), {"content-type": "application/x-www-form-urlencoded"}
    return body.encode() if isinstance(body, str) else body, {}


@pytest.fixture(scope="session")
def lender() -> Iterator[Lender]:
    """RSA keys for the whole session: no two clouds that are open at once hold the same one."""
    lender = Lender()
    yield lender
    lender.close()


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """Every service there is."""
    return RequestPipeline(every_service())


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


@pytest.fixture
def random_source() -> SeededRandomSource:
    """The same values in every run."""
    return SeededRandomSource()


@pytest.fixture
def cloud(clock: FakeClock, random_source: RandomSource, lender: Lender) -> Iterator[Cloud]:
    """A new cloud in memory."""
    key_pool = lender.key_pool()
    cloud = Cloud(clock, random_source, key_pool)
    yield cloud
    cloud.close()
    key_pool.close()


@pytest.fixture
def ask(cloud: Cloud, pipeline: RequestPipeline) -> Iterator[Ask]:
    """A client of the cloud, without sockets."""
    with asyncio.Runner() as runner:
        yield Ask(cloud, pipeline, runner)
