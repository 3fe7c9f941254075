"""The headers that every answer of App Configuration has."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email.utils import format_datetime

from aksess.cloud.pipeline.call import Answer, Call


def with_common_headers(call: Call, answer: Answer) -> Answer:
    """The answer with its request id, and the client's own where it asks for it back."""
    frame = [("x-ms-request-id", call.request_id), ("date", http_date(call.now))]
    client = str(call.headers.get("x-ms-client-request-id") or "")
    wanted = str(call.headers.get("x-ms-return-client-request-id") or "").lower() == "true"
    if wanted and client.isascii() and client.isprintable():
        frame.append(("x-ms-client-request-id", client))
    return Answer(answer.status, answer.body, (*answer.headers, *frame))


def sync_token(number: int) -> tuple[str, str]:
    """The ``Sync-Token`` header of a state. number: rises with every change of the store.

    Microsoft Learn, "Real-time consistency": opaque; here every answer is as new as the last write.
    """
    value = base64.b64encode(f"0:{number}".encode()).decode()
    return ("sync-token", f"aksess0={value};sn={number}")


def http_date(seconds: float) -> str:
    """``Tue, 05 Dec 2017 02:41:26 GMT``."""
    return format_datetime(datetime.fromtimestamp(int(seconds), UTC), usegmt=True)


def iso_date(seconds: float) -> str:
    """``2017-12-05T02:41:26+00:00``."""
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()
