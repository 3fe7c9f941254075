from __future__ import annotations

import pytest

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.table.routes import SERVICES
from aksess.cloud.storage.shared_key import sign
from tests.cloud_fixtures import Ask
from tests.storage_scene import open_shop


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """Table Storage alone."""
    return RequestPipeline(SERVICES)


def test_only_the_service_itself_is_there(ask: Ask) -> None:
    shop = open_shop(ask, "table")

    assert 200 == shop.keyed("GET", "/?restype=service&comp=properties").status
    for path in ("/Tables", "/customers(PartitionKey='a',RowKey='b')", "/$batch"):
        reply = shop.keyed("POST", path)
        assert (501, "NotImplemented") == (reply.status, reply.json()["odata.error"]["code"])


def test_nothing_but_properties_is_at_the_root(ask: Ask) -> None:
    assert 501 == open_shop(ask, "table").keyed("GET", "/?comp=list").status


def test_the_lite_scheme_of_tables_signs_the_date_and_the_path(ask: Ask) -> None:
    shop = open_shop(ask, "table")
    headers = shop.signed("GET", "/?comp=properties&restype=service", b"", {})
    text = f"{headers['x-ms-date']}\n/shop/?comp=properties"
    headers["authorization"] = f"SharedKeyLite shop:{sign(shop.keys[0], text)}"

    assert 200 == shop.bare("GET", "/?comp=properties&restype=service", headers).status
