from __future__ import annotations

import pytest

from aksess.cloud.storage.dates import http_date
from tests.storage_scene import VERSION, Shop


def test_every_answer_has_its_frame(shop: Shop) -> None:
    """Request id, version, date; of a success and of a refusal."""
    for path in ("/photos/a.txt", "/photos/nothing"):
        headers = shop.keyed("GET", path, x_ms_client_request_id="mine").headers

        assert VERSION == headers["x-ms-version"]
        assert "mine" == headers["x-ms-client-request-id"]
        assert http_date(shop.cloud.clock.now()) == headers["date"]
        assert 36 == len(headers["x-ms-request-id"])


@pytest.mark.parametrize("name", ["x" * 1025, "a\nb", "é"])
def test_a_client_request_id_that_is_none_is_not_sent_back(shop: Shop, name: str) -> None:
    reply = shop.bare("GET", "/photos/a.txt", {"x-ms-version": VERSION, "x-ms-client-request-id": name})

    assert "x-ms-client-request-id" not in reply.headers
