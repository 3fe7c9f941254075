from __future__ import annotations

import pytest

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.file.routes import SERVICES
from tests.cloud_fixtures import Ask
from tests.storage_scene import code, open_shop


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """Azure Files alone."""
    return RequestPipeline(SERVICES)


def test_only_the_service_itself_is_there(ask: Ask) -> None:
    shop = open_shop(ask, "file")

    assert 200 == shop.keyed("GET", "/?restype=service&comp=properties").status
    for method, path in (("GET", "/?comp=list"), ("PUT", "/share?restype=share"), ("PUT", "/share/a.txt")):
        assert "NotImplemented" == code(shop.keyed(method, path))
