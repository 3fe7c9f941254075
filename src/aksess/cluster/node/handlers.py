"""The handlers of probes and lifecycle hooks: HTTP request, TCP connection, command, gRPC health check.

The texts are those of kubernetes/kubernetes, pkg/probe, which operators know from events.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from aksess.cluster.node.grpc_health import check_health
from aksess.cluster.node.pod import Json
from aksess.cluster.node.streams import Collected
from aksess.pods.runtime import Container, ContainerStartFailed, Sandbox, Streams

# Octets of a command's output that an event shows, and of an answer's head.
LONGEST_OUTPUT: Final = 10 * 1024
LONGEST_HEAD: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """The container that is asked. spec: its JSON; variables: its environment."""

    sandbox: Sandbox
    container: Container
    spec: Json
    variables: Mapping[str, str]
    pod_ip: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it succeeded, and what there is to say."""

    success: bool
    output: str = ""


async def ask(target: Target, handler: Json, within: float) -> Answer:
    """Carry out the handler of a probe or hook. within: seconds."""
    try:
        return await _ask(target, handler, within)
    except ValueError as error:
        return Answer(False, str(error))


async def _ask(target: Target, handler: Json, within: float) -> Answer:
    if "exec" in handler:
        return await run_command(target, handler["exec"].get("command") or [], within)
    if "httpGet" in handler:
        return await _get(target, handler["httpGet"], within)
    if "tcpSocket" in handler:
        return await _connect(target, port_of(target.spec, handler["tcpSocket"]["port"]), within)
    if "grpc" in handler:
        return await _health(target, handler["grpc"], within)
    return Answer(False, f"this node does not know the handler {', '.join(handler) or '(none)'}")


async def run_command(target: Target, command: list[str], within: float) -> Answer:
    """Run a command in the container."""
    output = Collected(LONGEST_OUTPUT)
    try:
        process = await target.sandbox.exec(target.container, command, output, target.variables, False, False)
    except ContainerStartFailed as error:
        return Answer(False, str(error))
    try:
        async with asyncio.timeout(within):
            code = await process.wait()
    except TimeoutError:
        return Answer(False, f'command timed out: "{" ".join(command)}" timed out after {within:g}s')
    finally:
        process.kill()
    return Answer(code == 0, output.text)


def port_of(container: Json, port: Any) -> int:
    """The number of a port that may be named. Raises ValueError for a name that the container does not have."""
    if isinstance(port, int) or str(port).isdecimal():
        return int(port)
    for each in container.get("ports") or ():
        if each.get("name") == port:
            return int(each["containerPort"])
    raise ValueError(f"couldn't find port: {port} in pod's container {container['name']}")


async def _get(target: Target, request: Json, within: float) -> Answer:
    port = port_of(target.spec, request["port"])
    scheme = (request.get("scheme") or "HTTP").lower()
    path = request.get("path") or "/"
    path = path if path.startswith("/") else f"/{path}"
    url = f"{scheme}://{request.get('host') or target.pod_ip}:{port}{path}"
    try:
        async with asyncio.timeout(within):
            status = await _status(await _open(target, port), request, scheme == "https", path, port)
    except TimeoutError:
        return Answer(False, f'Get "{url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)')
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
        return Answer(False, f'Get "{url}": {_reason(error, target, port)}')
    if 200 <= status < 400:
        return Answer(True)
    return Answer(False, f"HTTP probe failed with statuscode: {status}")


async def _status(streams: Streams, request: Json, tls: bool, path: str, port: int) -> int:
    reader, writer = streams
    try:
        if tls:
            await writer.start_tls(_unverified())
        headers = {
            "Host": f"{request.get('host') or 'localhost'}:{port}",
            "User-Agent": "kube-probe/1",
            "Accept": "*/*",
        }
        headers |= {each["name"]: each.get("value") or "" for each in request.get("httpHeaders") or ()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"GET {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
        line = await reader.readuntil(b"\r\n")
        return int(line.split(b" ", 2)[1])
    except IndexError as error:
        raise ValueError("malformed HTTP response") from error
    finally:
        writer.close()


@cache
def _unverified() -> ssl.SSLContext:
    """TLS of a probe, which verifies nothing. Made once: a default context reads the certificates of the system."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def _connect(target: Target, port: int, within: float) -> Answer:
    try:
        async with asyncio.timeout(within):
            _, writer = await _open(target, port)
    except TimeoutError:
        return Answer(False, f"dial tcp {target.pod_ip}:{port}: i/o timeout")
    except OSError as error:
        return Answer(False, _reason(error, target, port))
    writer.close()
    return Answer(True)


async def _health(target: Target, request: Json, within: float) -> Answer:
    port = int(request["port"])
    try:
        async with asyncio.timeout(within):
            streams = await _open(target, port)
            try:
                state = await check_health(streams, request.get("service") or "", f"{target.pod_ip}:{port}")
            finally:
                with suppress(OSError):
                    streams[1].close()
    except TimeoutError:
        return Answer(False, f'timeout: failed to connect service "{target.pod_ip}:{port}" within {within:g}s')
    except (OSError, ValueError) as error:
        return Answer(False, f"error: {_reason(error, target, port)}")
    if state == "SERVING":
        return Answer(True)
    return Answer(False, f'service unhealthy (responded with "{state}")')


async def _open(target: Target, port: int) -> Streams:
    return await target.sandbox.connect(port)


def _reason(error: Exception, target: Target, port: int) -> str:
    if isinstance(error, ConnectionRefusedError):
        return f"dial tcp {target.pod_ip}:{port}: connect: connection refused"
    return str(error) or type(error).__name__
