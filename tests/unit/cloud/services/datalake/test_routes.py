from __future__ import annotations

import pytest

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.datalake.routes import SERVICES
from tests.cloud_fixtures import Ask


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """Data Lake Storage and static websites alone."""
    return RequestPipeline(SERVICES)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_data_lake_storage_says_that_it_is_not_there(ask: Ask, method: str) -> None:
    reply = ask(method, "https://shop.dfs.core.windows.net/files?resource=filesystem")

    assert (501, "NotImplemented") == (reply.status, reply.json()["error"]["code"])


def test_static_websites_say_so_too(ask: Ask) -> None:
    reply = ask("GET", "https://shop.z6.web.core.windows.net/")

    assert 501 == reply.status
