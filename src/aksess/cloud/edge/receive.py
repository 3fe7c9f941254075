"""A request of the wire becomes a call of the pipeline."""

from __future__ import annotations

import re
from typing import Final

from aksess.cloud.edge.door import Door
from aksess.cloud.edge.reply import refusal
from aksess.cloud.edge.request import Request
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.request_pipeline import RequestPipeline

# RFC 9112, 3.2.2: a server takes the whole URL too, and its host is the one that counts.
_ABSOLUTE: Final = re.compile(r"https?://([^/?]*)(.*)", re.IGNORECASE)


async def receive(pipeline: RequestPipeline, door: Door, request: Request, *, tls: bool) -> Answer:
    """The answer to one request that came through a door, over TLS or not. Raises ClientGone."""
    target, hosts = request.target.partition("#")[0], request.hosts
    if not target.startswith("/") and (absolute := _ABSOLUTE.fullmatch(target)) is not None:
        hosts, target = [absolute[1].rpartition("@")[2]], absolute[2]
    if len(hosts) != 1 or not hosts[0]:
        # RFC 9112, 3.2: of two names, one reader could mean one service and another the other.
        return refusal(400, "aksess: wanted one Host header")
    host = hosts[0].partition(":")[0].lower().rstrip(".")
    if not pipeline.serves(host, tls):
        # The door let the connection in for another name than the request in it has.
        why = f"aksess serves no Azure service at {host!r} over {'TLS' if tls else 'plain HTTP'}"
        return refusal(421, why)
    path, _, query = target.partition("?")
    call = Call(door.cloud, door.origin, request.method, host, path or "/", query, request.headers)
    return await pipeline.handle(call, request.body)
