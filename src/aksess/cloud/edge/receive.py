"""Turns an HTTP request into a call of the request pipeline."""

from __future__ import annotations

import re
from typing import Final

from aksess.cloud.edge.proxy_listener import ProxyListener
from aksess.cloud.edge.request import Request
from aksess.cloud.edge.response_head import refusal
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.request_pipeline import RequestPipeline

# RFC 9112, 3.2.2: a server must accept an absolute URL, and its host is the one that counts.
_ABSOLUTE: Final = re.compile(r"https?://([^/?]*)(.*)", re.IGNORECASE)


async def receive(pipeline: RequestPipeline, listener: ProxyListener, request: Request, *, tls: bool) -> Answer:
    """Answer one request that arrived at a listener, over TLS or plain.

    Raises:
        ClientGone: the client disconnected.
    """
    target, hosts = request.target.partition("#")[0], request.hosts
    if not target.startswith("/") and (absolute := _ABSOLUTE.fullmatch(target)) is not None:
        hosts, target = [absolute[1].rpartition("@")[2]], absolute[2]
    if len(hosts) != 1 or not hosts[0]:
        # RFC 9112, 3.2: with two names, two parsers could find two different services.
        return refusal(400, "aksess: expected exactly one Host header")
    host = hosts[0].partition(":")[0].lower().rstrip(".")
    if not pipeline.serves(host, tls):
        # The connection was opened for another host name than the request has.
        why = f"aksess serves no Azure service at {host!r} over {'TLS' if tls else 'plain HTTP'}"
        return refusal(421, why)
    path, _, query = target.partition("?")
    call = Call(listener.cloud, listener.origin, request.method, host, path or "/", query, request.headers)
    return await pipeline.handle(call, request.body)
