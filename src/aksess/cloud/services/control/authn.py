"""The control host authenticates its caller by the key of the run file."""

from __future__ import annotations

import hmac

from aksess.cloud.identity.caller import Caller
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation


def authenticate(call: Call, _operation: Operation) -> None:
    """Set the caller if the request has the key.

    Raises:
        Fault: 401 for a wrong key.
    """
    given = call.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), call.cloud.administration.key.encode()):
        raise Fault(401, "WrongKey", "Expected the key of this local Azure's run file as a bearer token.")
    call.caller = Caller("aksess", "", call.cloud.settings.tenant, frozenset(), {})
