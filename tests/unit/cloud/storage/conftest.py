"""An account to try the shared parts on, through the services that share them."""

from __future__ import annotations

import pytest

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.blob.routes import SERVICES as BLOB
from aksess.cloud.services.datalake.routes import SERVICES as DATA_LAKE
from aksess.cloud.services.file.routes import SERVICES as FILE
from aksess.cloud.services.queue.routes import SERVICES as QUEUE
from aksess.cloud.services.table.routes import SERVICES as TABLE
from tests.cloud_fixtures import Ask
from tests.storage_scene import Shop, open_shop


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """The storage services, and no others."""
    return RequestPipeline([*BLOB, *QUEUE, *TABLE, *FILE, *DATA_LAKE])


@pytest.fixture
def shop(ask: Ask) -> Shop:
    """The account ``shop`` with the container ``photos`` and a blob in it."""
    shop = open_shop(ask, "blob")
    assert 201 == shop.keyed("PUT", "/photos?restype=container").status
    assert 201 == shop.keyed("PUT", "/photos/a.txt", b"hello", x_ms_blob_type="BlockBlob").status
    return shop
