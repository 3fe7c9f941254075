from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Authenticated
from aksess.cloud.storage.operation import NEVER_SIGNED, operation
from tests.storage_scene import Shop


def test_an_operation_answers_in_the_frame_of_its_service(shop: Shop) -> None:
    """And, unless it says so, no signature is enough for it."""
    made = operation("try", Authenticated(), lambda _: Answer(200, b"done"))
    call = Call(shop.cloud, shop.cloud.operator, "GET", "shop.blob.core.windows.net", "/", "", {})

    answer = made.run(call)

    assert isinstance(answer, Answer)
    assert (200, b"done") == (answer.status, answer.body)
    assert "x-ms-request-id" in dict(answer.headers)
    assert made.signed is NEVER_SIGNED
