"""The log of a pod in a local cluster, as soon as it has a line."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from aksess.cli.home import Running
from aksess.clock import SystemClock
from aksess.cluster.api import Api
from aksess.cluster.errors import ClusterError
from aksess.cluster.layout import Layout
from aksess.cluster.pki import Pki
from aksess.wire.cluster import ClusterAccess

# Seconds until a log has a line, on a machine that is busy with other things.
PATIENCE: Final = 60.0
LOOK: Final = 0.05
# States that a container does not leave by waiting.
_HOPELESS: Final = ("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError")


class NoLog(ClusterError):
    """The pod has said nothing; the text says in which state it is."""


def admin(running: Running, cluster_id: str, port: int) -> Api:
    """A client of a cluster's API server, as administrator. port: of the server, on loopback."""
    return Api.on_loopback(port, Pki(Layout.of(Path(running.state), cluster_id).pki), "admin")


async def first_log(api: Api, namespace: str, name: str) -> str:
    """Wait until the log of a pod has a line, and return the log.

    Raises:
        NoLog: The pod wrote nothing for a minute, or cannot start.
        ApiError: The API server refused a request.
        ApiGone: The API server does not answer.
    """
    path = f"/api/v1/namespaces/{namespace}/pods/{name}"
    clock = SystemClock()
    until = clock.monotonic() + PATIENCE
    while True:
        status, said = await api.text(f"{path}/log")
        if status == 200 and said.strip():
            return said.strip()
        waits = _waits(await api.get(path))
        if any(reason in waits for reason in _HOPELESS) or clock.monotonic() > until:
            raise NoLog(
                f"Pod {namespace}/{name} has said nothing: {waits or 'it runs'}.", f"kubectl describe pod {name}"
            )
        await asyncio.sleep(LOOK)


def logs_of(running: Running, clusters: list[ClusterAccess], name: str) -> Iterator[tuple[str, str]]:
    """Namespace and log of each pod of that name in the clusters that run.

    Raises:
        ClusterError: An API server does not answer, or a pod cannot start.
    """
    for cluster in clusters:
        if cluster.port:
            yield from asyncio.run(_logs(admin(running, cluster.id, cluster.port), name))


async def _logs(api: Api, name: str) -> list[tuple[str, str]]:
    try:
        found = await api.get("/api/v1/pods", {"fieldSelector": f"metadata.name={name}"})
        spaces = [each["metadata"]["namespace"] for each in found.get("items") or ()]
        return [(space, await first_log(api, space, name)) for space in spaces]
    finally:
        await api.close()


def _waits(pod: dict[str, Any]) -> str:
    """Why its containers do not run, as their states say it."""
    states = [each.get("state") or {} for each in pod["status"].get("containerStatuses") or ()]
    waiting = [each["waiting"] for each in states if "waiting" in each]
    reasons = [f"{each.get('reason', '')} {each.get('message', '')}".strip() for each in waiting]
    return "; ".join(reasons) or str(pod["status"].get("phase", ""))
