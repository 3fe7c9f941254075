"""Whether a Kubernetes API server can be reached, asked the way the providers will go: through the proxy, if any.

A connection is opened and closed, no more: whether the server lets anybody in is the provider's to find out.
"""

from __future__ import annotations

import base64
import socket
from collections.abc import Mapping
from urllib.parse import SplitResult, unquote, urlsplit

# Seconds. A server that is there answers at once; one behind a firewall never does.
PATIENCE = 5.0
MOST = 16 * 1024


def unreachable(url: str, environment: Mapping[str, str], patience: float = PATIENCE) -> str | None:
    """Why the server at ``url`` cannot be reached by a program with that environment; None where it can."""
    parts = urlsplit(url if "//" in url else f"https://{url}")
    host, port = parts.hostname or "", parts.port or 443
    proxy = _proxy(host, environment)
    try:
        if proxy is None:
            socket.create_connection((host, port), patience).close()
            return None
        return _through(proxy, host, port, patience)
    except OSError as error:
        there = f"{host}:{port}" if proxy is None else f"the proxy {proxy.hostname}:{proxy.port}"
        return f"{there} cannot be reached ({error.strerror or error})"


def _proxy(host: str, environment: Mapping[str, str]) -> SplitResult | None:
    # As Go's net/http reads them: the upper-case name first, never for this machine.
    url = environment.get("HTTPS_PROXY") or environment.get("https_proxy") or ""
    if not url or host in ("localhost", "::1") or host.startswith("127."):
        return None
    excluded = environment.get("NO_PROXY") or environment.get("no_proxy") or ""
    for entry in (each.strip().lstrip("*").lstrip(".").lower() for each in excluded.split(",")):
        if entry and (host == entry or host.endswith(f".{entry}")):
            return None
    return None if excluded.strip() == "*" else urlsplit(url if "//" in url else f"http://{url}")


def _through(proxy: SplitResult, host: str, port: int, patience: float) -> str | None:
    with socket.create_connection((proxy.hostname or "", proxy.port or 80), patience) as connection:
        connection.settimeout(patience)
        connection.sendall(_connect(proxy, f"{host}:{port}"))
        said = b""
        while b"\r\n\r\n" not in said and len(said) < MOST and (more := connection.recv(4096)):
            said += more
        head, _, body = said.partition(b"\r\n\r\n")
        first = head.split(b"\r\n")[0].decode("latin-1")
        if first.split(" ")[1:2] == ["200"]:
            return None
        body += _rest(connection) if body else b""
        words = body.decode("utf-8", "replace").strip().removeprefix("aksess: ")
        return words or f"the proxy refuses {host}:{port}: {first or 'no answer'}"


def _connect(proxy: SplitResult, there: str) -> bytes:
    lines = [f"CONNECT {there} HTTP/1.1", f"Host: {there}"]
    if proxy.username:
        pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
        lines.append(f"Proxy-Authorization: Basic {base64.b64encode(pair.encode()).decode()}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _rest(connection: socket.socket) -> bytes:
    try:
        return connection.recv(4096)
    except OSError:
        return b""
