"""The headers of every answer."""

import pytest

from tests.arm_scene import Arm


@pytest.mark.parametrize("path", ["~/resourceGroups", "~/resourceGroups/none", "Microsoft.Web/sites/s"])
def test_every_answer_carries_its_request_id(arm: Arm, path: str) -> None:
    """Successes, refusals and what is not there."""
    reply = arm("GET", path)

    assert 36 == len(reply.headers["x-ms-request-id"])
    assert reply.headers["x-ms-request-id"] == reply.headers["x-ms-correlation-request-id"]


def test_the_ids_of_the_client_come_back(arm: Arm) -> None:
    """So that a client finds its own requests in its logs."""
    sent = {"x-ms-correlation-request-id": "one-run", "x-ms-client-request-id": "this-request"}
    reply = arm("GET", "~/resourceGroups", headers=sent)

    assert sent == {name: reply.headers[name] for name in sent}


@pytest.mark.parametrize("value", ["a\r\nset-cookie: x", "é", "x" * 500])
def test_an_id_that_is_none_does_not_come_back(arm: Arm, value: str) -> None:
    """Nothing that a header could be broken with."""
    assert "x-ms-client-request-id" not in arm("GET", "~", headers={"x-ms-client-request-id": value}).headers
